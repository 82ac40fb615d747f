// What a request says, by name: query, form and JSON body.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "api/error.h"
#include "http/message.h"
#include "results/json.h"

namespace smarttag::api {

using TextMap = std::map<std::string, std::string, std::less<>>;  // in the order that signatures want

struct Parameters {
  TextMap query;
  TextMap all;             // query and form
  bool json_body = false;  // the body is said to be JSON; it is read by read_json_body
  results::Json object;    // the fields of a JSON body; an object, often empty

  // nullptr when it was not sent; of query and form.
  const std::string* find(std::string_view name) const;
};

// Query and form. InvalidParameter: bad percent codes, bytes that are no UTF-8, a name that comes twice, a
// body that is said to be neither a form nor JSON.
Checked<Parameters> read_parameters(const http::Request& request);

// Reads a JSON body into `object`, within results::kRequestLimits. No check before an operation needs it, so
// it is read when the call is authenticated and permitted. InvalidParameter: not a JSON object, a name that
// stands in the query as well.
std::optional<Failure> read_json_body(const http::Request& request, Parameters& parameters);

// Whether the answer is to be XML: by Format; without it a request that is signed in the old way (V2) gets
// XML and a new one (V3) JSON, unless Accept wants XML alone.
bool wants_xml(const http::Request& request, const Parameters& parameters);

// Whether signature and names stand in headers (V3) rather than in parameters (V2).
bool is_v3(const http::Request& request, const Parameters& parameters);

}  // namespace smarttag::api
