#include "http/message.h"

#include <algorithm>

namespace smarttag::http {

const std::string* Request::header(std::string_view name) const {
  const auto found =
      std::find_if(headers.begin(), headers.end(), [&](const Header& each) { return each.name == name; });
  return found == headers.end() ? nullptr : &found->value;
}

std::string Request::host() const {
  const auto* named = header("host");
  return named == nullptr ? std::string() : *named;
}

}  // namespace smarttag::http
