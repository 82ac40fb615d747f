// The server's side of TLS.
#pragma once

#include <filesystem>
#include <memory>

#include <boost/asio/ssl/context.hpp>

#include "base/error.h"

namespace smarttag::http {

// TLS 1.2 and later with this certificate chain and key (PEM, the key without a password). kUsage: a file is
// missing or no good, or the key is not the certificate's.
Result<std::shared_ptr<boost::asio::ssl::context>> tls_context(const std::filesystem::path& certificate,
                                                               const std::filesystem::path& key);

}  // namespace smarttag::http
