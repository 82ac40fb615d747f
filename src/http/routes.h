// Which handler a path belongs to.
#pragma once

#include <string_view>
#include <vector>

#include "http/message.h"

namespace smarttag::http {

// Never changes, so any number of threads may ask.
class Routes {
 public:
  explicit Routes(std::vector<Route> routes);

  // By the rule of Route; nullptr when no route takes the path.
  const Handler* find(std::string_view path) const;

 private:
  std::vector<Route> routes_;  // longest path first
};

}  // namespace smarttag::http
