#include "api/operations/reading/fields.h"
#include "api/operations/templates/shape.h"
#include "api/operations/templates/templates.h"

namespace smarttag::api {
namespace {

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  const auto found = templates::find_custom(call, in.text("TemplateId"));
  if (!found) return tl::unexpected(found.error());
  const auto gone = call.services.store.templates().remove(call.caller.user, found->id);
  if (!gone) return tl::unexpected(gone.error());
  return results::Json{{"Success", true}};
}

}  // namespace

Operation delete_custom_template() {
  return {"DeleteCustomTemplate",
          "Deletes a template; jobs submitted before keep it.",
          {field::required(field::text("TemplateId"))},
          {field::boolean("Success")},
          run,
          /*slow=*/false,
          /*writes=*/true};
}

}  // namespace smarttag::api
