// Reads parameters and checks what goes beyond their declared types and lengths: ranges, choices, lists in
// one text. The first fault is kept and told by checked(), so that an operation reads all and asks once.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "results/json.h"

namespace smarttag::api {

// The object must outlive the reader. Not thread-safe. What is at fault reads as empty or as the fallback.
class Reader {
 public:
  explicit Reader(const results::Json& object) : object_(object) {}

  // Whether it was sent and is not an empty text.
  bool has(std::string_view name) const;

  // Empty when it was not sent. Lengths were checked before (api/limits/limits.h).
  std::string text(std::string_view name);
  std::optional<std::string> sent_text(std::string_view name);
  // As text, but with at most so many characters (code points): where that depends on other fields.
  std::string characters(std::string_view name, std::size_t most);

  // From `least` to `most`; also a number in a field declared as text.
  int integer(std::string_view name, int fallback, int least, int most);
  std::optional<int> sent_integer(std::string_view name, int least, int most);

  bool boolean(std::string_view name, bool fallback) const;

  // One of these, exactly so written; the fallback when it was not sent.
  std::string choice(std::string_view name, std::initializer_list<std::string_view> choices,
                     std::string_view fallback = {});

  // "2017-01-11T12:00:00Z"
  std::optional<Time> time(std::string_view name);

  // The parts of a text between commas, without spaces around; empty parts are left out.
  std::vector<std::string> names(std::string_view name);

  // The text read as a JSON object; null when it was not sent.
  results::Json json_object(std::string_view name);

  // Says that this is at fault, unless something was before.
  void fault(std::string text);

  // kUsage: the first fault.
  Result<void> checked() const;

 private:
  const results::Json* find(std::string_view name) const;

  const results::Json& object_;
  std::optional<std::string> fault_;
};

}  // namespace smarttag::api
