// One call of MNS's HTTP protocol, taken apart.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "callbacks/mns/fault.h"
#include "http/message.h"

namespace smarttag::callbacks::mns {

enum class Action {
  kListQueue,
  kCreateQueue,
  kGetQueueAttributes,
  kSetQueueAttributes,
  kDeleteQueue,
  kReceiveMessage,
  kPeekMessage,
  kSendMessage,
  kDeleteMessage,
  kChangeMessageVisibility,
};

// "mns:ReceiveMessage", as policies name it.
std::string permission_of(Action action);

struct Parameter {
  std::string name;
  std::string value;  // decoded
};

struct Call {
  Action action{};
  std::string queue;  // empty for kListQueue
  std::vector<Parameter> parameters;

  // The value of the first parameter of this name, however it is capitalised: SDKs differ.
  const std::string* parameter(std::string_view name) const;

  // A whole number within the bounds; nothing when it is not given. kInvalidArgument.
  Reply<std::optional<int>> number(std::string_view name, int low, int high) const;
};

// From method, path and query. kInvalidUrl, kInvalidQuery, kInvalidQueueName.
Reply<Call> call_of(const http::Request& request);

// "12" within bounds, for parameters, headers and elements alike. kInvalidArgument names `what`.
Reply<int> number_of(std::string_view text, std::string_view what, int low, int high);

}  // namespace smarttag::callbacks::mns
