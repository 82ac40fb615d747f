#include "http/exchange.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <ctime>

#include <spdlog/fmt/fmt.h>
#include <spdlog/spdlog.h>
#include <boost/beast/core/error.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/uuid/random_generator.hpp>
#include <boost/uuid/uuid_io.hpp>

#include "base/text/ascii.h"
#include "http/request_log.h"

namespace smarttag::http {
namespace {

namespace beast = boost::beast;
namespace wire = boost::beast::http;

// "http://host/path" of RFC 9112 section 3.2.2 becomes "/path".
std::string_view without_origin(std::string_view target) {
  const std::size_t scheme = target.find("://");
  if (target.starts_with('/') || scheme == std::string_view::npos) return target;
  const std::size_t path = target.find_first_of("/?", scheme + 3);
  return path == std::string_view::npos ? "/" : target.substr(path);
}

bool fits(const Header& header) {
  const auto bad = [](unsigned char c) { return (c < ' ' && c != '\t') || c == 0x7f; };
  return !header.name.empty() && std::none_of(header.name.begin(), header.name.end(), bad) &&
         std::none_of(header.value.begin(), header.value.end(), bad);
}

// RFC 9110 section 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT". The program never sets a locale.
std::string date_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 40> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts)};
}

bool has_body(int status) { return status >= 200 && status != 204 && status != 304; }

}  // namespace

std::string request_id() {
  thread_local boost::uuids::random_generator_mt19937 generator;
  std::string text = to_string(generator());
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
  return text;
}

Request to_request(WireRequest& sent, const std::string& remote) {
  Request request;
  request.method = std::string(sent.method_string());
  const std::string target{sent.target()};
  const std::string_view local = without_origin(target);
  const std::size_t mark = local.find('?');
  request.path = local.substr(0, mark);
  if (request.path.empty()) request.path = "/";
  if (mark != std::string_view::npos) request.query = local.substr(mark + 1);
  for (const auto& field : sent) {
    const std::string_view name{field.name_string().data(), field.name_string().size()};
    const std::string_view value{field.value().data(), field.value().size()};
    request.headers.push_back({lower_ascii(name), std::string(value)});
  }
  request.body = std::move(sent.body());
  request.remote = remote;
  request.id = request_id();
  return request;
}

WireResponse to_wire(Response response, unsigned http_version, bool to_head, bool keep_alive) {
  WireResponse out{wire::int_to_status(static_cast<unsigned>(response.status)), http_version};
  out.set(wire::field::date, date_now());
  for (const Header& header : response.headers) {
    if (fits(header))
      out.insert(header.name, header.value);
    else
      spdlog::error("http a handler's header {} has control characters: left out", for_log(header.name));
  }
  out.keep_alive(keep_alive);
  if (!has_body(response.status)) return out;
  out.set(wire::field::content_type, response.content_type);
  if (response.rest) {
    out.chunked(http_version >= 11);
    return out;
  }
  out.content_length(response.body.size());
  if (!to_head) out.body() = std::move(response.body);
  return out;
}

boost::system::error_code fault_in(const WireRequest& request) {
  const auto hosts = request.count(wire::field::host);
  if (hosts > 1 || (hosts == 0 && request.version() >= 11)) return make_error_code(wire::error::bad_value);
  const auto encodings = request.count(wire::field::transfer_encoding);
  const auto lengths = request.count(wire::field::content_length);
  const bool chunked = beast::iequals(request[wire::field::transfer_encoding], "chunked");
  if (encodings > 1 || (encodings == 1 && (!chunked || request.version() < 11)))
    return make_error_code(wire::error::bad_transfer_encoding);
  if (lengths > 1) return make_error_code(wire::error::bad_content_length);
  return {};
}

int status_of(const boost::system::error_code& error) {
  if (error == wire::error::header_limit || error == wire::error::buffer_overflow) return 431;
  if (error == wire::error::body_limit) return 413;
  if (error == boost::system::errc::not_enough_memory) return 503;
  const bool ended = error == wire::error::end_of_stream || error == wire::error::partial_message;
  const bool malformed = error.category() == make_error_code(wire::error::bad_method).category();
  return malformed && !ended ? 400 : 0;
}

std::string explanation(const boost::system::error_code& error, const ServerOptions& options) {
  if (error == wire::error::body_limit)
    return fmt::format("The body of the request is too large: it may have {} bytes.", options.max_body);
  if (error == wire::error::bad_value) return "A request has exactly one Host header.";
  if (error == wire::error::bad_transfer_encoding)
    return "The only supported Transfer-Encoding is chunked, given once.";
  if (error == boost::system::errc::not_enough_memory)
    return "The server is receiving too many large requests. Try again later.";
  if (status_of(error) != 431) return "This is not an HTTP request.";
  return fmt::format("The header of the request is too large: with its URL it may have {} bytes.",
                     options.max_header);
}

Response refusal(const ServerOptions& options, const Refused& refused) {
  if (options.refusal) return options.refusal(refused);
  return {refused.status, "text/plain; charset=utf-8", refused.message + "\n", {}};
}

}  // namespace smarttag::http
