// What each call of the protocol does, once it is known who calls and that they may.
#pragma once

#include "callbacks/mns/call.h"
#include "callbacks/mns/fault.h"
#include "callbacks/mns/receipts.h"
#include "callbacks/mns/routes.h"
#include "http/message.h"  // awaitable
#include "jobs/store.h"

namespace smarttag::callbacks::mns {

struct Context {
  jobs::Store& store;
  MnsOptions options;
  Receipts receipts;
};

// The call of this user; the queue is theirs or QueueNotExist. References outlive the coroutine.
boost::asio::awaitable<Reply<http::Response>> answer(const Context& context, const Call& call,
                                                     const http::Request& request, jobs::UserId user);

// The parts of it.
Reply<http::Response> answer_queue(const Context& context, const Call& call, const http::Request& request,
                                   jobs::UserId user);
boost::asio::awaitable<Reply<http::Response>> receive(const Context& context, const Call& call,
                                                      const jobs::Queue& queue);
Reply<http::Response> delete_messages(const Context& context, const Call& call, const http::Request& request,
                                      const jobs::Queue& queue);
Reply<http::Response> change_visibility(const Context& context, const Call& call, const jobs::Queue& queue);

// "http://host", without a slash at its end.
std::string base_url(const Context& context, const http::Request& request);

}  // namespace smarttag::callbacks::mns
