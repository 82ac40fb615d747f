#include "api/operations/templates/system_templates.h"

#include <algorithm>

#include "base/paths.h"
#include "base/whole_file.h"
#include "results/json.h"

namespace smarttag::api::templates {

// Found by name where the JSON is read.
static void from_json(const results::Json& json, SystemTemplate& made) {
  json.at("id").get_to(made.id);
  json.at("name").get_to(made.name);
  made.config_json = results::dump(json.at("config"));
}

namespace {

Result<std::vector<SystemTemplate>> load() {
  const auto file = home_folder() / "data" / "system_templates.json";
  auto read = results::read<std::vector<SystemTemplate>>(whole_file(file).value_or(""));
  if (!read || read->empty())
    return fail(ErrorKind::kInternal, "The system templates are missing. Restore data/system_templates.json.",
                file.string() + (read ? "" : ": " + read.error().client.text));
  return read;
}

}  // namespace

Result<std::span<const SystemTemplate>> system_templates() {
  static const Result<std::vector<SystemTemplate>> kLoaded = load();
  if (!kLoaded) return tl::unexpected(kLoaded.error());
  return std::span<const SystemTemplate>(*kLoaded);
}

Result<const SystemTemplate*> find_system_template(std::string_view id) {
  const auto all = system_templates();
  if (!all) return tl::unexpected(all.error());
  const auto found = std::find_if(all->begin(), all->end(), [&](const auto& t) { return t.id == id; });
  return found == all->end() ? nullptr : &*found;
}

}  // namespace smarttag::api::templates
