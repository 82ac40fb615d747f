// Regular expressions over UTF-8, by ICU: characters, not bytes; a search that takes too long finds nothing.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace smarttag::language {

// Immutable; may be shared by threads.
class Pattern {
 public:
  // The syntax of ICU; small and capital letters are one if `any_case`. A pattern that ICU refuses never
  // matches.
  explicit Pattern(const char* expression, bool any_case = false);
  ~Pattern();
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;

  // The first match and its groups; a group that took no part is "".
  [[nodiscard]] std::optional<std::vector<std::string>> search(std::string_view text) const;

  // Like search, of the whole text.
  [[nodiscard]] std::optional<std::vector<std::string>> match(std::string_view text) const;

  // Each match by the replacement, in which $1 is a group.
  [[nodiscard]] std::string replaced(std::string_view text, const char* replacement) const;

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace smarttag::language
