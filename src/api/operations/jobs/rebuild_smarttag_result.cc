#include "api/operations/jobs/jobs.h"
#include "api/operations/reading/fields.h"
#include "api/operations/reading/reader.h"
#include "tagging/result_kinds.h"

namespace smarttag::api {
namespace {

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  const auto id = in.text("JobId");
  const auto version = in.text("LabelVersion");
  if (!version.empty() && !tagging::is_label_version(version))
    in.fault("LabelVersion is not known: " + version + ".");
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  if (const auto put = call.services.store.jobs().rebuild(call.caller.user, id, version); !put)
    return tl::unexpected(put.error());
  return results::Json{{"JobId", id}};
}

}  // namespace

Operation rebuild_smarttag_result() {
  return {"RebuildSmarttagResult",
          "Rebuilds a job's automatic results from its kept facts, without its media: the job is Submitted "
          "again, and its results stay until the new ones are there. Corrections stay.",
          {field::required(field::text("JobId")),
           field::text("LabelVersion", "of the new results; that of the job's template unless given")},
          {field::text("JobId")},
          run,
          /*slow=*/false,
          /*writes=*/true,
          /*extension=*/true};
}

}  // namespace smarttag::api
