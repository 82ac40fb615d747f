#include "api/operations/jobs/jobs.h"
#include "api/operations/reading/fields.h"
#include "api/operations/reading/reader.h"

namespace smarttag::api {
namespace {

Result<results::Json> run_delete_smart_job(const Call& call) {
  Reader in(call.parameters);
  const auto ids = in.names("JobId");
  if (ids.empty()) in.fault("JobId is mandatory for this action.");
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  auto& store = call.services.store.jobs();
  // All must be there before one is deleted.
  for (const auto& id : ids)
    if (const auto found = store.find(call.caller.user, id); !found) return tl::unexpected(found.error());
  for (const auto& id : ids) {
    const auto gone = store.remove(call.caller.user, id);
    // Gone meanwhile, or named twice: what was wanted.
    if (!gone && gone.error().kind != ErrorKind::kNotFound) return tl::unexpected(gone.error());
  }
  return results::Json::object();
}

}  // namespace

Operation delete_smart_job() {
  return {"DeleteSmartJob",
          "Cancels jobs that are not finished, and deletes them with their results.",
          {field::text("JobId", "commas between several")},
          {},
          run_delete_smart_job,
          /*slow=*/false,
          /*writes=*/true};
}

}  // namespace smarttag::api
