#include "api/operations/reading/fields.h"
#include "api/operations/templates/shape.h"
#include "api/operations/templates/templates.h"

namespace smarttag::api {
namespace {

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  templates::require_smart_tagging(in);
  const auto id = in.text("TemplateId");
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  auto& store = call.services.store.templates();
  const auto found = id.empty() ? store.standard(call.caller.user, templates::kSmartTagging)
                                : store.find(call.caller.user, id);
  if (!found) return tl::unexpected(found.error());
  return results::Json{{"CustomTemplate", templates::shown(*found)}};
}

}  // namespace

Operation get_custom_template() {
  return {"GetCustomTemplate",
          "Gets a template; the default one when no TemplateId is given.",
          {field::integer("Subtype"), field::text("TemplateId"),
           field::required(field::integer("Type", "11: smart tagging"))},
          {field::object("CustomTemplate", templates::fields())},
          run};
}

}  // namespace smarttag::api
