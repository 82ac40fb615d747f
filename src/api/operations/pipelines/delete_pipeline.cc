#include "api/operations/pipelines/pipelines.h"
#include "api/operations/reading/fields.h"
#include "api/operations/reading/reader.h"

namespace smarttag::api {
namespace {

Result<results::Json> run_delete_pipeline(const Call& call) {
  Reader in(call.parameters);
  const auto gone = call.services.store.pipelines().remove(call.caller.user, in.text("PipelineId"));
  if (!gone) return tl::unexpected(gone.error());
  return results::Json{{"Success", true}};
}

}  // namespace

Operation delete_pipeline() {
  return {"DeletePipeline",
          "Deletes a pipeline that has no unfinished jobs; never the default one.",
          {field::required(field::text("PipelineId"))},
          {field::boolean("Success")},
          run_delete_pipeline,
          /*slow=*/false,
          /*writes=*/true};
}

}  // namespace smarttag::api
