#include "callbacks/mns/documents.h"

#include <fmt/format.h>

#include <pugixml.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <sstream>

#include "callbacks/event/message.h"
#include "callbacks/mns/call.h"
#include "digest/digest.h"

namespace smarttag::callbacks::mns {
namespace {

using enum FaultKind;

// A document with the namespace on its root.
struct Document {
  explicit Document(const char* root_name) : root(document.append_child(root_name)) {
    root.append_attribute("xmlns") = "http://mns.aliyuncs.com/doc/v1/";
  }
  std::string text() const {
    std::ostringstream out;
    document.save(out, "", pugi::format_raw);
    return out.str();
  }
  pugi::xml_document document;
  pugi::xml_node root;
};

// All texts of these documents are plain ASCII, but for what a client sent and a fault repeats.
void add(pugi::xml_node parent, const char* name, std::string_view value) {
  std::string plain{value};
  std::replace_if(
      plain.begin(), plain.end(), [](unsigned char c) { return c < ' ' || c >= 0x7f; }, '?');
  parent.append_child(name).text().set(plain.c_str());
}

void add(pugi::xml_node parent, const char* name, std::int64_t value) {
  parent.append_child(name).text().set(static_cast<long long>(value));
}

std::int64_t seconds_of(Time time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

std::int64_t milliseconds_of(Time time) { return time.time_since_epoch().count(); }

void add_attributes(pugi::xml_node node, const jobs::Queue& queue, std::chrono::seconds retention) {
  add(node, "QueueName", queue.name);
  add(node, "CreateTime", seconds_of(queue.created));
  add(node, "LastModifyTime", seconds_of(queue.modified));
  add(node, "VisibilityTimeout", queue.visibility.count());
  add(node, "MaximumMessageSize", 65536);
  add(node, "MessageRetentionPeriod", retention.count());
  add(node, "DelaySeconds", 0);
  add(node, "PollingWaitSeconds", 0);
  add(node, "LoggingEnabled", "False");
}

// SDKs decode the body from base64.
void add_message(pugi::xml_node node, const Message& message) {
  const jobs::Delivery& delivery = message.delivery;
  const std::string body = digest::base64(message_of(delivery.event));
  add(node, "MessageId", delivery.event.id);
  add(node, "ReceiptHandle", message.receipt_handle);
  add(node, "MessageBody", body);
  add(node, "MessageBodyMD5", digest::upper_hex(digest::md5(body)));
  add(node, "EnqueueTime", milliseconds_of(delivery.event.created));
  add(node, "NextVisibleTime", milliseconds_of(message.next_visible));
  add(node, "FirstDequeueTime", milliseconds_of(delivery.first_taken.value_or(delivery.event.created)));
  add(node, "DequeueCount", delivery.attempts);
  add(node, "Priority", 8);
}

// What clients may say of attributes besides VisibilityTimeout, in MNS's bounds.
struct Attribute {
  std::string_view name;
  int low;
  int high;
};
constexpr std::array kAttributes{
    Attribute{"MaximumMessageSize", 1024, 65536},      // of what clients send: none do
    Attribute{"MessageRetentionPeriod", 60, 1296000},  // messages stay as long as their events are kept
    Attribute{"DelaySeconds", 0, 0}, Attribute{"PollingWaitSeconds", 0, 0},  // say waitseconds in the call
};

Reply<void> check_attribute(const pugi::xml_node& node) {
  for (const auto& attribute : kAttributes)
    if (attribute.name == node.name()) {
      const auto number = number_of(node.text().get(), attribute.name, attribute.low, attribute.high);
      if (!number) return tl::unexpected(number.error());
      return {};
    }
  const std::string_view value = node.text().get();
  if (std::string_view{node.name()} == "LoggingEnabled" && (value == "False" || value == "false")) return {};
  return refuse(kInvalidArgument, fmt::format("These queues have no attribute {}={}.", node.name(), value));
}

Reply<void> parse(pugi::xml_document& document, const std::string& xml) {
  // pugixml resolves no entity but the five of XML, and reads no file.
  if (!document.load_buffer(xml.data(), xml.size())) return refuse(kMalformedXml);
  return {};
}

}  // namespace

std::string error_document(const Fault& fault, std::string_view request_id, std::string_view host) {
  Document document{"Error"};
  const FaultRow& told = row(fault.kind);
  add(document.root, "Code", told.code);
  add(document.root, "Message", fault.message.empty() ? told.message : fault.message);
  add(document.root, "RequestId", request_id);
  add(document.root, "HostId", host);
  return document.text();
}

std::string queue_document(const jobs::Queue& queue, const jobs::QueueStore::Depth& depth,
                           std::chrono::seconds retention) {
  Document document{"Queue"};
  add_attributes(document.root, queue, retention);
  add(document.root, "ActiveMessages", depth.due);
  add(document.root, "InactiveMessages", depth.taken);
  add(document.root, "DelayMessages", 0);
  return document.text();
}

std::string queues_document(const std::vector<ListedQueue>& queues, std::string_view next_marker,
                            std::chrono::seconds retention) {
  Document document{"Queues"};
  for (const auto& queue : queues) {
    auto node = document.root.append_child("Queue");
    add(node, "QueueURL", queue.url);
    if (queue.meta) add_attributes(node, *queue.meta, retention);
  }
  if (!next_marker.empty()) add(document.root, "NextMarker", next_marker);
  return document.text();
}

std::string message_document(const Message& message) {
  Document document{"Message"};
  add_message(document.root, message);
  return document.text();
}

std::string messages_document(const std::vector<Message>& messages) {
  Document document{"Messages"};
  for (const auto& message : messages) add_message(document.root.append_child("Message"), message);
  return document.text();
}

std::string visibility_document(std::string_view handle, Time next_visible) {
  Document document{"ChangeVisibility"};
  add(document.root, "ReceiptHandle", handle);
  add(document.root, "NextVisibleTime", milliseconds_of(next_visible));
  return document.text();
}

std::string failed_receipts_document(const std::vector<FailedReceipt>& failed) {
  Document document{"Errors"};
  for (const auto& each : failed) {
    auto node = document.root.append_child("Error");
    add(node, "ErrorCode", row(each.fault.kind).code);
    add(node, "ErrorMessage", row(each.fault.kind).message);
    add(node, "ReceiptHandle", each.handle);
  }
  return document.text();
}

Reply<std::optional<std::chrono::seconds>> visibility_in(const std::string& xml) {
  std::optional<std::chrono::seconds> visibility;
  if (xml.empty()) return visibility;
  pugi::xml_document document;
  if (auto parsed = parse(document, xml); !parsed) return tl::unexpected(parsed.error());
  if (std::strcmp(document.document_element().name(), "Queue") != 0)
    return refuse(kMalformedXml, "The root of the XML must be Queue.");
  for (const auto& node : document.document_element().children()) {
    if (node.type() != pugi::node_element) continue;
    if (std::strcmp(node.name(), "VisibilityTimeout") != 0) {
      if (auto fine = check_attribute(node); !fine) return tl::unexpected(fine.error());
      continue;
    }
    const auto seconds = number_of(node.text().get(), "VisibilityTimeout", 1, 43200);
    if (!seconds) return tl::unexpected(seconds.error());
    visibility = std::chrono::seconds{*seconds};
  }
  return visibility;
}

Reply<std::vector<std::string>> receipt_handles_in(const std::string& xml) {
  pugi::xml_document document;
  if (auto parsed = parse(document, xml); !parsed) return tl::unexpected(parsed.error());
  std::vector<std::string> handles;
  for (const auto& node : document.child("ReceiptHandles").children("ReceiptHandle"))
    handles.emplace_back(node.text().get());
  if (handles.empty() || handles.size() > 16)
    return refuse(kInvalidArgument, "ReceiptHandles must hold 1 to 16 ReceiptHandle.");
  return handles;
}

}  // namespace smarttag::callbacks::mns
