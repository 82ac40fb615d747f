#include "callbacks/mns/routes.h"

#include <memory>
#include <utility>

#include "callbacks/mns/calls.h"
#include "callbacks/mns/documents.h"
#include "callbacks/mns/signature.h"

namespace smarttag::callbacks::mns {
namespace {

http::Response fault_response(const Fault& fault, const http::Request& request) {
  http::Response response;
  response.status = row(fault.kind).status;
  const auto* host = request.header("host");
  response.body = error_document(fault, request.id, host == nullptr ? "" : *host);
  return response;
}

boost::asio::awaitable<Reply<http::Response>> checked_answer(const Context& context,
                                                             const http::Request& request) {
  const auto call = call_of(request);
  if (!call) co_return tl::unexpected(call.error());
  const auto who = authenticate(request, context.store.accounts(), context.options.clock->now());
  if (!who) co_return tl::unexpected(who.error());
  if (context.options.granted && !context.options.granted(who->user.id))
    co_return refuse(FaultKind::kTooManyRequests);
  if (!context.options.permitted(*who, permission_of(call->action), request.remote))
    co_return refuse(FaultKind::kAccessDenied);
  co_return co_await answer(context, *call, request, who->user.id);
}

boost::asio::awaitable<http::Response> handle(std::shared_ptr<const Context> context, http::Request request) {
  auto reply = co_await checked_answer(*context, request);
  http::Response response = reply ? *std::move(reply) : fault_response(reply.error(), request);
  response.content_type = "text/xml;charset=UTF-8";
  response.headers.push_back({"x-mns-request-id", request.id});
  response.headers.push_back({"x-mns-version", "2015-06-06"});
  co_return response;
}

}  // namespace

std::vector<http::Route> mns_routes(jobs::Store& store, const MnsOptions& options) {
  const auto context =
      std::make_shared<const Context>(Context{store, options, Receipts(store.derived_key("receipts"))});
  const http::Handler handler = [context](http::Request request) {
    return handle(context, std::move(request));
  };
  return {{"/queues", handler}, {"/queues/", handler}};
}

}  // namespace smarttag::callbacks::mns
