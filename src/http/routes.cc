#include "http/routes.h"

#include <algorithm>

namespace smarttag::http {
namespace {

bool takes(const Route& route, std::string_view path) {
  if (route.path == path) return true;
  return route.path.size() > 1 && route.path.ends_with('/') && path.starts_with(route.path);
}

}  // namespace

Routes::Routes(std::vector<Route> routes) : routes_(std::move(routes)) {
  std::stable_sort(routes_.begin(), routes_.end(),
                   [](const Route& a, const Route& b) { return a.path.size() > b.path.size(); });
}

const Handler* Routes::find(std::string_view path) const {
  const auto found =
      std::find_if(routes_.begin(), routes_.end(), [&](const Route& each) { return takes(each, path); });
  return found == routes_.end() ? nullptr : &found->handler;
}

}  // namespace smarttag::http
