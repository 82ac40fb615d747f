// A receiver of webhooks on a loopback address: a real HTTP server whose answers the test gives.
#pragma once

#include <sys/socket.h>

#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

namespace smarttag::callbacks::testing {

// Each connection has a thread, so that one answer may hang while others come.
class Receiver {
 public:
  using Request = boost::beast::http::request<boost::beast::http::string_body>;
  using Response = boost::beast::http::response<boost::beast::http::string_body>;
  using Answer = std::function<Response(const Request&)>;

  explicit Receiver(Answer answer) : answer_(std::move(answer)), thread_([this] { accept(); }) {}
  ~Receiver() {
    ::shutdown(acceptor_.native_handle(), SHUT_RDWR);
    thread_.join();
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
      for (const int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
    }
    changed_.notify_all();
    connections_.clear();  // joins
  }
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;

  static Response status(unsigned code) {
    Response response;
    response.result(code);
    return response;
  }

  std::string url(const std::string& path = "/hook") const {
    return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()) + path;
  }

  // The requests so far, once there are `count`; fewer when they do not come within 20 seconds.
  std::vector<Request> wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds{20}, [&] { return requests_.size() >= count; });
    return requests_;
  }

  // For an answer that never comes: returns when the receiver ends.
  void hang() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return ended_; });
  }

 private:
  using Socket = boost::asio::ip::tcp::socket;

  void accept() {
    while (true) {
      boost::system::error_code error;
      Socket client = acceptor_.accept(error);
      if (error) return;
      const std::lock_guard lock(mutex_);
      sockets_.push_back(client.native_handle());
      connections_.emplace_back([this, socket = std::move(client)]() mutable { serve(socket); });
    }
  }

  void serve(Socket& client) {
    namespace http = boost::beast::http;
    boost::beast::flat_buffer buffer;
    boost::system::error_code error;
    while (true) {
      Request request;
      http::read(client, buffer, request, error);
      if (error) return;
      {
        const std::lock_guard lock(mutex_);
        requests_.push_back(request);
      }
      changed_.notify_all();
      Response response = answer_(request);
      response.prepare_payload();
      http::write(client, response, error);
      if (error) return;
    }
  }

  Answer answer_;
  boost::asio::io_context context_;
  boost::asio::ip::tcp::acceptor acceptor_{context_, {boost::asio::ip::make_address("127.0.0.1"), 0}};
  std::mutex mutex_;
  std::condition_variable changed_;
  bool ended_ = false;
  std::vector<int> sockets_;
  std::vector<Request> requests_;
  std::list<std::jthread> connections_;
  std::thread thread_;
};

}  // namespace smarttag::callbacks::testing
