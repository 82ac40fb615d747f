// A server on a loopback address for tests: the test says, byte by byte, what it answers.
#pragma once

#include <sys/socket.h>

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace smarttag::net::testing {

// Takes one connection after the other, reads the head of one request, lets the test answer, and closes.
class LoopbackServer {
 public:
  using Socket = boost::asio::ip::tcp::socket;
  // Runs on the server's thread; `request` is the request's head. Write errors are the client's hanging up.
  using Answer = std::function<void(Socket& client, const std::string& request)>;

  explicit LoopbackServer(Answer answer, const std::string& address = "127.0.0.1")
      : answer_(std::move(answer)),
        address_(address),
        acceptor_(context_, {boost::asio::ip::make_address(address), 0}),
        thread_([this] { serve(); }) {}

  // A server that sends these bytes to whoever comes.
  static Answer bytes(std::string text) {
    return [text = std::move(text)](Socket& client, const std::string&) { send(client, text); };
  }

  ~LoopbackServer() {
    ::shutdown(acceptor_.native_handle(), SHUT_RDWR);  // ends the blocking accept
    thread_.join();
  }
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  unsigned short port() const { return acceptor_.local_endpoint().port(); }

  std::string url(const std::string& path, const std::string& host = {}) const {
    return "http://" + (host.empty() ? address_ : host) + ":" + std::to_string(port()) + path;
  }

  // The heads of the requests so far.
  std::vector<std::string> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

  int connections() const { return connections_; }

  // False when the client has hung up.
  static bool send(Socket& client, std::string_view text) {
    boost::system::error_code error;
    boost::asio::write(client, boost::asio::buffer(text.data(), text.size()), error);
    return !error;
  }

  // Returns when the client hangs up.
  static void wait_for_end(Socket& client) {
    boost::system::error_code error;
    std::array<char, 512> sink{};
    while (!error) client.read_some(boost::asio::buffer(sink), error);
  }

 private:
  void serve() {
    while (true) {
      boost::system::error_code error;
      Socket client = acceptor_.accept(error);
      if (error) return;
      ++connections_;
      std::string request;
      boost::asio::read_until(client, boost::asio::dynamic_buffer(request), "\r\n\r\n", error);
      if (error) continue;
      {
        const std::lock_guard lock(mutex_);
        requests_.push_back(request);
      }
      answer_(client, request);
      client.shutdown(Socket::shutdown_send, error);
    }
  }

  Answer answer_;
  std::string address_;
  boost::asio::io_context context_;
  boost::asio::ip::tcp::acceptor acceptor_;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::atomic<int> connections_ = 0;
  std::thread thread_;
};

}  // namespace smarttag::net::testing
