#include "language/model/endpoint_model.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "language/model/plain_text.h"

namespace smarttag::language {
namespace {

using Json = nlohmann::json;

Json messages(const Prompt& prompt) {
  return {{{"role", "system"}, {"content", prompt.instructions}},
          {{"role", "user"}, {"content", prompt.text + "\n\n" + prompt.question}}};
}

}  // namespace

Result<std::string> EndpointModel::write(const Prompt& prompt, const Form& form) {
  const Json request{{"messages", messages(prompt)},
                     {"max_tokens", form.most_tokens + 32}};  // the JSON around it
  const auto answer = client_.ask(request, {{"type", "string"}});
  if (!answer) return tl::unexpected(answer.error());
  auto text = answer->is_string() ? plain_text(answer->get<std::string>(), false) : std::string();
  if (text.empty()) return no_model_answer("not a line of plain text");
  return text;
}

Result<std::vector<double>> EndpointModel::decide(const Prompt& prompt,
                                                  const std::vector<std::string>& answers) {
  const auto answer = client_.ask({{"messages", messages(prompt)}, {"max_tokens", 64}},
                                  {{"type", "string"}, {"enum", answers}});
  if (!answer) return tl::unexpected(answer.error());
  const auto chosen = answer->is_string()
                          ? std::find(answers.begin(), answers.end(), answer->get<std::string>())
                          : answers.end();
  if (chosen == answers.end()) return no_model_answer("none of the answers that were given");
  std::vector<double> likely(answers.size(), 0);
  likely[static_cast<std::size_t>(chosen - answers.begin())] = 1;
  return likely;
}

}  // namespace smarttag::language
