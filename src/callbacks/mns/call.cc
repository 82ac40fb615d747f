#include "callbacks/mns/call.h"

#include <fmt/format.h>
#include <strings.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "net/percent.h"

namespace smarttag::callbacks::mns {
namespace {

using enum FaultKind;

constexpr std::array<std::pair<Action, std::string_view>, 10> kNames{{
    {Action::kListQueue, "ListQueue"},
    {Action::kCreateQueue, "CreateQueue"},
    {Action::kGetQueueAttributes, "GetQueueAttributes"},
    {Action::kSetQueueAttributes, "SetQueueAttributes"},
    {Action::kDeleteQueue, "DeleteQueue"},
    {Action::kReceiveMessage, "ReceiveMessage"},
    {Action::kPeekMessage, "PeekMessage"},
    {Action::kSendMessage, "SendMessage"},
    {Action::kDeleteMessage, "DeleteMessage"},
    {Action::kChangeMessageVisibility, "ChangeMessageVisibility"},
}};

// The first piece up to the separator, which is cut off with it.
std::string_view cut(std::string_view& rest, char separator) {
  const auto end = std::min(rest.find(separator), rest.size());
  const auto piece = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return piece;
}

std::optional<std::vector<Parameter>> parameters_of(std::string_view query) {
  std::vector<Parameter> parameters;
  while (!query.empty()) {
    auto pair = cut(query, '&');
    if (pair.empty()) continue;
    const auto name = cut(pair, '=');
    auto plain_name = net::form_decoded(name);
    auto value = net::form_decoded(pair);
    if (!plain_name || !value) return std::nullopt;
    parameters.push_back({*std::move(plain_name), *std::move(value)});
  }
  return parameters;
}

bool is_queue_name(std::string_view name) {
  return !name.empty() && name.size() <= 120 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

bool is_true(const std::string* value) { return value != nullptr && strcasecmp(value->c_str(), "true") == 0; }

Reply<Action> queue_action(const std::string& method, const Call& call) {
  if (method == "GET") return Action::kGetQueueAttributes;
  if (method == "DELETE") return Action::kDeleteQueue;
  if (method == "PUT")
    return is_true(call.parameter("metaoverride")) ? Action::kSetQueueAttributes : Action::kCreateQueue;
  return refuse(kInvalidUrl);
}

Reply<Action> message_action(const std::string& method, const Call& call) {
  if (method == "GET")
    return is_true(call.parameter("peekonly")) ? Action::kPeekMessage : Action::kReceiveMessage;
  if (method == "DELETE") return Action::kDeleteMessage;
  if (method == "POST") return Action::kSendMessage;
  if (method == "PUT") return Action::kChangeMessageVisibility;
  return refuse(kInvalidUrl);
}

}  // namespace

std::string permission_of(Action action) {
  const auto* found =
      std::find_if(kNames.begin(), kNames.end(), [action](const auto& each) { return each.first == action; });
  return fmt::format("mns:{}", found == kNames.end() ? "" : found->second);
}

const std::string* Call::parameter(std::string_view name) const {
  const auto found = std::find_if(parameters.begin(), parameters.end(), [name](const Parameter& each) {
    return each.name.size() == name.size() && strncasecmp(each.name.data(), name.data(), name.size()) == 0;
  });
  return found == parameters.end() ? nullptr : &found->value;
}

Reply<int> number_of(std::string_view text, std::string_view what, int low, int high) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < low || number > high)
    return refuse(kInvalidArgument,
                  fmt::format("The value of {} must be between {} and {}.", what, low, high));
  return number;
}

Reply<std::optional<int>> Call::number(std::string_view name, int low, int high) const {
  const auto* text = parameter(name);
  if (text == nullptr) return std::nullopt;
  const auto number = number_of(*text, name, low, high);
  if (!number) return tl::unexpected(number.error());
  return *number;
}

Reply<Call> call_of(const http::Request& request) {
  Call call;
  auto parameters = parameters_of(request.query);
  if (!parameters) return refuse(kInvalidUrl);
  call.parameters = *std::move(parameters);
  std::string_view rest = request.path;
  cut(rest, '/');
  if (cut(rest, '/') != "queues") return refuse(kInvalidUrl);
  auto queue = net::percent_decoded(cut(rest, '/'));
  if (!queue) return refuse(kInvalidUrl);
  call.queue = *std::move(queue);
  const bool messages = rest == "messages";
  if (call.queue.empty()) {
    if (!rest.empty() || request.method != "GET") return refuse(kInvalidUrl);
    return call;
  }
  if (!is_queue_name(call.queue)) return refuse(kInvalidQueueName);
  if (!rest.empty() && !messages) return refuse(kInvalidUrl);
  const auto action = messages ? message_action(request.method, call) : queue_action(request.method, call);
  if (!action) return tl::unexpected(action.error());
  call.action = *action;
  return call;
}

}  // namespace smarttag::callbacks::mns
