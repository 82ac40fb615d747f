// Answers as clients read them: JSON or XML, and the envelope of errors.
#pragma once

#include <string>
#include <string_view>

#include "api/error.h"
#include "http/message.h"
#include "results/json.h"

namespace smarttag::api {

// RequestId is put in front of the fields.
http::Response success(const results::Json& fields, std::string_view action, const std::string& request_id,
                       bool xml);

// {RequestId, HostId, Code, Message, Recommend}; `host` is what the client called the server.
http::Response refusal(const Failure& failure, const std::string& request_id, const std::string& host,
                       bool xml);

// The same for what the HTTP server refuses before a handler sees it, as JSON.
http::Response refusal(const http::Refused& refused);

// Elements named by the keys; an array repeats the element of its key; null is left out. Characters that XML
// cannot hold become U+FFFD; a carriage return is kept.
std::string to_xml(const std::string& root, const results::Json& object);

}  // namespace smarttag::api
