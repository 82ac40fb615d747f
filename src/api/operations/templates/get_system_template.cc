#include "api/operations/reading/fields.h"
#include "api/operations/templates/shape.h"
#include "api/operations/templates/templates.h"

namespace smarttag::api {
namespace {

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  const auto found = templates::find_system_template(in.text("TemplateId"));
  if (!found) return tl::unexpected(found.error());
  if (*found == nullptr)
    return fail(ErrorKind::kNotFound,
                "There is no such system template. ListSystemTemplates with Type 11 names them.");
  return results::Json{{"SystemTemplate", templates::shown(**found)}};
}

}  // namespace

Operation get_system_template() {
  return {"GetSystemTemplate",
          "Gets a template that comes with the service.",
          {field::required(field::text("TemplateId"))},
          {field::object("SystemTemplate", templates::system_fields())},
          run};
}

}  // namespace smarttag::api
