#include "api/operations/pipelines/pipelines.h"
#include "api/operations/pipelines/shape.h"
#include "api/operations/reading/fields.h"

namespace smarttag::api {
namespace {

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  jobs::PipelineSpec spec;
  spec.owner = call.caller.user;
  spec.name = in.text("Name");
  spec.speed = pipelines::speed_in(in);
  spec.priority = in.integer("Priority", spec.priority, 1, 10);
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  const auto made = call.services.store.pipelines().create(spec);
  if (!made) return tl::unexpected(made.error());
  return results::Json{{"Pipeline", pipelines::shown(*made)}};
}

}  // namespace

Operation create_pipeline() {
  return {"CreatePipeline",
          "Creates a pipeline: a queue of jobs, of which two run at a time.",
          {field::required(field::text("Name", "128 bytes at most")),
           field::integer("Priority", "1 to 10, 10 first; 6 unless given"),
           field::required(field::text("Speed", "Standard, Boost or NarrowBandHDV2; all behave the same"))},
          {field::object("Pipeline", pipelines::fields())},
          run,
          /*slow=*/false,
          /*writes=*/true};
}

}  // namespace smarttag::api
