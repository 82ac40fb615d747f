#include "worker/language/language_messages.h"

#include <algorithm>

#include "worker/messages.h"

namespace smarttag::worker {
namespace {

using results::Json;

constexpr std::size_t kMostTokens = 1024;  // of one text

Json to_json(const language::Prompt& prompt) {
  return {{"instructions", prompt.instructions}, {"text", prompt.text}, {"question", prompt.question}};
}

tl::unexpected<Error> no_reply() {
  return fail(ErrorKind::kAnalysisCrashed, "The language process sent an unexpected message.");
}

}  // namespace

Json write_request(const language::Prompt& prompt, const language::Form& form) {
  return {{"prompt", to_json(prompt)}, {"tokens", form.most_tokens}};
}

Json decide_request(const language::Prompt& prompt, const std::vector<std::string>& answers) {
  return {{"prompt", to_json(prompt)}, {"answers", answers}};
}

Json reply_to(const Json& request, language::LanguageModel& model) {
  const auto& given = request.at("prompt");
  const language::Prompt prompt{given.at("instructions").get<std::string>(),
                                given.at("text").get<std::string>(), given.at("question").get<std::string>()};
  if (request.contains("answers")) {
    const auto likely = model.decide(prompt, request["answers"].get<std::vector<std::string>>());
    return likely ? Json{{"likely", *likely}} : Json{{"failed", to_message(likely.error())}};
  }
  const auto text = model.write(prompt, {std::min(request.at("tokens").get<std::size_t>(), kMostTokens)});
  return text ? Json{{"text", *text}} : Json{{"failed", to_message(text.error())}};
}

Result<std::string> text_in(const Json& reply) {
  if (reply.is_object() && reply.contains("failed")) return tl::unexpected(error_from(reply["failed"]));
  if (!reply.is_object() || !reply.contains("text") || !reply["text"].is_string()) return no_reply();
  return reply["text"].get<std::string>();
}

Result<std::vector<double>> likely_in(const Json& reply, std::size_t answers) {
  if (reply.is_object() && reply.contains("failed")) return tl::unexpected(error_from(reply["failed"]));
  if (!reply.is_object() || !reply.contains("likely") || !reply["likely"].is_array()) return no_reply();
  const auto& likely = reply["likely"];
  const bool sound =
      likely.size() == answers && std::all_of(likely.begin(), likely.end(), [](const Json& each) {
        return each.is_number() && each.get<double>() >= 0 && each.get<double>() <= 1;
      });
  if (!sound) return no_reply();
  return likely.get<std::vector<double>>();
}

Result<std::string> RemoteModel::write(const language::Prompt& prompt, const language::Form& form) {
  const auto reply = carry(write_request(prompt, form));
  return reply ? text_in(*reply) : tl::unexpected(reply.error());
}

Result<std::vector<double>> RemoteModel::decide(const language::Prompt& prompt,
                                                const std::vector<std::string>& answers) {
  const auto reply = carry(decide_request(prompt, answers));
  return reply ? likely_in(*reply, answers.size()) : tl::unexpected(reply.error());
}

}  // namespace smarttag::worker
