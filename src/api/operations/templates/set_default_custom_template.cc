#include "api/operations/reading/fields.h"
#include "api/operations/templates/shape.h"
#include "api/operations/templates/templates.h"

namespace smarttag::api {
namespace {

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  const auto found = templates::find_custom(call, in.text("TemplateId"));
  if (!found) return tl::unexpected(found.error());
  const auto done = call.services.store.templates().set_standard(call.caller.user, found->id);
  if (!done) return tl::unexpected(done.error());
  return results::Json{{"Success", true}};
}

}  // namespace

Operation set_default_custom_template() {
  return {"SetDefaultCustomTemplate",
          "Makes a template the default for jobs that name none.",
          {field::required(field::text("TemplateId"))},
          {field::boolean("Success")},
          run,
          /*slow=*/false,
          /*writes=*/true};
}

}  // namespace smarttag::api
