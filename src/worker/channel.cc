#include "worker/channel.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <spdlog/fmt/fmt.h>

namespace smarttag::worker {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kHead = sizeof(std::uint64_t);
// Read at once: memory is taken for what came, not for what a length announces.
constexpr std::size_t kChunk = std::size_t{256} << 10;
constexpr milliseconds kTick{100};

tl::unexpected<Error> gone(std::string_view why) {
  return fail(ErrorKind::kAnalysisCrashed, "The analysis process ended unexpectedly.", std::string(why));
}

tl::unexpected<Error> failed_call(const char* what) {
  return gone(fmt::format("{}: {}", what, std::strerror(errno)));  // NOLINT(concurrency-mt-unsafe)
}

// The kernel lets up to 253 descriptors come at once; there is room for one more than a message may have, so
// that MSG_CTRUNC shows the others.
union ControlBuffer {
  cmsghdr header;
  std::array<char, CMSG_SPACE(sizeof(int) * (kMostDescriptors + 1))> bytes;
};

void attach(msghdr& message, ControlBuffer& control, std::span<const int> descriptors) {
  message.msg_control = control.bytes.data();
  message.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(descriptors.size_bytes());
  std::memcpy(CMSG_DATA(header), descriptors.data(), descriptors.size_bytes());
}

// True when the socket is ready for `events`; false at the time-out. A negative time-out waits for ever.
Result<bool> ready(int socket, short events, milliseconds timeout) {
  pollfd waiting{socket, events, 0};
  const int count = ::poll(&waiting, 1, static_cast<int>(std::min(timeout, milliseconds(1 << 30)).count()));
  if (count < 0 && errno != EINTR) return failed_call("poll");
  return count > 0;
}

}  // namespace

Result<std::pair<Channel, Channel>> Channel::pair() {
  std::array<int, 2> fds{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds.data()) != 0) return failed_call("socketpair");
  return std::pair{Channel(Descriptor(fds[0])), Channel(Descriptor(fds[1]))};
}

Result<void> Channel::send(const results::Json& json, std::span<const int> descriptors,
                           const GiveUp& give_up) {
  const std::string body = results::dump(json);
  if (body.size() > kLargestMessage || descriptors.size() > kMostDescriptors)
    return fail(ErrorKind::kInternal, "A message to another process is too large.",
                fmt::format("{} bytes, {} descriptors", body.size(), descriptors.size()));
  const std::uint64_t size = body.size();
  std::string bytes(kHead, '\0');
  std::memcpy(bytes.data(), &size, kHead);
  bytes += body;

  std::size_t sent = 0;
  while (sent < bytes.size()) {
    iovec part{bytes.data() + sent, bytes.size() - sent};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    ControlBuffer control{};
    if (sent == 0 && !descriptors.empty()) attach(message, control, descriptors);
    const ssize_t n = ::sendmsg(socket_.get(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n > 0) {
      sent += static_cast<std::size_t>(n);
      continue;
    }
    if (n < 0 && errno != EINTR && errno != EAGAIN) return failed_call("sendmsg");
    if (give_up && give_up()) return fail(ErrorKind::kInterrupted, "Interrupted.");
    if (auto writable = ready(socket_.get(), POLLOUT, kTick); !writable)
      return tl::unexpected(std::move(writable).error());
  }
  return {};
}

Result<void> Channel::keep(const void* control_data, std::size_t size) {
  std::vector<int> fds(size / sizeof(int));
  std::memcpy(fds.data(), control_data, fds.size() * sizeof(int));
  for (const int fd : fds) arrived_.emplace_back(fd);
  if (arrived_.size() > kMostDescriptors) return gone("a message with too many descriptors");
  return {};
}

// Whether anything came; never more than belongs to the message at hand, so that descriptors stay with
// theirs.
Result<bool> Channel::read_some() {
  std::uint64_t end = kHead;
  if (incoming_.size() >= kHead) {
    std::memcpy(&end, incoming_.data(), kHead);
    end += kHead;
  }
  const std::size_t before = incoming_.size();
  incoming_.resize(before + std::min<std::uint64_t>(end - before, kChunk));
  iovec part{incoming_.data() + before, incoming_.size() - before};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  ControlBuffer control{};
  message.msg_control = control.bytes.data();
  message.msg_controllen = control.bytes.size();
  const ssize_t n = ::recvmsg(socket_.get(), &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
  incoming_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
  if (n == 0) return gone("the pipe was closed");
  if (n < 0 && errno != EINTR && errno != EAGAIN) return failed_call("recvmsg");
  if (n < 0) return false;
  for (cmsghdr* h = CMSG_FIRSTHDR(&message); h != nullptr; h = CMSG_NXTHDR(&message, h)) {
    if (h->cmsg_level != SOL_SOCKET || h->cmsg_type != SCM_RIGHTS) continue;
    if (auto kept = keep(CMSG_DATA(h), h->cmsg_len - CMSG_LEN(0)); !kept)
      return tl::unexpected(std::move(kept).error());
  }
  if ((message.msg_flags & MSG_CTRUNC) != 0) return gone("a message with too many descriptors");
  return true;
}

Result<bool> Channel::is_whole() {
  if (incoming_.size() < kHead) return false;
  std::uint64_t size = 0;
  std::memcpy(&size, incoming_.data(), kHead);
  if (size > largest_incoming_) return gone(fmt::format("a message of {} bytes", size));
  return incoming_.size() - kHead == size;
}

Result<std::optional<Message>> Channel::receive(milliseconds timeout) {
  const auto deadline = Clock::now() + timeout;
  while (true) {
    const auto whole = is_whole();
    if (!whole) return tl::unexpected(whole.error());
    if (*whole) break;
    auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
    if (timeout < milliseconds(0)) left = milliseconds(-1);
    if (timeout >= milliseconds(0) && left < milliseconds(0)) return std::nullopt;
    const auto readable = ready(socket_.get(), POLLIN, left);
    if (!readable) return tl::unexpected(readable.error());
    if (!*readable) continue;
    if (const auto came = read_some(); !came) return tl::unexpected(came.error());
  }
  auto json = results::parse(std::string_view(incoming_).substr(kHead));
  if (!json) return gone("a message that is not JSON");
  incoming_ = {};
  return Message{std::move(*json), std::exchange(arrived_, {})};
}

}  // namespace smarttag::worker
