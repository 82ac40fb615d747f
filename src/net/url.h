// URLs as clients give them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace smarttag::net {

// Whether an input is a URL rather than a file: "scheme://...", of any scheme.
bool is_url(std::string_view input);

// The URL as it is dialled: letters beyond ASCII and spaces are percent-encoded, odd forms of the host made
// plain. Nothing for a text that is no URL.
std::optional<std::string> normal_url(const std::string& url);

// Whether its scheme is http or https.
bool is_http(const std::string& url);

// The host as it is dialled ("127.0.0.1" for 0x7f.1), IPv6 addresses without brackets; empty for a text that
// is no URL.
std::string host_of(const std::string& url);

// The URL without user, password and query, which may hold secrets: for messages and logs.
std::string shown_url(const std::string& url);

// The last part of the path, decoded: a name to show, never one to store under. May be empty.
std::string file_name(const std::string& url);

}  // namespace smarttag::net
