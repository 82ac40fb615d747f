#include "api/operations/reading/fields.h"
#include "api/operations/templates/shape.h"
#include "api/operations/templates/templates.h"
#include "tagging/job_request.h"

namespace smarttag::api {
namespace {

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  const auto id = in.text("TemplateId");
  std::optional<std::string> name;
  std::optional<std::string> config;
  if (in.has("Name")) name = in.text("Name");
  if (in.has("TemplateConfig")) config = in.text("TemplateConfig");
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  if (config)
    if (auto good = tagging::check_template(*config); !good) return tl::unexpected(good.error());
  if (const auto found = templates::find_custom(call, id); !found) return tl::unexpected(found.error());
  const auto changed = call.services.store.templates().update(call.caller.user, id, name, config);
  if (!changed) return tl::unexpected(changed.error());
  return results::Json{{"Success", true}};
}

}  // namespace

Operation update_custom_template() {
  return {"UpdateCustomTemplate",
          "Updates a template's name or configuration; jobs submitted before keep theirs.",
          {field::text("Name", "120 characters at most"), field::text("TemplateConfig"),
           field::required(field::text("TemplateId"))},
          {field::boolean("Success")},
          run,
          /*slow=*/false,
          /*writes=*/true};
}

}  // namespace smarttag::api
