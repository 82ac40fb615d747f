#include "api/operations/reading/paging.h"

#include <limits>

namespace smarttag::api {
namespace {

constexpr int kUsualSize = 10;
constexpr int kMostRows = 100;
constexpr int kMostPages = std::numeric_limits<int>::max();

}  // namespace

jobs::Order order_of(Reader& in, std::string_view name) {
  return in.choice(name, {"CreationTime:Asc", "CreationTime:Desc"}) == "CreationTime:Asc"
             ? jobs::Order::kOldestFirst
             : jobs::Order::kNewestFirst;
}

jobs::Page page_by_token_or_number(Reader& in) {
  jobs::Page page;
  page.order = order_of(in, "SortBy");
  page.token = in.text("NextToken");
  page.number = in.integer("PageNo", 1, 1, kMostPages);
  const int page_size = in.integer("PageSize", kUsualSize, 1, kMostRows);
  page.size = in.integer("MaxResults", page_size, 1, kMostRows);
  return page;
}

jobs::Page page_by_number(Reader& in, int usual_size, int most) {
  jobs::Page page;
  page.number = in.integer("PageNumber", 1, 1, kMostPages);
  page.size = in.integer("PageSize", usual_size, 1, most);
  return page;
}

}  // namespace smarttag::api
