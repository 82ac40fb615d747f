#include "language/model/endpoint_client.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <thread>

namespace smarttag::language {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostBytes = std::size_t{1} << 20;  // of an answer
constexpr std::chrono::milliseconds kPause{500};          // before a retry; doubled for each further one

struct Answer {
  std::string body;
  bool too_long = false;
};

std::size_t take(char* data, std::size_t size, std::size_t count, void* into) {
  auto& answer = *static_cast<Answer*>(into);
  answer.too_long = answer.body.size() + size * count > kMostBytes;
  if (answer.too_long) return 0;
  answer.body.append(data, size * count);
  return size * count;
}

Json form_of(const Json& schema) {
  return {{"type", "json_schema"},
          {"json_schema",
           {{"name", "answer"},
            {"strict", true},
            {"schema",
             {{"type", "object"},
              {"properties", {{"answer", schema}}},
              {"required", {"answer"}},
              {"additionalProperties", false}}}}}};
}

// The field "answer" of the JSON that the model wrote.
std::optional<Json> answer_in(const std::string& body) {
  const auto json = Json::parse(body, nullptr, false);
  const auto content = Json::json_pointer("/choices/0/message/content");
  if (!json.is_object() || !json.contains(content) || !json[content].is_string()) return std::nullopt;
  auto written = Json::parse(json[content].get<std::string>(), nullptr, false);
  if (!written.is_object() || !written.contains("answer")) return std::nullopt;
  return std::move(written["answer"]);
}

}  // namespace

tl::unexpected<Error> no_model_answer(const std::string& why) {
  return fail(ErrorKind::kAnalysisFailed, "The model gave no answer.", why);
}

Result<std::string> EndpointClient::call(const std::string& body) const {
  static const bool kReady = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  const std::unique_ptr<CURL, void (*)(CURL*)> handle(kReady ? curl_easy_init() : nullptr, curl_easy_cleanup);
  if (!handle)
    return fail(ErrorKind::kInternal, "The request to the " + endpoint_.settings + " model cannot be made.",
                "libcurl");
  const auto with_key = "Authorization: Bearer " + endpoint_.key;
  curl_slist* list = curl_slist_append(nullptr, "Content-Type: application/json");
  if (!endpoint_.key.empty()) list = curl_slist_append(list, with_key.c_str());
  const std::unique_ptr<curl_slist, void (*)(curl_slist*)> headers(list, curl_slist_free_all);
  auto url = endpoint_.url;
  while (url.ends_with('/')) url.pop_back();
  url += "/chat/completions";
  Answer answer;
  const auto set = [&](CURLoption option, auto value) {
    return curl_easy_setopt(handle.get(), option, value) == CURLE_OK;
  };
  const bool prepared = set(CURLOPT_URL, url.c_str()) && set(CURLOPT_HTTPHEADER, headers.get()) &&
                        set(CURLOPT_POSTFIELDS, body.c_str()) &&
                        set(CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size())) &&
                        set(CURLOPT_TIMEOUT_MS, static_cast<long>(endpoint_.timeout.count())) &&
                        set(CURLOPT_NOSIGNAL, 1L) && set(CURLOPT_WRITEFUNCTION, &take) &&
                        set(CURLOPT_WRITEDATA, &answer) && set(CURLOPT_PROTOCOLS_STR, "http,https");
  if (!prepared)
    return fail(ErrorKind::kInternal, "The request to the " + endpoint_.settings + " model cannot be made.",
                "libcurl");
  const auto done = curl_easy_perform(handle.get());
  if (done == CURLE_OPERATION_TIMEDOUT)
    return fail(ErrorKind::kTimeLimit,
                "The " + endpoint_.settings + " model did not answer in time. Raise language-timeout.", url);
  if (answer.too_long) return no_model_answer("more than 1 MiB");
  if (done != CURLE_OK)
    return fail(
        ErrorKind::kModelMissing,
        "The " + endpoint_.settings + " model cannot be reached: check " + endpoint_.settings + "-url.",
        curl_easy_strerror(done));
  long status = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  const auto said = "status " + std::to_string(status);
  if (status == 429 || status >= 500) return no_model_answer(said);
  if (status != 200)
    return fail(ErrorKind::kUsage,
                "The " + endpoint_.settings + " model refused the request: check " + endpoint_.settings +
                    "-url, " + endpoint_.settings + "-name and " + endpoint_.settings + "-key.",
                said);
  return answer.body;
}

Result<Json> EndpointClient::ask(Json request, const Json& schema) const {
  request["model"] = endpoint_.model;
  request["temperature"] = 0;
  request["response_format"] = form_of(schema);
  const auto body = request.dump(-1, ' ', false, Json::error_handler_t::replace);
  Result<std::string> last = no_model_answer("never asked");
  for (int attempt = 0; attempt <= endpoint_.retries; ++attempt) {
    if (attempt > 0) std::this_thread::sleep_for(kPause * (1 << std::min(attempt - 1, 6)));
    last = call(body);
    if (!last && (last.error().kind == ErrorKind::kUsage || last.error().kind == ErrorKind::kInternal)) break;
    if (!last) continue;
    if (auto answer = answer_in(*last)) return std::move(*answer);
    last = no_model_answer("not the JSON that was asked for");
  }
  return tl::unexpected(std::move(last).error());
}

}  // namespace smarttag::language
