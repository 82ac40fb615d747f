#include "api/protocol/parameters.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "api/protocol/text.h"
#include "base/text/ascii.h"
#include "net/percent.h"

namespace smarttag::api {
namespace {

constexpr std::size_t kMostParameters = 2000;

// "a=1&b=%20" into pairs; nothing when all is well.
std::optional<Failure> read_pairs(std::string_view text, TextMap& into) {
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(text.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    const auto name = net::form_decoded(pair.substr(0, equals));
    const auto value =
        net::form_decoded(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1));
    if (!name || !is_text(*name))
      return failure(Fault::kInvalid, "The name of a parameter is not valid text.");
    if (!value || !is_text(*value))
      return failure(Fault::kInvalid, *name + " is not valid: send UTF-8, percent-encoded.");
    if (into.size() >= kMostParameters) return failure(Fault::kInvalid, "There are too many parameters.");
    if (!into.emplace(*name, *value).second) return failure(Fault::kInvalid, *name + " is given twice.");
  }
  return std::nullopt;
}

std::optional<Failure> read_body(const http::Request& request, Parameters& into) {
  const bool blank = std::all_of(request.body.begin(), request.body.end(),
                                 [](unsigned char c) { return std::isspace(c) != 0; });
  if (blank) return std::nullopt;
  const std::string* type = request.header("content-type");
  const std::string kind = type == nullptr ? "" : lower_ascii(type->substr(0, type->find(';')));
  if (kind.starts_with("application/json")) {
    into.json_body = true;
    return std::nullopt;
  }
  if (kind.empty() || kind.starts_with("application/x-www-form-urlencoded"))
    return read_pairs(request.body, into.all);
  return failure(Fault::kInvalid,
                 "Send the body as application/x-www-form-urlencoded or as application/json.");
}

}  // namespace

const std::string* Parameters::find(std::string_view name) const {
  const auto found = all.find(name);
  return found == all.end() ? nullptr : &found->second;
}

Checked<Parameters> read_parameters(const http::Request& request) {
  Parameters parameters{{}, {}, false, results::Json::object()};
  if (auto bad = read_pairs(request.query, parameters.query)) return tl::unexpected(std::move(*bad));
  parameters.all = parameters.query;
  if (auto bad = read_body(request, parameters)) return tl::unexpected(std::move(*bad));
  return parameters;
}

std::optional<Failure> read_json_body(const http::Request& request, Parameters& parameters) {
  if (!parameters.json_body) return std::nullopt;
  auto json = results::parse(request.body, results::kRequestLimits);
  if (!json) return failure(Fault::kInvalid, "The body cannot be read. " + json.error().client.text);
  if (!json->is_object()) return failure(Fault::kInvalid, "The body must be a JSON object.");
  for (const auto& [name, value] : json->items())
    if (parameters.all.contains(name)) return failure(Fault::kInvalid, name + " is given twice.");
  parameters.object = *std::move(json);
  return std::nullopt;
}

bool is_v3(const http::Request& request, const Parameters& parameters) {
  if (const auto* authorization = request.header("authorization"))
    if (authorization->starts_with("ACS3-")) return true;
  static constexpr std::array<std::string_view, 3> kOld{"Signature", "SignatureMethod", "AccessKeyId"};
  if (std::any_of(kOld.begin(), kOld.end(), [&](auto name) { return parameters.all.contains(name); }))
    return false;
  return request.header("x-acs-action") != nullptr || request.header("x-acs-version") != nullptr;
}

bool wants_xml(const http::Request& request, const Parameters& parameters) {
  if (const auto* format = parameters.find("Format")) return lower_ascii(*format) == "xml";
  if (const auto* accept = request.header("accept")) {
    const std::string types = lower_ascii(*accept);
    if (types.find("json") != std::string::npos) return false;
    if (types.find("xml") != std::string::npos && types.find("html") == std::string::npos) return true;
  }
  return !is_v3(request, parameters);
}

}  // namespace smarttag::api
