#include "api/operations/reading/fields.h"
#include "api/operations/templates/shape.h"
#include "api/operations/templates/templates.h"
#include "tagging/job_request.h"

namespace smarttag::api {
namespace {

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  templates::require_smart_tagging(in);
  jobs::TemplateSpec spec;
  spec.owner = call.caller.user;
  spec.name = in.text("Name");
  spec.type = templates::kSmartTagging;
  spec.subtype = in.integer("Subtype", 0, 0, templates::kMostSubtype);
  spec.config_json = in.text("TemplateConfig");
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  if (auto good = tagging::check_template(spec.config_json); !good) return tl::unexpected(good.error());
  const auto made = call.services.store.templates().create(spec);
  if (!made) return tl::unexpected(made.error());
  auto shown = templates::shown(*made);
  if (shown.contains("Subtype")) shown["Subtype"] = std::to_string(spec.subtype);
  return results::Json{{"CustomTemplate", std::move(shown)}};
}

}  // namespace

Operation create_custom_template() {
  return {"CreateCustomTemplate",
          "Creates a template: which analyses a job runs, and how.",
          {field::required(field::text("Name", "120 characters at most")), field::integer("Subtype"),
           field::required(field::text("TemplateConfig", "JSON: AnalyseTypes, FaceCategoryIds, ...")),
           field::required(field::integer("Type", "11: smart tagging"))},
          {field::object("CustomTemplate", templates::created_fields())},
          run,
          /*slow=*/false,
          /*writes=*/true};
}

}  // namespace smarttag::api
