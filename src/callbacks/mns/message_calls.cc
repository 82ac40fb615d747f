#include <algorithm>
#include <chrono>
#include <utility>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "callbacks/mns/calls.h"
#include "callbacks/mns/documents.h"

namespace smarttag::callbacks::mns {
namespace {

using enum FaultKind;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds kTick{50};  // of a long poll
constexpr seconds kLook{1};        // what other processes wrote is seen after so long

http::Response status(int code) {
  http::Response response;
  response.status = code;
  return response;
}

http::Response document(int code, std::string xml) {
  http::Response response = status(code);
  response.body = std::move(xml);
  return response;
}

// Messages that may be received now.
Reply<std::vector<Message>> take(const Context& context, const jobs::Queue& queue, int most) {
  auto taken = context.store.outbox().take("queue", queue.name, most, queue.visibility);
  if (!taken) return tl::unexpected(fault_of(taken.error()));
  std::vector<Message> messages;
  for (auto& each : *taken) {
    // A name may have been somebody else's before.
    if (each.delivery.event.owner != queue.owner) {
      const auto dropped = context.store.outbox().give_up(each.claim, "the queue is another user's");
      if (!dropped) return tl::unexpected(fault_of(dropped.error()));
      continue;
    }
    const Time next_visible = each.delivery.next_try;
    auto handle = context.receipts.handle_of(each.claim, queue);
    messages.push_back({std::move(each.delivery), std::move(handle), next_visible});
  }
  return messages;
}

Reply<http::Response> received(const std::vector<Message>& messages, bool batch) {
  if (messages.empty()) return refuse(kMessageNotExist);
  return document(200, batch ? messages_document(messages) : message_document(messages.front()));
}

// The fault of a claim's end.
Reply<void> held(const Result<jobs::Standing>& standing) {
  if (!standing) return tl::unexpected(fault_of(standing.error()));
  if (*standing == jobs::Standing::kLost) return refuse(kMessageNotExist);
  return {};
}

Reply<void> remove(const Context& context, const jobs::Queue& queue, const std::string& handle) {
  const auto claim = context.receipts.claim_in(handle, queue);
  if (!claim) return refuse(kReceiptHandle);
  return held(context.store.outbox().done(*claim));
}

}  // namespace

boost::asio::awaitable<Reply<http::Response>> receive(const Context& context, const Call& call,
                                                      const jobs::Queue& queue) {
  const auto wait = call.number("waitseconds", 0, 30);
  if (!wait) co_return tl::unexpected(wait.error());
  const auto most = call.number("numOfMessages", 1, 16);
  if (!most) co_return tl::unexpected(most.error());

  boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor};
  const auto& stopping = context.options.stopping;
  const auto end = std::chrono::steady_clock::now() + seconds{wait->value_or(0)};
  while (true) {
    const auto seen = context.store.changes().seen();
    const auto messages = take(context, queue, most->value_or(1));
    if (!messages) co_return tl::unexpected(messages.error());
    const auto looked = std::chrono::steady_clock::now();
    if (!messages->empty() || looked >= end || stopping.stop_requested())
      co_return received(*messages, most->has_value());
    const auto look_again = std::min(looked + kLook, end);
    while (context.store.changes().seen() == seen && std::chrono::steady_clock::now() < look_again &&
           !stopping.stop_requested()) {
      timer.expires_after(kTick);
      co_await timer.async_wait(boost::asio::use_awaitable);
    }
  }
}

Reply<http::Response> delete_messages(const Context& context, const Call& call, const http::Request& request,
                                      const jobs::Queue& queue) {
  if (const auto* handle = call.parameter("ReceiptHandle")) {
    if (auto removed = remove(context, queue, *handle); !removed) return tl::unexpected(removed.error());
    return status(204);
  }
  if (request.body.empty()) return refuse(kMissingReceiptHandle);
  const auto handles = receipt_handles_in(request.body);
  if (!handles) return tl::unexpected(handles.error());
  std::vector<FailedReceipt> failed;
  for (const auto& handle : *handles)
    if (const auto removed = remove(context, queue, handle); !removed)
      failed.push_back({handle, removed.error()});
  return failed.empty() ? status(204) : document(404, failed_receipts_document(failed));
}

Reply<http::Response> change_visibility(const Context& context, const Call& call, const jobs::Queue& queue) {
  const auto* handle = call.parameter("ReceiptHandle");
  if (handle == nullptr) return refuse(kMissingReceiptHandle);
  const auto timeout = call.number("VisibilityTimeout", 0, 43200);
  if (!timeout) return tl::unexpected(timeout.error());
  if (!*timeout) return refuse(kMissingVisibilityTimeout);
  const auto claim = context.receipts.claim_in(*handle, queue);
  if (!claim) return refuse(kReceiptHandle);
  const Time next_visible = context.options.clock->now() + seconds{**timeout};
  if (auto kept = held(context.store.outbox().extend(*claim, seconds{**timeout})); !kept)
    return tl::unexpected(kept.error());
  return document(200, visibility_document(*handle, next_visible));
}

boost::asio::awaitable<Reply<http::Response>> answer(const Context& context, const Call& call,
                                                     const http::Request& request, jobs::UserId user) {
  if (call.action == Action::kSendMessage || call.action == Action::kPeekMessage)
    co_return refuse(kAccessDenied, call.action == Action::kSendMessage
                                        ? "Only this service writes messages. Receive them instead."
                                        : "PeekMessage is not supported. Use ReceiveMessage.");
  const bool of_messages = call.action == Action::kReceiveMessage || call.action == Action::kDeleteMessage ||
                           call.action == Action::kChangeMessageVisibility;
  if (!of_messages) co_return answer_queue(context, call, request, user);
  const auto queue = context.store.queues().find(user, call.queue);
  if (!queue) co_return tl::unexpected(fault_of(queue.error()));
  if (call.action == Action::kDeleteMessage) co_return delete_messages(context, call, request, *queue);
  if (call.action == Action::kChangeMessageVisibility) co_return change_visibility(context, call, *queue);
  co_return co_await receive(context, call, *queue);
}

}  // namespace smarttag::callbacks::mns
