// The XML of MNS, out and in: namespace http://mns.aliyuncs.com/doc/v1/.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "callbacks/mns/fault.h"
#include "jobs/outbox.h"

namespace smarttag::callbacks::mns {

// A message as ReceiveMessage answers it.
struct Message {
  jobs::Delivery delivery;
  std::string receipt_handle;
  Time next_visible{};
};

std::string error_document(const Fault& fault, std::string_view request_id, std::string_view host);

// `retention`: for how long messages are kept.
std::string queue_document(const jobs::Queue& queue, const jobs::QueueStore::Depth& depth,
                           std::chrono::seconds retention);

struct ListedQueue {
  std::string url;
  std::optional<jobs::Queue> meta;
};
// `next_marker` empty: the list is at its end.
std::string queues_document(const std::vector<ListedQueue>& queues, std::string_view next_marker,
                            std::chrono::seconds retention);

std::string message_document(const Message& message);
std::string messages_document(const std::vector<Message>& messages);
std::string visibility_document(std::string_view receipt_handle, Time next_visible);

struct FailedReceipt {
  std::string handle;
  Fault fault;
};
std::string failed_receipts_document(const std::vector<FailedReceipt>& failed);

// The VisibilityTimeout of a Queue document, nothing when it has none; an empty text is an empty document.
// kMalformedXml; kInvalidArgument: out of MNS's bounds, or an attribute that these queues do not have.
Reply<std::optional<std::chrono::seconds>> visibility_in(const std::string& xml);

// 1 to 16 handles of a ReceiptHandles document. kMalformedXml, kInvalidArgument.
Reply<std::vector<std::string>> receipt_handles_in(const std::string& xml);

}  // namespace smarttag::callbacks::mns
