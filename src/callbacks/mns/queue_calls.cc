#include <fmt/format.h>

#include <algorithm>

#include "callbacks/mns/calls.h"
#include "callbacks/mns/documents.h"

namespace smarttag::callbacks::mns {
namespace {

http::Response status(int code) {
  http::Response response;
  response.status = code;
  return response;
}

http::Response document(std::string xml) {
  http::Response response;
  response.body = std::move(xml);
  return response;
}

std::string value_of(const http::Request& request, std::string_view name) {
  const auto* value = request.header(name);
  return value == nullptr ? std::string{} : *value;
}

std::string url_of(const Context& context, const http::Request& request, const std::string& queue) {
  return fmt::format("{}/queues/{}", base_url(context, request), queue);
}

Reply<http::Response> create(const Context& context, const Call& call, const http::Request& request,
                             jobs::UserId user) {
  const auto visibility = visibility_in(request.body);
  if (!visibility) return tl::unexpected(visibility.error());
  jobs::Queue queue;
  queue.name = call.queue;
  queue.owner = user;
  queue.visibility = visibility->value_or(queue.visibility);
  const auto fresh = context.store.queues().create(queue);
  if (!fresh) return tl::unexpected(fault_of(fresh.error()));
  auto response = status(*fresh ? 201 : 204);
  response.headers.push_back({"Location", url_of(context, request, call.queue)});
  return response;
}

Reply<http::Response> set_attributes(const Context& context, const Call& call, const http::Request& request,
                                     jobs::UserId user) {
  const auto visibility = visibility_in(request.body);
  if (!visibility) return tl::unexpected(visibility.error());
  const auto changed = *visibility ? context.store.queues().set_visibility(user, call.queue, **visibility)
                                   : context.store.queues().find(user, call.queue);
  if (!changed) return tl::unexpected(fault_of(changed.error()));
  return status(204);
}

Reply<http::Response> get_attributes(const Context& context, const Call& call, jobs::UserId user) {
  const auto queue = context.store.queues().find(user, call.queue);
  if (!queue) return tl::unexpected(fault_of(queue.error()));
  const auto depth = context.store.queues().depth(call.queue);
  if (!depth) return tl::unexpected(fault_of(depth.error()));
  return document(queue_document(*queue, *depth, context.options.retention));
}

Reply<http::Response> list(const Context& context, const http::Request& request, jobs::UserId user) {
  const std::string most_text = value_of(request, "x-mns-ret-number");
  const auto most = number_of(most_text.empty() ? "1000" : most_text, "x-mns-ret-number", 1, 1000);
  if (!most) return tl::unexpected(most.error());
  auto queues = context.store.queues().list(user, value_of(request, "x-mns-prefix"));
  if (!queues) return tl::unexpected(fault_of(queues.error()));
  const std::string marker = value_of(request, "x-mns-marker");  // the last name of the page before
  const bool with_meta = value_of(request, "x-mns-with-meta") == "true";
  std::vector<ListedQueue> listed;
  std::string next;
  for (const auto& queue : *queues) {
    if (queue.name <= marker) continue;
    if (listed.size() == static_cast<std::size_t>(*most)) {
      next = listed.back().url.substr(listed.back().url.rfind('/') + 1);
      break;
    }
    listed.push_back(
        {url_of(context, request, queue.name), with_meta ? std::optional<jobs::Queue>{queue} : std::nullopt});
  }
  return document(queues_document(listed, next, context.options.retention));
}

Reply<http::Response> remove(const Context& context, const Call& call, jobs::UserId user) {
  const auto removed = context.store.queues().remove(user, call.queue);
  if (!removed) return tl::unexpected(fault_of(removed.error()));
  return status(204);
}

}  // namespace

std::string base_url(const Context& context, const http::Request& request) {
  std::string url =
      context.options.public_url.empty() ? "http://" + request.host() : context.options.public_url;
  while (url.ends_with('/')) url.pop_back();
  return url;
}

Reply<http::Response> answer_queue(const Context& context, const Call& call, const http::Request& request,
                                   jobs::UserId user) {
  switch (call.action) {
    case Action::kListQueue:
      return list(context, request, user);
    case Action::kCreateQueue:
      return create(context, call, request, user);
    case Action::kGetQueueAttributes:
      return get_attributes(context, call, user);
    case Action::kSetQueueAttributes:
      return set_attributes(context, call, request, user);
    case Action::kDeleteQueue:
      return remove(context, call, user);
    default:
      return refuse(FaultKind::kInvalidUrl);
  }
}

}  // namespace smarttag::callbacks::mns
