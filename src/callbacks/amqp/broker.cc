#include "callbacks/amqp/broker.h"

#include <amqp.h>
#include <amqp_ssl_socket.h>
#include <amqp_tcp_socket.h>
#include <fmt/format.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "callbacks/amqp/confirms.h"

namespace smarttag::callbacks::amqp {
namespace {

constexpr amqp_channel_t kChannel = 1;
constexpr int kHeartbeat = 30;  // seconds
constexpr timeval kConnect{2, 0};
constexpr timeval kAnswer{10, 0};
constexpr timeval kTick{0, 200'000};
constexpr std::chrono::seconds kConfirm{20};

tl::unexpected<Error> lost(std::string what) {
  return fail(ErrorKind::kInputUnreachable, "RabbitMQ cannot be told.", std::move(what));
}

amqp_bytes_t bytes_of(const std::string& text) {
  return {text.size(), const_cast<char*>(text.data())};  // librabbitmq only reads it
}

std::string text_of(const amqp_bytes_t& bytes) { return {static_cast<const char*>(bytes.bytes), bytes.len}; }

// What a broker said as it closed a channel or the connection; its text is of the protocol, not of ours.
std::string closed_by(const amqp_method_t& method) {
  if (method.id == AMQP_CONNECTION_CLOSE_METHOD) {
    const auto* close = static_cast<const amqp_connection_close_t*>(method.decoded);
    return fmt::format("closed by the broker: {} {}", close->reply_code, text_of(close->reply_text));
  }
  if (method.id == AMQP_CHANNEL_CLOSE_METHOD) {
    const auto* close = static_cast<const amqp_channel_close_t*>(method.decoded);
    return fmt::format("channel closed by the broker: {} {}", close->reply_code, text_of(close->reply_text));
  }
  return fmt::format("an unexpected answer {:#x}", method.id);
}

Result<void> checked(const amqp_rpc_reply_t& reply, std::string_view step) {
  if (reply.reply_type == AMQP_RESPONSE_NORMAL) return {};
  const std::string why = reply.reply_type == AMQP_RESPONSE_LIBRARY_EXCEPTION
                              ? std::string{amqp_error_string2(reply.library_error)}
                              : closed_by(reply.reply);
  return lost(fmt::format("{}: {}", step, why));
}

// The parts of the URL point into `text`, which librabbitmq changes.
struct Target {
  std::string text;
  amqp_connection_info info{};
};

Result<std::unique_ptr<Target>> target_of(const std::string& url) {
  auto target = std::make_unique<Target>();
  target->text = url;
  amqp_default_connection_info(&target->info);
  if (amqp_parse_url(target->text.data(), &target->info) != AMQP_STATUS_OK)
    return fail(ErrorKind::kUsage,
                "The setting amqp-url is not of the form amqp://user:password@host:port/vhost.");
  return target;
}

}  // namespace

struct Broker::State {
  State() : connection(amqp_new_connection()) {}
  ~State() { amqp_destroy_connection(connection); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  Result<void> open(const Target& target, const std::filesystem::path& ca_file) const {
    if (connection == nullptr) return lost("no memory");
    amqp_socket_t* socket =
        target.info.ssl != 0 ? amqp_ssl_socket_new(connection) : amqp_tcp_socket_new(connection);
    if (socket == nullptr) return lost("no socket");
    if (target.info.ssl != 0) {
      amqp_ssl_socket_set_verify_peer(socket, 1);
      amqp_ssl_socket_set_verify_hostname(socket, 1);
      const bool trusts = ca_file.empty()
                              ? SSL_CTX_set_default_verify_paths(
                                    static_cast<SSL_CTX*>(amqp_ssl_socket_get_context(socket))) == 1
                              : amqp_ssl_socket_set_cacert(socket, ca_file.c_str()) == AMQP_STATUS_OK;
      if (!trusts) return lost("the certificates cannot be read");
    }
    const int status = amqp_socket_open_noblock(socket, target.info.host, target.info.port, &kConnect);
    if (status != AMQP_STATUS_OK)
      return lost(fmt::format("{}:{}: {}", target.info.host, target.info.port, amqp_error_string2(status)));
    return {};
  }

  Result<void> log_in(const Target& target, const std::stop_token& stop) {
    // Ends whatever waits for the broker, when a stop is asked for.
    const std::stop_callback hang_up(stop, [fd = amqp_get_sockfd(connection)] { ::shutdown(fd, SHUT_RDWR); });
    amqp_set_handshake_timeout(connection, &kAnswer);
    amqp_set_rpc_timeout(connection, &kAnswer);
    auto step = checked(amqp_login(connection, target.info.vhost, 0, AMQP_DEFAULT_FRAME_SIZE, kHeartbeat,
                                   AMQP_SASL_METHOD_PLAIN, target.info.user, target.info.password),
                        "login");
    if (!step) return step;
    amqp_channel_open(connection, kChannel);
    if (step = checked(amqp_get_rpc_reply(connection), "channel"); !step) return step;
    amqp_exchange_declare(connection, kChannel, bytes_of(exchange), amqp_cstring_bytes("topic"), 0, 1, 0, 0,
                          amqp_empty_table);
    if (step = checked(amqp_get_rpc_reply(connection), "exchange " + exchange); !step) return step;
    amqp_confirm_select(connection, kChannel);
    return checked(amqp_get_rpc_reply(connection), "confirms");
  }

  Result<void> send(const Publication& publication) {
    amqp_basic_properties_t properties{};
    properties._flags = AMQP_BASIC_CONTENT_TYPE_FLAG | AMQP_BASIC_DELIVERY_MODE_FLAG |
                        AMQP_BASIC_MESSAGE_ID_FLAG | AMQP_BASIC_APP_ID_FLAG;
    properties.content_type = amqp_cstring_bytes("application/json");
    properties.delivery_mode = AMQP_DELIVERY_PERSISTENT;
    properties.message_id = bytes_of(publication.message_id);
    properties.app_id = amqp_cstring_bytes("smarttag");
    const int status =
        amqp_basic_publish(connection, kChannel, bytes_of(exchange), bytes_of(publication.routing_key), 0, 0,
                           &properties, bytes_of(publication.body));
    if (status != AMQP_STATUS_OK) return lost(fmt::format("publish: {}", amqp_error_string2(status)));
    return {};
  }

  // One frame, if one comes within `wait`; acks and nacks are noted.
  Result<void> hear(const timeval& wait, Confirms& confirms) const {
    amqp_frame_t frame{};
    amqp_maybe_release_buffers(connection);
    const int status = amqp_simple_wait_frame_noblock(connection, &frame, &wait);
    if (status == AMQP_STATUS_TIMEOUT) return {};
    if (status != AMQP_STATUS_OK) return lost(std::string{amqp_error_string2(status)});
    if (frame.frame_type != AMQP_FRAME_METHOD) return {};
    const amqp_method_t& method = frame.payload.method;
    if (method.id == AMQP_BASIC_ACK_METHOD) {
      const auto* ack = static_cast<const amqp_basic_ack_t*>(method.decoded);
      confirms.settle(ack->delivery_tag, ack->multiple != 0, true);
    } else if (method.id == AMQP_BASIC_NACK_METHOD) {
      const auto* nack = static_cast<const amqp_basic_nack_t*>(method.decoded);
      confirms.settle(nack->delivery_tag, nack->multiple != 0, false);
    } else if (method.id == AMQP_CONNECTION_CLOSE_METHOD || method.id == AMQP_CHANNEL_CLOSE_METHOD) {
      return lost(closed_by(method));
    }  // connection.blocked and the like: the confirms come later
    return {};
  }

  amqp_connection_state_t connection;
  std::string exchange;
  std::uint64_t published = 0;  // the tag of the last: confirms count from 1
};

Broker::Broker(std::unique_ptr<State> state) : state_(std::move(state)) {}
Broker::~Broker() = default;

Result<void> Broker::check_url(const std::string& url) {
  const auto target = target_of(url);
  if (!target) return tl::unexpected(target.error());
  return {};
}

Result<std::unique_ptr<Broker>> Broker::connect(const BrokerOptions& options, const std::stop_token& stop) {
  const auto target = target_of(options.url);
  if (!target) return tl::unexpected(target.error());
  auto state = std::make_unique<State>();
  state->exchange = options.exchange;
  if (auto opened = state->open(**target, options.ca_file); !opened) return tl::unexpected(opened.error());
  if (auto in = state->log_in(**target, stop); !in) return tl::unexpected(in.error());
  return std::unique_ptr<Broker>(new Broker(std::move(state)));
}

Result<std::vector<bool>> Broker::publish(const std::vector<Publication>& publications,
                                          const std::stop_token& stop) {
  Confirms confirms{state_->published + 1, publications.size()};
  {
    const std::stop_callback hang_up(
        stop, [fd = amqp_get_sockfd(state_->connection)] { ::shutdown(fd, SHUT_RDWR); });
    for (const auto& publication : publications) {
      if (auto sent = state_->send(publication); !sent) return tl::unexpected(sent.error());
      ++state_->published;
    }
    const auto end = std::chrono::steady_clock::now() + kConfirm;
    while (!confirms.complete()) {
      if (std::chrono::steady_clock::now() > end) return lost("the broker confirms nothing");
      if (auto heard = state_->hear(kTick, confirms); !heard) return tl::unexpected(heard.error());
    }
  }
  return confirms.taken();
}

Result<void> Broker::idle() {
  Confirms none{state_->published + 1, 0};
  return state_->hear({0, 0}, none);
}

}  // namespace smarttag::callbacks::amqp
