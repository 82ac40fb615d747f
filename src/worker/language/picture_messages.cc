#include "worker/language/picture_messages.h"

#include <algorithm>

#include "digest/digest.h"
#include "worker/messages.h"

namespace smarttag::worker {
namespace {

using results::Json;

constexpr std::size_t kLargestJpeg = std::size_t{1} << 20;  // bytes, in base64
constexpr std::size_t kMostAnswers = 1000;
constexpr std::size_t kLongestText = 64 << 10;  // bytes, of instructions and question

tl::unexpected<Error> no_question(const char* what) {
  return fail(ErrorKind::kAnalysisCrashed, "The analysis process sent an unexpected message.", what);
}

bool is_jpeg(const std::string& base64) {
  if (base64.size() > kLargestJpeg) return false;
  const auto bytes = digest::from_base64(base64);
  return bytes && bytes->starts_with("\xff\xd8\xff");
}

}  // namespace

Json picture_request(const language::PictureQuestion& question) {
  return {{"instructions", question.instructions},
          {"question", question.question},
          {"pictures", question.jpegs},
          {"answers", question.answers}};
}

Result<Json> reply_to_pictures(const Json& request, const PictureLimits& limits,
                               language::PictureModel& model) {
  language::PictureQuestion question;
  request.at("instructions").get_to(question.instructions);
  request.at("question").get_to(question.question);
  request.at("pictures").get_to(question.jpegs);
  request.at("answers").get_to(question.answers);
  if (question.jpegs.empty() || question.jpegs.size() > static_cast<std::size_t>(limits.frames))
    return no_question("a number of pictures that was not asked for");
  if (!std::all_of(question.jpegs.begin(), question.jpegs.end(), is_jpeg))
    return no_question("no JPEG files");
  if (question.answers.empty() || question.answers.size() > kMostAnswers ||
      question.instructions.size() + question.question.size() > kLongestText)
    return no_question("a question of another size");
  const auto names = model.choose(question);
  return names ? Json{{"names", *names}} : Json{{"failed", to_message(names.error())}};
}

Result<std::vector<std::string>> names_in(const Json& reply) {
  if (reply.is_object() && reply.contains("failed")) return tl::unexpected(error_from(reply["failed"]));
  const bool sound = reply.is_object() && reply.contains("names") && reply["names"].is_array() &&
                     std::all_of(reply["names"].begin(), reply["names"].end(),
                                 [](const Json& name) { return name.is_string(); });
  if (!sound) return fail(ErrorKind::kAnalysisCrashed, "The parent sent an unexpected message.");
  return reply["names"].get<std::vector<std::string>>();
}

}  // namespace smarttag::worker
