// Which of the publications of one batch a broker has confirmed.
#pragma once

#include <cstdint>
#include <vector>

namespace smarttag::callbacks::amqp {

// Tags rise by one with each publication of a channel. Not thread-safe.
class Confirms {
 public:
  Confirms(std::uint64_t first_tag, std::size_t count) : first_(first_tag), answers_(count) {}

  // basic.ack (taken) or basic.nack, with `multiple` for all up to the tag; tag 0 with it is all. Tags of
  // other batches are passed over; the first answer to a tag holds.
  void settle(std::uint64_t tag, bool multiple, bool taken);

  bool complete() const { return open() == 0; }
  std::size_t open() const;
  std::vector<bool> taken() const;  // what is still open was not taken

 private:
  enum class Answer { kNone, kTaken, kRefused };
  std::uint64_t first_;
  std::vector<Answer> answers_;
};

}  // namespace smarttag::callbacks::amqp
