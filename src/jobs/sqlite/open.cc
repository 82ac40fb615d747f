#include "jobs/sqlite/open.h"

#include "jobs/sqlite/accounts.h"
#include "jobs/sqlite/hotwords.h"
#include "jobs/sqlite/jobs.h"
#include "jobs/sqlite/libraries.h"
#include "jobs/sqlite/media.h"
#include "jobs/sqlite/outbox.h"
#include "jobs/sqlite/pipelines.h"
#include "jobs/sqlite/templates.h"

namespace smarttag::jobs::sqlite {
namespace {

class SqliteStore final : public Store {
 public:
  SqliteStore(std::unique_ptr<Database> database, SecretBox secrets, const StoreOptions& options)
      : database_(std::move(database)),
        context_{*database_, *options.clock, options.retry},
        secrets_(secrets) {}

  JobStore& jobs() override { return jobs_; }
  PipelineStore& pipelines() override { return pipelines_; }
  Outbox& outbox() override { return outbox_; }
  QueueStore& queues() override { return queues_; }
  AccountStore& accounts() override { return accounts_; }
  TemplateStore& templates() override { return templates_; }
  LibraryStore& libraries() override { return libraries_; }
  HotwordStore& hotwords() override { return hotwords_; }
  MediaStore& media() override { return media_; }
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
  Context context_;
  SecretBox secrets_;
  SqliteJobs jobs_{context_};
  SqlitePipelines pipelines_{context_};
  SqliteOutbox outbox_{context_};
  SqliteQueues queues_{context_};
  SqliteTemplates templates_{context_};
  SqliteLibraries libraries_{context_};
  SqliteHotwords hotwords_{context_};
  SqliteMedia media_{context_};
  SqliteAccounts accounts_{context_, secrets_};
};

}  // namespace

Result<std::unique_ptr<Store>> open_store(const StoreOptions& options) {
  std::error_code error;
  if (std::filesystem::create_directories(options.folder, error))
    std::filesystem::permissions(options.folder, std::filesystem::perms::owner_all, error);
  if (error)
    return fail(ErrorKind::kStoreFailed, "The data folder cannot be made. Check the setting data-dir.",
                options.folder.string() + ": " + error.message());
  DatabaseOptions database_options;
  database_options.file = options.folder / "smarttag.db";
  const auto key_file = options.folder / "server.key";
  // A database with secrets but without its key is a lost key: a new one would open nothing.
  const bool fresh = !std::filesystem::exists(database_options.file, error);
  auto secrets = SecretBox::open(key_file, fresh);
  if (!secrets) return tl::unexpected(secrets.error());
  auto database = Database::open(database_options);
  if (!database) return tl::unexpected(database.error());
  return std::make_unique<SqliteStore>(*std::move(database), *secrets, options);
}

}  // namespace smarttag::jobs::sqlite
