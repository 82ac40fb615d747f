#include "jobs/sqlite/open.h"

#include <spdlog/spdlog.h>

#include "blobs/open_blob_store.h"
#include "jobs/nonces/file_nonces.h"
#include "jobs/sqlite/accounts.h"
#include "jobs/sqlite/hotwords.h"
#include "jobs/sqlite/jobs.h"
#include "jobs/sqlite/libraries.h"
#include "jobs/sqlite/media.h"
#include "jobs/sqlite/outbox.h"
#include "jobs/sqlite/pipelines.h"
#include "jobs/sqlite/results/old_texts.h"
#include "jobs/sqlite/results/results.h"
#include "jobs/sqlite/templates.h"

namespace smarttag::jobs::sqlite {
namespace {

class SqliteStore final : public Store {
 public:
  SqliteStore(std::unique_ptr<Database> database, std::unique_ptr<blobs::BlobStore> blobs,
              std::unique_ptr<FileNonces> nonces, SecretBox secrets, const StoreOptions& options)
      : database_(std::move(database)),
        blobs_(std::move(blobs)),
        nonces_(std::move(nonces)),
        context_{*database_, *options.clock, options.retry, options.limits},
        secrets_(secrets) {}

  // What an older program left to be done.
  Result<void> move_old_texts() { return sqlite::move_old_texts(context_, *blobs_); }

  JobStore& jobs() override { return jobs_; }
  ResultStore& results() override { return results_; }
  blobs::BlobStore& blobs() override { return *blobs_; }
  PipelineStore& pipelines() override { return pipelines_; }
  Outbox& outbox() override { return outbox_; }
  QueueStore& queues() override { return queues_; }
  AccountStore& accounts() override { return accounts_; }
  TemplateStore& templates() override { return templates_; }
  LibraryStore& libraries() override { return libraries_; }
  HotwordStore& hotwords() override { return hotwords_; }
  MediaStore& media() override { return media_; }
  NonceStore& nonces() override { return *nonces_; }
  std::string derived_key(std::string_view purpose) override { return secrets_.derived(purpose); }
  Changes& changes() override { return database_->changes(); }

  Result<void> probe() override {
    return database_->write([](Connection& connection) -> Result<void> {
      // Writes a page, which a full or read-only disk refuses, and changes nothing.
      connection.run("UPDATE probe SET times = times + 1");
      return {};
    });
  }

 private:
  std::unique_ptr<Database> database_;
  std::unique_ptr<blobs::BlobStore> blobs_;
  std::unique_ptr<FileNonces> nonces_;
  Context context_;
  SecretBox secrets_;
  SqliteJobs jobs_{context_};
  SqliteResults results_{context_};
  SqlitePipelines pipelines_{context_};
  SqliteOutbox outbox_{context_};
  SqliteQueues queues_{context_};
  SqliteTemplates templates_{context_};
  SqliteLibraries libraries_{context_};
  SqliteHotwords hotwords_{context_};
  SqliteMedia media_{context_};
  SqliteAccounts accounts_{context_, secrets_};
};

// A key of another database would let the service start, and fail every call.
Result<void> check_key(Store& store) {
  const auto users = store.accounts().users();
  if (!users) return tl::unexpected(users.error());
  if (users->empty()) return {};
  if (const auto secret = store.accounts().webhook_secret(users->front().id); !secret)
    return fail(
        ErrorKind::kStoreFailed,
        "The file server.key does not open the secrets of this database. Put the key back that was made "
        "with it.",
        secret.error().log.text);
  return {};
}

void warn_if_readable_by_others(const std::filesystem::path& folder) {
  using std::filesystem::perms;
  std::error_code error;
  const auto mode = std::filesystem::status(folder, error).permissions();
  if (!error && (mode & (perms::group_all | perms::others_all)) != perms::none)
    spdlog::warn("the data folder {} can be entered by others than its owner: chmod 700 it", folder.string());
}

}  // namespace

Result<std::unique_ptr<Store>> open_store(const std::string& place, const StoreOptions& options) {
  if (place.empty()) return fail(ErrorKind::kUsage, "The store has no folder. Set store to sqlite:FOLDER.");
  const std::filesystem::path folder = place;
  std::error_code error;
  if (std::filesystem::create_directories(folder, error))
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  if (error)
    return fail(ErrorKind::kStoreFailed,
                "The data folder cannot be created. Check the settings data-dir and store.",
                folder.string() + ": " + error.message());
  warn_if_readable_by_others(folder);
  DatabaseOptions database_options;
  database_options.file = folder / "smarttag.db";
  const auto key_file = folder / "server.key";
  // A database with secrets but without its key is a lost key: a new one would open nothing.
  const bool fresh = !std::filesystem::exists(database_options.file, error);
  auto secrets = SecretBox::open(key_file, fresh);
  if (!secrets) return tl::unexpected(secrets.error());
  auto database = Database::open(database_options);
  if (!database) return tl::unexpected(database.error());
  auto nonces = FileNonces::open(folder / "nonces", *options.clock, options.nonces);
  if (!nonces) return tl::unexpected(nonces.error());
  auto blobs =
      blobs::open_blob_store(options.blobs.empty() ? "folder:" + (folder / "blobs").string() : options.blobs);
  if (!blobs) return tl::unexpected(blobs.error());
  auto store = std::make_unique<SqliteStore>(*std::move(database), *std::move(blobs), *std::move(nonces),
                                             *secrets, options);
  if (auto moved = store->move_old_texts(); !moved) return tl::unexpected(moved.error());
  if (auto good = check_key(*store); !good) return tl::unexpected(good.error());
  return store;
}

}  // namespace smarttag::jobs::sqlite
