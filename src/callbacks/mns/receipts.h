// Receipt handles: what a claim of a message is called by clients.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "jobs/outbox.h"

namespace smarttag::callbacks::mns {

// Handles are signed for a queue and its owner: one that was given for another queue, or to an owner before,
// opens nothing. Thread-safe.
class Receipts {
 public:
  explicit Receipts(std::string key) : key_(std::move(key)) {}

  std::string handle_of(const jobs::DeliveryClaim& claim, const jobs::Queue& queue) const;
  // Nothing when the handle is not of this queue.
  std::optional<jobs::DeliveryClaim> claim_in(std::string_view handle, const jobs::Queue& queue) const;

 private:
  std::string key_;
};

}  // namespace smarttag::callbacks::mns
