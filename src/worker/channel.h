// The pipe between a parent and its analysis process: whole JSON messages over a stream socket, each with up
// to kMostDescriptors file descriptors.
//
// On the wire: the length of the JSON text (8 bytes, native order), then the text. Descriptors travel with
// the first byte of their message.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/descriptor.h"
#include "base/error.h"
#include "results/json.h"

namespace smarttag::worker {

// Results travel in files of their own; the largest messages are the vectors of a user's face libraries,
// which the parent sends with a job.
inline constexpr std::uint64_t kLargestMessage = std::uint64_t{256} << 20;
// What a parent takes from its child, which may have been taken over: the largest is a crowd's face vectors.
inline constexpr std::uint64_t kLargestAnswer = std::uint64_t{4} << 20;
inline constexpr std::size_t kMostDescriptors = 4;

struct Message {
  results::Json json;
  std::vector<Descriptor> descriptors;  // in the order in which they were sent
};

// One side of the pipe; used by one thread at a time for each direction. No call waits for the other side
// beyond what its arguments allow, wherever in a message the other side stops.
class Channel {
 public:
  explicit Channel(Descriptor socket) : socket_(std::move(socket)) {}

  // Both ends of a new pipe; closed on exec.
  static Result<std::pair<Channel, Channel>> pair();

  // Asked about ten times a second while the other side does not read; true gives up.
  using GiveUp = std::function<bool()>;

  // The descriptors stay the caller's. kAnalysisCrashed when the other side is gone, kInternal when the
  // message is larger than kLargestMessage or has more than kMostDescriptors, kInterrupted when it was given
  // up; after any of these but kInternal a part may have been sent, so that the channel is of no more use.
  Result<void> send(const results::Json& json, std::span<const int> descriptors = {},
                    const GiveUp& give_up = {});

  // Waits for a message; a negative time-out waits for ever. Nothing at the time-out: what came of a message
  // is kept, and the next call goes on. kAnalysisCrashed when the other side is gone or sends garbage.
  Result<std::optional<Message>> receive(std::chrono::milliseconds timeout);

  // Messages larger than this are garbage from now on.
  void limit_incoming(std::uint64_t bytes) { largest_incoming_ = bytes; }

  int fd() const { return socket_.get(); }

 private:
  Result<bool> read_some();
  Result<bool> is_whole();
  Result<void> keep(const void* control_data, std::size_t size);

  Descriptor socket_;
  std::uint64_t largest_incoming_ = kLargestMessage;
  std::string incoming_;  // of the message at hand: the length, then the text
  std::vector<Descriptor> arrived_;
};

}  // namespace smarttag::worker
