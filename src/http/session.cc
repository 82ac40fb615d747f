#include "http/session.h"

#include <array>
#include <optional>
#include <type_traits>

#include <spdlog/spdlog.h>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/chunk_encode.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include "http/exchange.h"
#include "http/request_log.h"

namespace smarttag::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace wire = boost::beast::http;
using asio::awaitable;
using asio::ip::tcp;
using boost::system::error_code;
using TlsStream = asio::ssl::stream<beast::tcp_stream>;
using Parser = wire::request_parser<wire::string_body>;

constexpr std::size_t kFirstRead = 2048;  // bytes that an idle connection has ready
constexpr std::size_t kHeaderRead = 4096;
constexpr std::size_t kBodyRead = 16 << 10;
constexpr std::size_t kKeptBuffer = 16 << 10;  // a larger buffer is given back after the request
constexpr std::size_t kDrained = 1 << 20;      // bytes read past an error, so that its answer arrives
constexpr std::chrono::seconds kDrainTime{2};  // and for how long

auto into(error_code& error) { return asio::redirect_error(asio::use_awaitable, error); }

std::string text_of(const tcp::endpoint& peer) {
  const auto address = peer.address();
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  return address.to_string();
}

std::string host_of(const Parser& parser) { return std::string(parser.get()[wire::field::host]); }

// Counts one request from its handler to the end of its answer, also when the coroutine is torn down.
class Working {
 public:
  explicit Working(Work& work) : work_(work) { work_.begin(); }
  ~Working() { work_.end(); }
  Working(const Working&) = delete;
  Working& operator=(const Working&) = delete;

 private:
  Work& work_;
};

template <class Stream>
class Session final : public Connection {
 public:
  Session(Stream stream, Shared& shared, std::string remote)
      : stream_(std::move(stream)), shared_(shared), remote_(std::move(remote)) {}

  asio::any_io_executor executor() override { return stream_.get_executor(); }
  void close_if_idle() override {
    if (idle_) close();
  }
  void close() override { lowest().close(); }

  awaitable<void> run() {
    bool going_on = co_await greet();
    while (going_on && !shared_.stopping) {
      going_on = co_await wait_for_bytes();
      if (going_on) going_on = co_await exchange();
    }
    co_await part();
  }

 private:
  static constexpr bool kTls = std::is_same_v<Stream, TlsStream>;

  beast::tcp_stream& lowest() { return beast::get_lowest_layer(stream_); }

  awaitable<bool> greet() {
    if constexpr (kTls) {
      error_code error;
      lowest().expires_after(shared_.options.request_timeout);
      co_await stream_.async_handshake(asio::ssl::stream_base::server, into(error));
      if (error) broken_ = true;
      co_return !error;
    }
    co_return true;
  }

  // Between two requests a connection holds little more than this buffer.
  awaitable<bool> wait_for_bytes() {
    if (buffer_.size() > 0) co_return true;  // the next request came along with the last one
    if (buffer_.capacity() > kKeptBuffer) buffer_ = beast::flat_buffer{};
    idle_ = true;
    error_code error;
    lowest().expires_after(shared_.options.idle_timeout);
    const std::size_t size = co_await stream_.async_read_some(buffer_.prepare(kFirstRead), into(error));
    idle_ = false;
    buffer_.commit(size);
    if (error) broken_ = true;
    co_return !error;
  }

  // One request and its answer. False: the connection has to end.
  awaitable<bool> exchange() {
    const auto begun = std::chrono::steady_clock::now();
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(shared_.options.max_header));
    parser.body_limit(shared_.options.max_body);
    lowest().expires_after(shared_.options.request_timeout);
    if (const error_code error = co_await read(parser)) {
      const std::string host = host_of(parser);  // named: see serve()
      co_return co_await refuse(error, host);
    }

    const Working working(shared_.work);
    const unsigned version = parser.get().version();
    const bool to_head = parser.get().method() == wire::verb::head;
    const bool asked_to_stay = parser.get().keep_alive();
    Request request = to_request(parser.get(), remote_);
    const std::string method = request.method;
    const std::string path = request.path;
    const std::string id = request.id;
    const std::string host = host_of(parser);
    Response response = co_await handle(std::move(request), host);
    HeldMemory held(shared_.outgoing);  // until the client has taken the answer
    if (!held.grow_to(response.body.size())) {
      response = refusal(
          shared_.options,
          {503, "The server holds too many answers that clients have not taken. Try again later.", id, host});
      response.headers.push_back({"Retry-After", "1"});
    }
    const int status = response.status;
    const auto rest = std::move(response.rest);
    const bool in_chunks = rest && version >= 11;
    const bool stays = asked_to_stay && !shared_.stopping && (!rest || in_chunks);
    bool sent = false;
    if (rest) {
      std::string first = std::move(response.body);
      response.rest = rest;
      WireResponse header = to_wire(std::move(response), version, to_head, stays);
      if (to_head) first.clear();
      sent = co_await send_in_pieces(header, std::move(first), *rest, in_chunks);
    } else {
      WireResponse answer = to_wire(std::move(response), version, to_head, stays);
      sent = co_await send(answer);
    }
    log_request({method, path, remote_, id, status, std::chrono::steady_clock::now() - begun});
    co_return sent&& stays;
  }

  // Driven by hand, as Beast's own reading would gather a whole header before its memory can be counted.
  awaitable<error_code> read(Parser& parser) {
    HeldMemory held(shared_.incoming);
    error_code error;
    std::size_t header = 0;  // bytes that the parser keeps of it
    bool hungry = buffer_.size() == 0;
    while (!error && !parser.is_done()) {
      if (hungry) co_await read_more(parser.is_header_done() ? kBodyRead : kHeaderRead, error);
      if (error) break;
      const bool in_header = !parser.is_header_done();
      const std::size_t used = parser.put(buffer_.data(), error);
      buffer_.consume(used);
      hungry = error == wire::error::need_more || buffer_.size() == 0;
      if (error == wire::error::need_more) error = {};
      if (in_header) header += used;
      if (!error && in_header && parser.is_header_done()) error = co_await begin_body(parser);
      if (!error && !held.grow_to(header + buffer_.size() + parser.get().body().size()))
        error = make_error_code(boost::system::errc::not_enough_memory);
    }
    co_return error;
  }

  awaitable<void> read_more(std::size_t most, error_code& error) {
    buffer_.commit(co_await stream_.async_read_some(buffer_.prepare(most), into(error)));
  }

  awaitable<error_code> begin_body(Parser& parser) {
    parser.eager(true);
    error_code error = fault_in(parser.get());
    if (!error && beast::iequals(parser.get()[wire::field::expect], "100-continue")) {
      wire::response<wire::empty_body> go_on{wire::status::continue_, parser.get().version()};
      co_await wire::async_write(stream_, go_on, into(error));
    }
    co_return error;
  }

  // Bytes that are no request get an answer where that can still be read; then the connection ends.
  awaitable<bool> refuse(error_code error, std::string host) {
    const int status = status_of(error);
    broken_ = status == 0;
    if (broken_) co_return false;
    const std::string id = request_id();
    log_request({"-", "-", remote_, id, status, {}});
    Response refused =
        refusal(shared_.options, {status, explanation(error, shared_.options), id, std::move(host)});
    if (status == 503) refused.headers.push_back({"Retry-After", "1"});
    WireResponse answer = to_wire(std::move(refused), 11, false, false);
    const bool sent = co_await send(answer);
    if (sent) co_await drain();
    co_return false;
  }

  awaitable<Response> handle(Request request, std::string host) {
    const Handler* handler = shared_.routes.find(request.path);
    const std::string id = request.id;
    if (handler == nullptr)
      co_return refusal(shared_.options, {404, "There is nothing here.", id, std::move(host)});
    std::optional<Response> response;
    std::string failure;
    try {
      response = co_await (*handler)(std::move(request));
    } catch (const std::exception& e) {
      failure = e.what();
    } catch (...) {
      failure = "an exception of unknown type";
    }
    if (response) co_return std::move(*response);
    spdlog::error("http handler failed id={}: {}", id, failure);
    co_return refusal(shared_.options,
                      {500, "The server could not process this request.", id, std::move(host)});
  }

  awaitable<bool> send(WireResponse& response) {
    error_code error;
    lowest().expires_after(shared_.options.request_timeout);
    co_await wire::async_write(stream_, response, into(error));
    if (error) broken_ = true;
    co_return !error;
  }

  // The header, the pieces from the first one on, and in chunks their end. An answer to a HEAD has no first
  // piece, and none at all.
  awaitable<bool> send_in_pieces(WireResponse& header, std::string piece, BodyStream& rest, bool in_chunks) {
    const bool to_head = piece.empty();
    error_code error;
    wire::response_serializer<wire::string_body> serializer(header);
    lowest().expires_after(shared_.options.request_timeout);
    co_await wire::async_write_header(stream_, serializer, into(error));
    while (!error && !piece.empty()) {
      co_await send_piece(piece, in_chunks, error);
      if (!error) piece = co_await next_of(rest, error);
    }
    if (!error && in_chunks && !to_head) {
      const auto end = wire::make_chunk_last();  // named: see serve()
      co_await asio::async_write(stream_, end, into(error));
    }
    if (error) broken_ = true;
    co_return !error;
  }

  awaitable<void> send_piece(const std::string& piece, bool in_chunks, error_code& error) {
    lowest().expires_after(shared_.options.request_timeout);
    const auto bytes = asio::buffer(piece);
    if (in_chunks) {
      const auto chunk = wire::make_chunk(bytes);
      co_await asio::async_write(stream_, chunk, into(error));
    } else {
      co_await asio::async_write(stream_, bytes, into(error));
    }
  }

  // Nothing with an error when the rest of the answer cannot be had.
  awaitable<std::string> next_of(BodyStream& rest, error_code& error) {
    try {
      co_return co_await rest.next();
    } catch (const std::exception& e) {
      spdlog::error("http an answer is cut off: {}", e.what());
    } catch (...) {
      spdlog::error("http an answer is cut off: an exception of unknown type");
    }
    error = make_error_code(boost::system::errc::io_error);
    co_return std::string();
  }

  // A socket that is closed while bytes lie unread is reset, and the peer may never see the answer.
  awaitable<void> drain() {
    error_code error;
    lowest().socket().shutdown(tcp::socket::shutdown_send, error);
    lowest().expires_after(kDrainTime);
    std::array<char, 4096> sink{};
    for (std::size_t seen = 0; !error && seen < kDrained;)
      seen += co_await lowest().async_read_some(asio::buffer(sink), into(error));
    broken_ = true;
  }

  awaitable<void> part() {
    if constexpr (kTls) {
      if (!broken_) {
        error_code ignored;  // the peer need not answer the farewell
        lowest().expires_after(kDrainTime);
        co_await stream_.async_shutdown(into(ignored));
      }
    }
    error_code ignored;  // the peer may be gone already
    lowest().socket().shutdown(tcp::socket::shutdown_both, ignored);
    lowest().close();
  }

  Stream stream_;
  Shared& shared_;
  std::string remote_;
  beast::flat_buffer buffer_;
  bool idle_ = false;
  bool broken_ = false;  // no farewell can be said
};

template <class Stream>
awaitable<void> run(std::shared_ptr<Session<Stream>> session, Shared& shared) {
  shared.connections.add(session);
  try {
    co_await session->run();
  } catch (const std::exception& e) {
    spdlog::error("http connection failed: {}", e.what());
  }
  shared.connections.remove(session);
}

}  // namespace

awaitable<void> serve(tcp::socket socket, Shared& shared) {
  error_code error;
  const tcp::endpoint peer = socket.remote_endpoint(error);
  if (error) co_return;  // gone already
  socket.set_option(tcp::no_delay(true), error);
  if (error) spdlog::debug("http no_delay: {}", error.message());
  const std::string remote = text_of(peer);
  beast::tcp_stream stream(std::move(socket));
  // Named, as GCC 12 destroys temporaries in the operand of co_await twice.
  if (shared.tls) {
    const auto session =
        std::make_shared<Session<TlsStream>>(TlsStream(std::move(stream), *shared.tls), shared, remote);
    co_await run(session, shared);
  } else {
    const auto session = std::make_shared<Session<beast::tcp_stream>>(std::move(stream), shared, remote);
    co_await run(session, shared);
  }
}

}  // namespace smarttag::http
