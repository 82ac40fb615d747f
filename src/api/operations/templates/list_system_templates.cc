#include <algorithm>

#include "api/operations/reading/fields.h"
#include "api/operations/reading/paging.h"
#include "api/operations/templates/shape.h"
#include "api/operations/templates/templates.h"

namespace smarttag::api {
namespace {

struct Wanted {
  bool any;  // whether the filters of the type, subtype and status let anything through
  std::string id;
  std::string name;

  bool fits(const templates::SystemTemplate& t) const {
    return any && (id.empty() || t.id == id) && t.name.find(name) != std::string::npos;
  }
};

Wanted wanted_in(Reader& in) {
  const auto types = in.names("Type");
  const auto status = in.choice("Status", {"Normal", "Invisible", "All"}, "Normal");
  const auto subtype = in.text("Subtype");
  // All of them are of type 11, have no subtype and are visible.
  const bool any = std::find(types.begin(), types.end(), "11") != types.end() && status != "Invisible" &&
                   (subtype.empty() || subtype == "0");
  return {any, in.text("TemplateId"), in.text("Name")};
}

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  const Wanted wanted = wanted_in(in);
  const auto page = page_by_number(in, 20, 100);
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  const auto all = templates::system_templates();
  if (!all) return tl::unexpected(all.error());
  const std::int64_t from = std::int64_t{page.number - 1} * page.size;
  std::int64_t total = 0;
  auto listed = results::Json::array();
  for (const auto& system : *all) {
    if (!wanted.fits(system)) continue;
    if (total >= from && total < from + page.size) listed.push_back(templates::shown(system));
    ++total;
  }
  return results::Json{{"SystemTemplateList", std::move(listed)}, {"Total", total}};
}

}  // namespace

Operation list_system_templates() {
  return {"ListSystemTemplates",
          "Lists the templates that come with the service; jobs that name no template use the first.",
          {field::text("Name", "a part of the name"), field::integer("PageNumber"),
           field::integer("PageSize", "1 to 100; 20 unless given"),
           field::text("Status", "Normal, Invisible or All"), field::text("Subtype"),
           field::text("TemplateId"), field::required(field::text("Type", "11; commas between several"))},
          {field::list("SystemTemplateList", templates::system_fields()), field::integer("Total")},
          run};
}

}  // namespace smarttag::api
