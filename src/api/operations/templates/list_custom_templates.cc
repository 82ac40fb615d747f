#include "api/operations/reading/fields.h"
#include "api/operations/reading/paging.h"
#include "api/operations/templates/shape.h"
#include "api/operations/templates/templates.h"

namespace smarttag::api {
namespace {

Result<results::Json> run_list_custom_templates(const Call& call) {
  Reader in(call.parameters);
  templates::require_smart_tagging(in);
  jobs::TemplateFilter filter;
  filter.owner = call.caller.user;
  filter.type = templates::kSmartTagging;
  filter.subtype = in.sent_integer("Subtype", 0, templates::kMostSubtype);
  filter.name = in.text("Name");
  filter.id = in.text("TemplateId");
  auto page = page_by_number(in, 20, 100);
  page.order = order_of(in, "OrderBy");
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  const auto found = call.services.store.templates().list(filter, page);
  if (!found) return tl::unexpected(found.error());
  auto listed = results::Json::array();
  for (const auto& custom : found->items) listed.push_back(templates::shown(custom));
  return results::Json{{"CustomTemplateList", std::move(listed)}, {"Total", found->total}};
}

}  // namespace

Operation list_custom_templates() {
  return {"ListCustomTemplates",
          "Lists the templates.",
          {field::text("Name", "a part of the name"),
           field::text("OrderBy", "CreationTime:Desc (also when not given) or CreationTime:Asc"),
           field::integer("PageNumber"), field::integer("PageSize", "1 to 100; 20 unless given"),
           field::text("Subtype"), field::text("TemplateId"),
           field::required(field::text("Type", "11: smart tagging"))},
          {field::list("CustomTemplateList", templates::fields()), field::integer("Total")},
          run_list_custom_templates};
}

}  // namespace smarttag::api
