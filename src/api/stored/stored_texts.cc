#include "api/stored/stored_texts.h"

#include <charconv>
#include <utility>

#include "jobs/identifier.h"

namespace smarttag::api {
namespace {

constexpr char kEnd = '-';

}  // namespace

std::string StoredTexts::add(StoredText text) {
  if (start_.empty()) start_ = "stored-" + jobs::random_id() + "-";
  texts_.push_back(std::move(text));
  return start_ + std::to_string(texts_.size() - 1) + kEnd;
}

std::optional<StoredTexts::Mark> StoredTexts::find(std::string_view in, std::size_t from) const {
  if (texts_.empty()) return std::nullopt;
  const auto begin = in.find(start_, from);
  if (begin == std::string_view::npos) return std::nullopt;
  const char* const digits = in.data() + begin + start_.size();
  std::size_t number = 0;
  const auto read = std::from_chars(digits, in.data() + in.size(), number);
  if (read.ec != std::errc{} || read.ptr == in.data() + in.size() || *read.ptr != kEnd ||
      number >= texts_.size())
    return std::nullopt;
  return Mark{begin, static_cast<std::size_t>(read.ptr + 1 - in.data()), &texts_[number]};
}

}  // namespace smarttag::api
