// 100,000 requests that nobody should send: no crash, and never an answer that blames the server.
#include <spdlog/spdlog.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include "access/policy.h"
#include "api/endpoint.h"
#include "api/fuzz/mutation.h"
#include "api/operations/testing/operation_test.h"
#include "api/testing/signed_request.h"
#include "http/testing/scratch_server.h"
#include "jobs/nonces/file_nonces.h"

namespace smarttag::api {
namespace {

using http::Request;
using testing::Key;

class Fuzz : public OperationTest {
 protected:
  Fuzz()
      : nonces_(must(jobs::FileNonces::open({}, clock_))),
        endpoint_({*store_, clock_, settings_, *inputs_, faces_}, operations(), *nonces_, {0, 2, 2}),
        handler_(endpoint_.handler()) {
    spdlog::set_level(spdlog::level::off);
    const auto user = must(store_->accounts().create_user("ada", std::string(access::kEverything)));
    const auto credential = must(store_->accounts().create_key(user.id, ""));
    key_ = {credential.key.id, credential.secret};
  }
  ~Fuzz() override { spdlog::set_level(spdlog::level::info); }

  http::Response send(const Request& request) {
    context_.restart();
    auto answer = boost::asio::co_spawn(context_, handler_(request), boost::asio::use_future);
    context_.run();
    return answer.get();
  }

  void expect_no_fault(const Request& request, int number) {
    const auto response = send(request);
    ++statuses_[response.status];
    if (response.status >= 500)
      ADD_FAILURE() << "request " << number << ": " << request.method << " ?" << request.query << " ["
                    << request.body << "] -> " << response.body;
  }

  // A call that is signed, so that it gets as far as its operation.
  Request signed_call(Mutation& mutation) {
    const std::vector<Operation> all(operations().begin(), operations().end());
    const Operation& operation = mutation.one_of(all);
    std::map<std::string, std::string> query;
    for (const Field& field : operation.request)
      if (field.required) query[std::string(field.name)] = mutation.value();
    for (std::size_t count = mutation.below(5); count > 0; --count)
      query[mutation.name(operation)] = mutation.value();
    std::string body;
    const bool form = mutation.once_in(4);
    if (form) body = testing::query_of(query);
    Request request = testing::v3_request(key_, clock_.now(), std::string(operation.name),
                                          form ? std::map<std::string, std::string>{} : query, body);
    if (mutation.once_in(8)) {
      request.body =
          mutation.once_in(2) ? mutation.value() : mutation.damaged(R"({"JobId":"x","Input":{"Type":1}})");
      request.headers.push_back({"content-type", "application/json"});
      testing::sign_v3(request, key_);
    }
    return request;
  }

  // Any part of a good call is damaged after it was signed.
  static Request damaged(Request request, Mutation& mutation) {
    switch (mutation.below(5)) {
      case 0:
        request.query = mutation.damaged(request.query);
        break;
      case 1:
        request.body = mutation.bytes(200);
        break;
      case 2:
        request.method = mutation.damaged(request.method);
        break;
      case 3:
        request.headers.erase(request.headers.begin() +
                              static_cast<long>(mutation.below(request.headers.size())));
        break;
      default: {
        std::string& value = request.headers[mutation.below(request.headers.size())].value;
        value = mutation.once_in(4) ? mutation.bytes(100) : mutation.damaged(value);
      }
    }
    return request;
  }

  std::unique_ptr<jobs::FileNonces> nonces_;
  Endpoint endpoint_;
  http::Handler handler_;
  Key key_;
  boost::asio::io_context context_;
  std::map<int, int> statuses_;
};

TEST_F(Fuzz, SignedCallsWithAnyParameters) {
  Mutation mutation(1);
  for (int i = 0; i < 60'000; ++i) expect_no_fault(signed_call(mutation), i);
  EXPECT_GT(statuses_[200], 1000) << "some get through";
  EXPECT_GT(statuses_[400], 10'000);
}

TEST_F(Fuzz, DamagedCalls) {
  Mutation mutation(2);
  for (int i = 0; i < 30'000; ++i) expect_no_fault(damaged(signed_call(mutation), mutation), i);
  EXPECT_GT(statuses_[403], 1000);
}

TEST_F(Fuzz, CallsOfV2AndNoise) {
  Mutation mutation(3);
  for (int i = 0; i < 8'000; ++i) {
    Request request =
        testing::v2_request(key_, clock_.now(), "QuerySmarttagJob", {{"JobId", mutation.value()}});
    if (mutation.once_in(2)) request = damaged(std::move(request), mutation);
    if (mutation.once_in(10)) request = {"POST", "/", mutation.bytes(300), {}, mutation.bytes(300), "", ""};
    expect_no_fault(request, i);
  }
}

// The same through sockets, where the bytes need not be HTTP at all.
TEST_F(Fuzz, BytesOnTheWire) {
  const auto server = http::testing::serve({}, {{"/", handler_}});
  Mutation mutation(4);
  for (int i = 0; i < 2'000; ++i) {
    const Request request = signed_call(mutation);
    std::string bytes = "POST /?" + request.query + " HTTP/1.1\r\n";
    for (const auto& header : request.headers) bytes += header.name + ": " + header.value + "\r\n";
    bytes += "Content-Length: " + std::to_string(request.body.size()) + "\r\n\r\n" + request.body;
    http::testing::RawClient client(server->port());
    const bool sent = client.send(mutation.once_in(10) ? mutation.bytes(500) : mutation.damaged(bytes));
    if (!sent) continue;  // refused before the last byte
    boost::system::error_code error;
    client.socket().shutdown(http::testing::RawClient::Socket::shutdown_send, error);
    EXPECT_LT(client.receive().status, 500) << i;
  }
  http::testing::RawClient client(server->port());
  EXPECT_EQ(client.ask(http::testing::get("/")).status, 400) << "it still answers";
  server->stop(std::chrono::seconds{1});
}

}  // namespace
}  // namespace smarttag::api
