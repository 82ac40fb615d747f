#include "api/operations/pipelines/pipelines.h"
#include "api/operations/pipelines/shape.h"
#include "api/operations/reading/fields.h"

namespace smarttag::api {
namespace {

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  const auto speed = pipelines::speed_in(in);
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  auto& store = call.services.store.pipelines();
  // The standard pipeline is always there for whoever looks.
  if (const auto standard = store.standard(call.caller.user); !standard)
    return tl::unexpected(standard.error());
  const auto found = store.list(call.caller.user, speed);
  if (!found) return tl::unexpected(found.error());
  auto listed = results::Json::array();
  for (const auto& pipeline : *found) listed.push_back(pipelines::shown(pipeline));
  return results::Json{{"PipelineList", std::move(listed)}};
}

}  // namespace

Operation list_pipelines() {
  return {"ListPipelines",
          "Lists the pipelines, oldest first.",
          {field::text("Speed", "only those of this speed")},
          {field::list("PipelineList", pipelines::fields())},
          run};
}

}  // namespace smarttag::api
