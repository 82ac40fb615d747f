// Certificates: https is verified against the authorities that are trusted, and against the name.
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl.hpp>
#include <thread>

#include "net/testing/certificate.h"
#include "net/testing/fetch_fixture.h"

namespace smarttag::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using testing::Certificate;
using testing::FetchTest;

// Serves "secure" to each connection whose handshake ends well.
class TlsServer {
 public:
  explicit TlsServer(const Certificate& certificate) {
    tls_.use_certificate_chain_file(certificate.certificate.string());
    tls_.use_private_key_file(certificate.key.string(), asio::ssl::context::pem);
    thread_ = std::thread([this] { serve(); });
  }
  ~TlsServer() {
    ::shutdown(acceptor_.native_handle(), SHUT_RDWR);
    thread_.join();
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  std::string port() const { return std::to_string(acceptor_.local_endpoint().port()); }

 private:
  void serve() {
    boost::system::error_code error;
    while (!error) {
      tcp::socket socket = acceptor_.accept(error);
      if (error) return;
      asio::ssl::stream<tcp::socket> stream{std::move(socket), tls_};
      boost::system::error_code broken;
      stream.handshake(asio::ssl::stream_base::server, broken);
      std::string request;
      if (!broken) asio::read_until(stream, asio::dynamic_buffer(request), "\r\n\r\n", broken);
      if (!broken) asio::write(stream, asio::buffer(testing::ok("secure")), broken);
    }
  }

  asio::io_context context_;
  asio::ssl::context tls_{asio::ssl::context::tls_server};
  tcp::acceptor acceptor_{context_, {asio::ip::make_address("127.0.0.1"), 0}};
  std::thread thread_;
};

class FetchTls : public FetchTest {
 protected:
  FetchTls() {
    limits_.resolve = {"media.test:" + server_.port() + ":127.0.0.1",
                       "other.test:" + server_.port() + ":127.0.0.1"};
  }
  ~FetchTls() override { std::filesystem::remove_all(store_); }

  std::string url(const std::string& host) const {
    return "https://" + host + ":" + server_.port() + "/a.mp4";
  }

  std::filesystem::path store_ = folder_.string() + "-tls";
  bool made_ = std::filesystem::create_directory(store_);
  Certificate certificate_{store_, "DNS:media.test"};
  TlsServer server_{certificate_};
};

TEST_F(FetchTls, UntrustedCertificateIsRefused) {
  const auto error = refused(url("media.test"), ErrorKind::kInputRefused);
  EXPECT_NE(error.client.text.find("certificate"), std::string::npos) << error.client.text;
}

TEST_F(FetchTls, AnAuthorityOfTheSettingIsTrusted) {
  limits_.ca_file = certificate_.certificate;
  const auto fetched = fetch(url("media.test"), folder_, limits_);
  ASSERT_TRUE(fetched) << fetched.error().client.text << fetched.error().log.text;
  EXPECT_EQ(testing::content(fetched->path), "secure");
}

TEST_F(FetchTls, ACertificateOfAnotherNameIsRefused) {
  limits_.ca_file = certificate_.certificate;
  refused(url("other.test"), ErrorKind::kInputRefused);
}

TEST_F(FetchTls, MissingCaFileIsAnError) {
  limits_.ca_file = store_ / "missing.pem";
  refused(url("media.test"), ErrorKind::kInternal);
}

TEST_F(FetchTls, TlsToAPlainHttpPortFails) {
  refused("http://media.test:" + server_.port() + "/", ErrorKind::kInputUnreachable);
}

}  // namespace
}  // namespace smarttag::net
