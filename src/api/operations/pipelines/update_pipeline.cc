#include "api/operations/pipelines/pipelines.h"
#include "api/operations/pipelines/shape.h"
#include "api/operations/reading/fields.h"

namespace smarttag::api {
namespace {

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  jobs::PipelineChange change;
  if (in.has("Name")) change.name = in.text("Name");
  change.priority = in.sent_integer("Priority", 1, 10);
  const auto status = in.choice("Status", {"Active", "Paused"});
  if (!status.empty()) change.paused = status == "Paused";
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  const auto changed =
      call.services.store.pipelines().update(call.caller.user, in.text("PipelineId"), change);
  if (!changed) return tl::unexpected(changed.error());
  return results::Json{{"Success", true}};
}

}  // namespace

Operation update_pipeline() {
  return {"UpdatePipeline",
          "Updates a pipeline's name, priority or status. A paused one accepts jobs but starts none.",
          {field::text("Name", "128 bytes at most"), field::required(field::text("PipelineId")),
           field::integer("Priority", "1 to 10, 10 first"), field::text("Status", "Active or Paused")},
          {field::boolean("Success")},
          run,
          /*slow=*/false,
          /*writes=*/true};
}

}  // namespace smarttag::api
