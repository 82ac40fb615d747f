#include "jobs/sqlite/results/old_texts.h"

#include <spdlog/spdlog.h>

#include <optional>
#include <utility>

#include "digest/digest.h"
#include "jobs/result_store.h"
#include "jobs/sqlite/results/result_rows.h"

namespace smarttag::jobs::sqlite {
namespace {

// A job with texts, and all of them one after the other.
struct OldTexts {
  std::int64_t number = 0;
  Time finished{};
  Outcome outcome;
  std::string bytes;

  BlobPart added(const std::string& blob, const std::string& text) {
    BlobPart part{blob, static_cast<std::int64_t>(bytes.size()), static_cast<std::int64_t>(text.size()),
                  digest::hex_sha256(text)};
    bytes += text;
    return part;
  }
};

std::optional<OldTexts> next(Connection& connection) {
  OldTexts old;
  std::string id;
  const auto found = connection.first(
      "SELECT number, id, coalesce(finished, modified) FROM jobs WHERE number = "
      "coalesce((SELECT min(job) FROM old_results), (SELECT min(job) FROM old_files))",
      [&](const Row& row) {
        old.number = row.integer(0);
        id = row.text(1);
        old.finished = row.time(2);
        return true;
      });
  if (!found) return std::nullopt;
  const auto blob = new_blob_name(id);
  const auto pair = [](const Row& row) { return std::pair{row.text(0), row.text(1)}; };
  for (const auto& [type, data] :
       connection.all("SELECT type, data FROM old_results WHERE job = ? ORDER BY place", pair, old.number))
    old.outcome.results.push_back({type, old.added(blob, data)});
  for (const auto& [name, content] :
       connection.all("SELECT name, content FROM old_files WHERE job = ? ORDER BY place", pair, old.number))
    old.outcome.files.push_back({name, old.added(blob, content)});
  return old;
}

// Whether this process was the one that moved them.
Result<bool> refer(Connection& connection, const OldTexts& old) {
  const auto gone = connection.run("DELETE FROM old_results WHERE job = ?", old.number) +
                    connection.run("DELETE FROM old_files WHERE job = ?", old.number);
  if (gone == 0) return false;
  const auto added = add_revision(connection, old.number, old.outcome, {}, old.finished);
  if (!added) return tl::unexpected(added.error());
  return true;
}

}  // namespace

Result<void> move_old_texts(const Context& context, blobs::BlobStore& blobs) {
  int moved = 0;
  while (true) {
    const auto old = context.database.read(
        [](Connection& connection) -> Result<std::optional<OldTexts>> { return next(connection); });
    if (!old) return tl::unexpected(old.error());
    if (!*old) break;
    const auto parts = (*old)->outcome;
    const auto& blob =
        parts.results.empty() ? parts.files.front().part.blob : parts.results.front().part.blob;
    if (const auto put = blobs.put(blob, blobs::content_of((*old)->bytes)); !put)
      return tl::unexpected(put.error());
    const auto referred =
        context.database.write([&](Connection& connection) { return refer(connection, **old); });
    if (!referred) return tl::unexpected(referred.error());
    if (!*referred)
      if (auto removed = blobs.remove(blob); !removed) return removed;
    if (++moved % 1000 == 0) spdlog::info("{} jobs' results moved to the blob store", moved);
  }
  if (moved > 0) spdlog::info("the results of {} jobs were moved to the blob store", moved);
  return {};
}

}  // namespace smarttag::jobs::sqlite
