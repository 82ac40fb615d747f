#include "api/operations/jobs/template_choice.h"

#include "api/operations/templates/shape.h"
#include "api/operations/templates/system_templates.h"

namespace smarttag::api {
namespace {

Result<TemplateChoice> named(const Call& call, const std::string& id) {
  const auto system = templates::find_system_template(id);
  if (!system) return tl::unexpected(system.error());
  if (*system != nullptr) return TemplateChoice{id, (*system)->config_json};
  const auto custom = call.services.store.templates().find(call.caller.user, id);
  if (!custom) return tl::unexpected(custom.error());
  if (custom->spec.type != templates::kSmartTagging)
    return fail(ErrorKind::kUsage, "This template is not for smart tagging (Type 11).");
  return TemplateChoice{id, custom->spec.config_json};
}

Result<TemplateChoice> standard(const Call& call) {
  const auto own = call.services.store.templates().standard(call.caller.user, templates::kSmartTagging);
  if (own) return TemplateChoice{own->id, own->spec.config_json};
  if (own.error().kind != ErrorKind::kNotFound) return tl::unexpected(own.error());
  const auto system = templates::system_templates();
  if (!system) return tl::unexpected(system.error());
  return TemplateChoice{system->front().id, system->front().config_json};
}

}  // namespace

Result<TemplateChoice> choose_template(const Call& call, const std::string& id,
                                       const std::string& overrides_json) {
  auto chosen = id.empty() ? standard(call) : named(call, id);
  if (!chosen || overrides_json.empty()) return chosen;
  const auto overrides = results::parse(overrides_json);
  if (!overrides || !overrides->is_object())
    return fail(ErrorKind::kUsage, "TemplateConfig must be a JSON object.");
  auto config = results::parse(chosen->config_json);
  if (!config || !config->is_object())
    return fail(ErrorKind::kInternal, "The template is damaged. Set its TemplateConfig again.", chosen->id);
  config->update(*overrides);
  chosen->config_json = results::dump(*config);
  return chosen;
}

}  // namespace smarttag::api
