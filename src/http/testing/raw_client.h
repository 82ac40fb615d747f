// A client that sends exactly the bytes that a test says.
#pragma once

#include <sys/socket.h>
#include <sys/time.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

namespace smarttag::http::testing {

struct Answer {
  int status = 0;      // 0: the connection ended without an answer
  std::string header;  // from the status line to the empty line, in front of it
  std::string body;

  bool says(std::string_view text) const { return header.find(text) != std::string::npos; }
};

// Blocking; every wait ends after 20 seconds, so that no test hangs.
class RawClient {
 public:
  using Socket = boost::asio::ip::tcp::socket;

  explicit RawClient(std::uint16_t port) {
    socket_.connect({boost::asio::ip::make_address("127.0.0.1"), port});
    const timeval longest{20, 0};
    setsockopt(socket_.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &longest, sizeof longest);
  }

  // False when the server has hung up.
  bool send(std::string_view bytes) {
    boost::system::error_code error;
    boost::asio::write(socket_, boost::asio::buffer(bytes.data(), bytes.size()), error);
    return !error;
  }

  // One answer with a Content-Length; `to_head` has none of the body that it announces.
  Answer receive(bool to_head = false) {
    Answer answer;
    while (received_.find("\r\n\r\n") == std::string::npos)
      if (!read_more()) return {};
    const std::size_t end = received_.find("\r\n\r\n");
    answer.header = received_.substr(0, end + 2);
    received_.erase(0, end + 4);
    answer.status = std::stoi(answer.header.substr(answer.header.find(' ') + 1));
    const std::size_t length = answer.header.find("Content-Length: ");
    const std::size_t size =
        length == std::string::npos || to_head ? 0 : std::stoul(answer.header.substr(length + 16));
    while (received_.size() < size)
      if (!read_more()) return {};
    answer.body = received_.substr(0, size);
    received_.erase(0, size);
    return answer;
  }

  // The rest of an answer in chunks, whose header receive() has read; false when it is cut off.
  bool receive_chunks(Answer& answer) {
    while (true) {
      while (received_.find("\r\n") == std::string::npos)
        if (!read_more()) return false;
      const std::size_t line = received_.find("\r\n");
      const std::size_t size = std::stoul(received_.substr(0, line), nullptr, 16);
      while (received_.size() < line + 2 + size + 2)
        if (!read_more()) return false;
      answer.body.append(received_, line + 2, size);
      received_.erase(0, line + 2 + size + 2);
      if (size == 0) return true;
    }
  }

  // Everything until the server closes the connection.
  std::string receive_to_end() {
    while (read_more()) {
    }
    return std::exchange(received_, {});
  }

  Answer ask(std::string_view bytes) {
    static_cast<void>(send(bytes));  // a refusal may come, and end the connection, before all is sent
    return receive();
  }

  // True when the server has closed the connection, false when bytes come instead (or nothing, for 20 s).
  bool ended() {
    if (!received_.empty()) return false;
    boost::system::error_code error;
    char byte = 0;
    socket_.read_some(boost::asio::buffer(&byte, 1), error);
    return error == boost::asio::error::eof || error == boost::asio::error::connection_reset;
  }

  Socket& socket() { return socket_; }

 private:
  bool read_more() {
    std::string part(65536, '\0');
    boost::system::error_code error;
    part.resize(socket_.read_some(boost::asio::buffer(part), error));
    received_ += part;
    return !error;
  }

  boost::asio::io_context context_;
  Socket socket_{context_};
  std::string received_;
};

inline std::string get(const std::string& path, const std::string& headers = {}) {
  return "GET " + path + " HTTP/1.1\r\nHost: test\r\n" + headers + "\r\n";
}

inline std::string post(const std::string& path, const std::string& body, const std::string& headers = {}) {
  return "POST " + path + " HTTP/1.1\r\nHost: test\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n" + headers + "\r\n" + body;
}

}  // namespace smarttag::http::testing
