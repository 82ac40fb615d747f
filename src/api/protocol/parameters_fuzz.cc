// A request as it came from the wire: its first line is the query, its second the content type, the rest the
// body.
#include "api/protocol/parameters.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace smarttag;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const auto line = [&rest] {
    const auto text = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), text.size() + 1));
    return std::string(text);
  };
  http::Request request;
  request.method = "POST";
  request.path = "/";
  request.query = line();
  request.headers.push_back({"content-type", line()});
  request.body = rest;
  auto parameters = api::read_parameters(request);
  if (!parameters) return 0;
  (void)api::read_json_body(request, *parameters);
  (void)api::wants_xml(request, *parameters);
  (void)api::is_v3(request, *parameters);
  return 0;
}
