#include "api/operations/templates/shape.h"

#include "api/operations/reading/fields.h"
#include "base/timestamp.h"

namespace smarttag::api::templates {
namespace {

constexpr const char* kTypeName = "SmarttagTemplate";  // as the API calls type 1 TranscodeTemplate

std::vector<Field> kept_fields() {
  return field::joined({field::texts({"CreateTime", "ModifiedTime", "Status", "TemplateConfig", "TemplateId",
                                      "TemplateName", "TypeName"}),
                        {field::boolean("IsDefault"), field::integer("Type", "11: smart tagging")}});
}

}  // namespace

std::vector<Field> created_fields() { return field::joined({kept_fields(), {field::text("Subtype")}}); }

std::vector<Field> fields() {
  return field::joined(
      {kept_fields(),
       {field::integer("Subtype"), field::text("SubtypeName"),
        field::object("FrontendHint",
                      {field::object("TranscodeTemplateHint", {field::text("BitrateControlType")})},
                      "of transcoding templates: never here")}});
}

std::vector<Field> system_fields() {
  return field::joined(
      {field::texts({"Status", "SubtypeName", "TemplateConfig", "TemplateId", "TemplateName", "TypeName"}),
       {field::integer("Subtype"), field::integer("Type", "11: smart tagging")}});
}

results::Json shown(const jobs::Template& custom) {
  results::Json json = {{"TemplateId", custom.id},
                        {"TemplateName", custom.spec.name},
                        {"Type", custom.spec.type},
                        {"TypeName", kTypeName},
                        {"TemplateConfig", custom.spec.config_json},
                        {"IsDefault", custom.standard},
                        {"Status", "Normal"},
                        {"CreateTime", timestamp(custom.created)},
                        {"ModifiedTime", timestamp(custom.modified)}};
  if (custom.spec.subtype != 0) json["Subtype"] = custom.spec.subtype;
  return json;
}

results::Json shown(const SystemTemplate& system) {
  return {{"TemplateId", system.id}, {"TemplateName", system.name},          {"Type", kSmartTagging},
          {"TypeName", kTypeName},   {"TemplateConfig", system.config_json}, {"Status", "Normal"}};
}

void require_smart_tagging(Reader& in) {
  if (in.integer("Type", kSmartTagging, 1, kMostSubtype) != kSmartTagging)
    in.fault("Only templates of Type 11 (smart tagging) are supported here.");
}

Result<jobs::Template> find_custom(const Call& call, const std::string& id) {
  auto found = call.services.store.templates().find(call.caller.user, id);
  if (found || found.error().kind != ErrorKind::kNotFound) return found;
  const auto system = find_system_template(id);
  if (!system) return tl::unexpected(system.error());
  if (*system != nullptr)
    return fail(ErrorKind::kConflict,
                "This is a system template: it cannot be changed. Make a custom template with its "
                "TemplateConfig instead.");
  return found;
}

}  // namespace smarttag::api::templates
