#include "api/operations/pipelines/pipelines.h"
#include "api/operations/pipelines/shape.h"
#include "api/operations/reading/fields.h"

namespace smarttag::api {
namespace {

Result<results::Json> run_get_pipeline(const Call& call) {
  Reader in(call.parameters);
  const auto found = call.services.store.pipelines().find(call.caller.user, in.text("PipelineId"));
  if (!found) return tl::unexpected(found.error());
  return results::Json{{"Pipeline", pipelines::shown(*found)}};
}

}  // namespace

Operation get_pipeline() {
  return {"GetPipeline",
          "Shows a pipeline.",
          {field::required(field::text("PipelineId"))},
          {field::object("Pipeline", pipelines::fields())},
          run_get_pipeline};
}

}  // namespace smarttag::api
