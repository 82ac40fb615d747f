#include "language/model/endpoint_pictures.h"

#include <algorithm>

namespace smarttag::language {
namespace {

using Json = nlohmann::json;

constexpr int kMostTokens = 512;        // of an answer
constexpr std::size_t kMostNames = 24;  // a model that names everything has looked at nothing

Json messages(const PictureQuestion& question) {
  Json parts = Json::array();
  for (const auto& jpeg : question.jpegs)
    parts.push_back({{"type", "image_url"}, {"image_url", {{"url", "data:image/jpeg;base64," + jpeg}}}});
  parts.push_back({{"type", "text"}, {"text", question.question}});
  return {{{"role", "system"}, {"content", question.instructions}},
          {{"role", "user"}, {"content", std::move(parts)}}};
}

}  // namespace

Result<std::vector<std::string>> EndpointPictures::choose(const PictureQuestion& question) {
  const auto answer =
      client_.ask({{"messages", messages(question)}, {"max_tokens", kMostTokens}},
                  {{"type", "array"}, {"items", {{"type", "string"}, {"enum", question.answers}}}});
  if (!answer) return tl::unexpected(answer.error());
  if (!answer->is_array()) return no_model_answer("not a list");
  std::vector<std::string> chosen;
  for (const auto& item : *answer) {
    if (!item.is_string()) return no_model_answer("not a list of names");
    const auto& name = item.get_ref<const std::string&>();
    const auto among = [&](const std::vector<std::string>& names) {
      return std::find(names.begin(), names.end(), name) != names.end();
    };
    if (among(question.answers) && !among(chosen)) chosen.push_back(name);
  }
  if (chosen.size() > kMostNames) return no_model_answer("more names than a picture shows");
  return chosen;
}

}  // namespace smarttag::language
