// The pipe between a parent and its analysis process: whole JSON messages over a stream socket, each with at
// most one file descriptor.
#pragma once

#include <chrono>
#include <optional>
#include <utility>

#include "base/descriptor.h"
#include "base/error.h"
#include "results/json.h"

namespace smarttag::worker {

struct Message {
  results::Json json;
  Descriptor descriptor;  // not valid when none came with it
};

// One side of the pipe; used by one thread at a time for each direction.
class Channel {
 public:
  explicit Channel(Descriptor socket) : socket_(std::move(socket)) {}

  // Both ends of a new pipe; closed on exec.
  static Result<std::pair<Channel, Channel>> pair();

  // A descriptor of -1 sends none; it stays the caller's. kAnalysisCrashed when the other side is gone.
  Result<void> send(const results::Json& json, int descriptor = -1);

  // Waits for a message. Nothing at the time-out; kAnalysisCrashed when the other side is gone or sends
  // garbage.
  Result<std::optional<Message>> receive(std::chrono::milliseconds timeout);

  int fd() const { return socket_.get(); }

 private:
  Result<void> read_exactly(char* to, std::size_t size, Descriptor* descriptor);

  Descriptor socket_;
};

}  // namespace smarttag::worker
