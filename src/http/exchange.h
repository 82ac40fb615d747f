// Between Beast's messages and ours.
#pragma once

#include <string>
#include <string_view>

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include "http/message.h"
#include "http/server.h"

namespace smarttag::http {

using WireRequest = boost::beast::http::request<boost::beast::http::string_body>;
using WireResponse = boost::beast::http::response<boost::beast::http::string_body>;

// An upper-case UUID that no other request of this process gets.
std::string request_id();

// Takes the body out of `wire`. A target with scheme and host loses them; path and query stay as sent.
Request to_request(WireRequest& wire, const std::string& remote);

// `to_head`: the request was a HEAD, which gets everything but the body. A header that would break the answer
// (line breaks) is left out, with a line in the log. An answer with a rest has its header alone, with neither
// body nor length: in chunks for HTTP/1.1, to the end of the connection for older clients.
WireResponse to_wire(Response response, unsigned http_version, bool to_head, bool keep_alive);

// What is wrong with the header of a request although its grammar is right (RFC 9112 sections 3.2 and 6.1):
// not exactly one Host, or a Transfer-Encoding beside "chunked" alone. Where servers and proxies disagree on
// that, a second request can hide in the body of the first.
boost::system::error_code fault_in(const WireRequest& request);

// What a request that could not be read is answered with; 0: it ended, was cut or timed out, nobody listens.
int status_of(const boost::system::error_code& error);

// One sentence for the client about that, with the limit that was met.
std::string explanation(const boost::system::error_code& error, const ServerOptions& options);

// The answer that the server gives by itself.
Response refusal(const ServerOptions& options, const Refused& refused);

}  // namespace smarttag::http
