#include "api/operations/recognition/shape.h"

#include <algorithm>

#include "api/operations/reading/fields.h"

namespace smarttag::api::recognition {

std::vector<Field> request(std::vector<Field> fields) {
  return field::joined({std::move(fields),
                        {field::required(field::text("Algorithm", "landmark, object, logo, face or label")),
                         field::text("OwnerAccount"), field::integer("OwnerId"),
                         field::text("ResourceOwnerAccount"), field::integer("ResourceOwnerId")}});
}

std::vector<Field> listed(Field field) {
  return {std::move(field), field::integer("PageNumber"), field::integer("PageSize"),
          field::integer("TotalCount")};
}

std::vector<Field> page_fields() {
  return {field::required(field::integer("PageNumber")),
          field::required(field::integer("PageSize", "1 to 50"))};
}

std::string algorithm_in(Reader& in) {
  return in.choice("Algorithm", {"landmark", "object", "logo", "face", "label"});
}

jobs::LibraryKey key_in(Reader& in, const Call& call) {
  return {call.caller.user, algorithm_in(in), in.text("LibId")};
}

jobs::Page page_in(Reader& in) {
  auto page = page_by_number(in, 10, kMostRows);
  page.order = jobs::Order::kOldestFirst;
  return page;
}

results::Json answer(const jobs::Page& page, std::int64_t total, const std::string& group,
                     const std::string& item, results::Json rows) {
  return {{"PageNumber", page.number},
          {"PageSize", page.size},
          {"TotalCount", total},
          {group, {{item, std::move(rows)}}}};
}

results::Json cut(const results::Json& rows, const jobs::Page& page) {
  const auto size = static_cast<std::int64_t>(rows.size());
  const auto from = std::min(std::int64_t{page.number - 1} * page.size, size);
  const auto to = std::min(from + page.size, size);
  auto part = results::Json::array();
  for (auto i = from; i < to; ++i) part.push_back(rows[static_cast<std::size_t>(i)]);
  return part;
}

}  // namespace smarttag::api::recognition
