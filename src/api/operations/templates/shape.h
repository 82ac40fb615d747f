// How the API shows templates, and what it takes of them.
#pragma once

#include <optional>
#include <vector>

#include "api/operation.h"
#include "api/operations/reading/reader.h"
#include "api/operations/templates/system_templates.h"
#include "jobs/template_store.h"

namespace smarttag::api::templates {

constexpr int kSmartTagging = 11;  // the only type here
constexpr int kMostSubtype = 1000;

std::vector<Field> fields();          // of a custom template where it is shown or listed
std::vector<Field> created_fields();  // of one that was just made: its subtype is a text
std::vector<Field> system_fields();

results::Json shown(const jobs::Template& custom);
results::Json shown(const SystemTemplate& system);

// "Type", sent as a number or as a text; anything but 11 is a fault.
void require_smart_tagging(Reader& in);

// kNotFound for a template of another owner or type; for a system template a sentence that it cannot change.
Result<jobs::Template> find_custom(const Call& call, const std::string& id);

}  // namespace smarttag::api::templates
