#include "http/tls.h"

#include <openssl/ssl.h>

namespace smarttag::http {
namespace {

namespace asio = boost::asio;
using asio::ssl::context;

tl::unexpected<Error> unusable(const std::string& what, const std::filesystem::path& file,
                               const boost::system::error_code& error) {
  return fail(ErrorKind::kUsage,
              "The " + what + " " + file.string() + " cannot be used: " + error.message() + ".");
}

}  // namespace

Result<std::shared_ptr<context>> tls_context(const std::filesystem::path& certificate,
                                             const std::filesystem::path& key) {
  auto tls = std::make_shared<context>(context::tls_server);
  SSL_CTX_set_min_proto_version(tls->native_handle(), TLS1_2_VERSION);
  // Idle connections give their buffers back: 1,000 of them would hold some 34 MB otherwise.
  SSL_CTX_set_mode(tls->native_handle(), SSL_MODE_RELEASE_BUFFERS);
  boost::system::error_code error;
  tls->set_options(context::default_workarounds | context::no_compression | SSL_OP_NO_RENEGOTIATION, error);
  if (error) return unusable("certificate", certificate, error);
  // Without this OpenSSL asks for the password on the terminal.
  tls->set_password_callback([](std::size_t, context::password_purpose) { return std::string(); }, error);
  if (error) return unusable("key", key, error);
  tls->use_certificate_chain_file(certificate.string(), error);
  if (error) return unusable("certificate", certificate, error);
  tls->use_private_key_file(key.string(), context::pem, error);
  if (error) return unusable("key", key, error);
  if (SSL_CTX_check_private_key(tls->native_handle()) != 1)
    return fail(ErrorKind::kUsage, "The key " + key.string() + " does not belong to the certificate " +
                                       certificate.string() + ".");
  return tls;
}

}  // namespace smarttag::http
