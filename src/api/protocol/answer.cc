#include "api/protocol/answer.h"

#include <sstream>

#include <pugixml.hpp>

#include "api/protocol/text.h"
#include "api/stored/escape.h"

namespace smarttag::api {
namespace {

using results::Json;

// Keys of ours are names already; those of free JSON may be anything.
std::string element_name(const std::string& key) {
  std::string name;
  for (const char c : key) {
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    const bool later = (c >= '0' && c <= '9') || c == '-' || c == '.';
    name += letter || (later && !name.empty()) ? c : '_';
  }
  return name.empty() ? "_" : name;
}

std::string xml_text(const Json& value) {
  std::string text = value.is_string() ? value.get<std::string>() : results::dump(value);
  if (!is_text(text)) text = Json::parse(results::dump(text)).get<std::string>();
  std::string out;
  append_xml_escaped(text, out);
  return out;
}

void append(pugi::xml_node parent, const std::string& key, const Json& value) {
  if (value.is_null()) return;
  if (value.is_array()) {
    for (const Json& each : value) append(parent, key, each);
    return;
  }
  pugi::xml_node node = parent.append_child(element_name(key).c_str());
  if (value.is_object())
    for (const auto& [name, inner] : value.items()) append(node, name, inner);
  else
    node.text().set(xml_text(value).c_str());
}

http::Response answer(int status, const Json& body, const std::string& root, bool xml,
                      const std::string& request_id) {
  http::Response response;
  response.status = status;
  // Exactly so: an SDK compares the text to tell an XML error.
  response.content_type = xml ? "text/xml;charset=utf-8" : "application/json;charset=utf-8";
  response.body = xml ? to_xml(root, body) : results::dump(body);
  response.headers.push_back({"x-acs-request-id", request_id});
  return response;
}

}  // namespace

std::string to_xml(const std::string& root, const Json& object) {
  pugi::xml_document document;
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  append(document, root, object);
  std::ostringstream out;
  document.save(out, "", pugi::format_raw | pugi::format_no_escapes, pugi::encoding_utf8);
  return out.str();
}

http::Response success(const Json& fields, std::string_view action, const std::string& request_id, bool xml) {
  Json body{{"RequestId", request_id}};
  for (const auto& [name, value] : fields.items()) body[name] = value;
  return answer(200, body, std::string(action) + "Response", xml, request_id);
}

http::Response refusal(const Failure& failure, const std::string& request_id, const std::string& host,
                       bool xml) {
  const Json body{{"RequestId", request_id},
                  {"HostId", host},
                  {"Code", failure.code},
                  {"Message", failure.message},
                  {"Recommend", failure.recommend}};
  http::Response response = answer(failure.status, body, "Error", xml, request_id);
  for (const auto& [name, value] : failure.headers) response.headers.push_back({name, value});
  return response;
}

http::Response refusal(const http::Refused& refused) {
  return refusal(failure_of_status(refused.status, refused.message), refused.id, refused.host, false);
}

}  // namespace smarttag::api
