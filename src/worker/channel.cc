#include "worker/channel.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

#include <spdlog/fmt/fmt.h>

namespace smarttag::worker {
namespace {

// A message holds one job's results; hours of text on screen stay well below this.
constexpr std::uint32_t kLargestMessage = 512U << 20;

tl::unexpected<Error> gone(const char* what) {
  return fail(ErrorKind::kAnalysisCrashed, "The analysis process ended unexpectedly.",
              fmt::format("{}: {}", what, std::strerror(errno)));  // NOLINT(concurrency-mt-unsafe)
}

union ControlBuffer {
  cmsghdr header;
  std::array<char, CMSG_SPACE(sizeof(int))> bytes;
};

}  // namespace

Result<std::pair<Channel, Channel>> Channel::pair() {
  std::array<int, 2> fds{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds.data()) != 0) return gone("socketpair");
  return std::pair{Channel(Descriptor(fds[0])), Channel(Descriptor(fds[1]))};
}

Result<void> Channel::send(const results::Json& json, int descriptor) {
  const std::string body = results::dump(json);
  std::string bytes(sizeof(std::uint32_t), '\0');
  const auto size = static_cast<std::uint32_t>(body.size());
  std::memcpy(bytes.data(), &size, sizeof size);
  bytes += body;

  std::size_t sent = 0;
  while (sent < bytes.size()) {
    iovec part{bytes.data() + sent, bytes.size() - sent};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    ControlBuffer control{};
    if (sent == 0 && descriptor >= 0) {
      message.msg_control = control.bytes.data();
      message.msg_controllen = control.bytes.size();
      cmsghdr* header = CMSG_FIRSTHDR(&message);
      header->cmsg_level = SOL_SOCKET;
      header->cmsg_type = SCM_RIGHTS;
      header->cmsg_len = CMSG_LEN(sizeof(int));
      std::memcpy(CMSG_DATA(header), &descriptor, sizeof(int));
    }
    const ssize_t n = ::sendmsg(socket_.get(), &message, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return gone("sendmsg");
    sent += static_cast<std::size_t>(n);
  }
  return {};
}

Result<void> Channel::read_exactly(char* to, std::size_t size, Descriptor* descriptor) {
  std::size_t got = 0;
  while (got < size) {
    iovec part{to + got, size - got};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    ControlBuffer control{};
    message.msg_control = control.bytes.data();
    message.msg_controllen = control.bytes.size();
    const ssize_t n = ::recvmsg(socket_.get(), &message, MSG_CMSG_CLOEXEC);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return gone("recvmsg");
    got += static_cast<std::size_t>(n);
    for (cmsghdr* h = CMSG_FIRSTHDR(&message); h != nullptr; h = CMSG_NXTHDR(&message, h)) {
      if (h->cmsg_level != SOL_SOCKET || h->cmsg_type != SCM_RIGHTS) continue;
      int fd = -1;
      std::memcpy(&fd, CMSG_DATA(h), sizeof fd);
      Descriptor received(fd);
      if (descriptor != nullptr) *descriptor = std::move(received);
    }
  }
  return {};
}

Result<std::optional<Message>> Channel::receive(std::chrono::milliseconds timeout) {
  pollfd waiting{socket_.get(), POLLIN, 0};
  const int ready = ::poll(&waiting, 1, static_cast<int>(timeout.count()));
  if (ready < 0 && errno != EINTR) return gone("poll");
  if (ready <= 0) return std::nullopt;

  Message message;
  std::uint32_t size = 0;
  std::array<char, sizeof size> head{};
  if (auto r = read_exactly(head.data(), head.size(), &message.descriptor); !r)
    return tl::unexpected(r.error());
  std::memcpy(&size, head.data(), sizeof size);
  if (size > kLargestMessage) return gone("oversized message");
  std::string body(size, '\0');
  if (auto r = read_exactly(body.data(), body.size(), nullptr); !r) return tl::unexpected(r.error());
  auto json = results::parse(body);
  if (!json) return gone("malformed message");
  message.json = std::move(*json);
  return std::optional(std::move(message));
}

}  // namespace smarttag::worker
