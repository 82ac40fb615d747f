// An endpoint with operations of its own, on a real store, for tests.
#pragma once

#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include "access/policy.h"
#include "api/endpoint.h"
#include "api/operations/testing/operation_test.h"
#include "api/testing/signed_request.h"
#include "jobs/nonces/file_nonces.h"

namespace smarttag::api::testing {

// Says what it was given; its parameter Fail chooses how it fails.
inline Result<results::Json> repeat(const Call& call) {
  const auto fail_as = call.parameters.value("Fail", std::string());
  if (fail_as == "throw") throw std::runtime_error("secret detail");
  if (fail_as == "odd") throw 7;
  if (fail_as == "missing") return fail(ErrorKind::kNotFound, "There is no such job.");
  if (fail_as == "store")
    return fail(ErrorKind::kStoreFailed, "The database is busy. Try again.", "disk I/O");
  return results::Json{{"User", call.caller.user_name}, {"Said", call.parameters}};
}

inline Result<results::Json> thread_of(const Call& /*call*/) {
  return results::Json{{"Thread", std::to_string(std::hash<std::thread::id>()(std::this_thread::get_id()))}};
}

// A result of the blob "large-result", as large as the parameter Bytes says.
inline Result<results::Json> stored_text(const Call& call) {
  const auto bytes = call.parameters.value("Bytes", std::int64_t{0});
  return results::Json{{"Data", call.texts.add({{"large-result", 0, bytes, ""}})}, {"More", "<&>"}};
}

// Where calls of SlowGate wait until it is opened.
struct Gate {
  std::mutex mutex;
  std::condition_variable changed;
  int waiting = 0;
  bool open = false;
};
inline Gate& gate() {
  static Gate the_gate;
  return the_gate;
}

inline Result<results::Json> wait_at_gate(const Call& /*call*/) {
  std::unique_lock lock(gate().mutex);
  ++gate().waiting;
  gate().changed.notify_all();
  gate().changed.wait(lock, [] { return gate().open; });
  return results::Json::object();
}

inline std::span<const Operation> own_operations() {
  static const std::vector<Operation> all{
      {"RepeatWords",
       "Says it again.",
       {{"JobId", FieldType::kText, true},
        {"PageSize", FieldType::kInteger},
        {"Fail"},
        {"Input", FieldType::kObject, false, {}, {{"Type"}, {"Media"}}},
        {"Tags", FieldType::kList}},
       {{"User"}, {"Said", FieldType::kObject}},
       &repeat},
      {"SlowThread", "Says where it ran.", {}, {{"Thread"}}, &thread_of, true},
      {"StoredText",
       "Says what is kept.",
       {{"Bytes", FieldType::kInteger}},
       {{"Data"}, {"More"}},
       &stored_text},
      {"SlowGate", "Waits until it is let through.", {}, {}, &wait_at_gate, true},
      {"WritingThread", "Says where it ran.", {}, {{"Thread"}}, &thread_of, false, true}};
  return all;
}

class EndpointTest : public OperationTest {
 protected:
  explicit EndpointTest(std::int64_t calls_per_second = 0, const jobs::NonceLimits& nonces = {})
      : nonces_(must(jobs::FileNonces::open({}, clock_, nonces))),
        endpoint_({*store_, clock_, settings_, *inputs_, faces_}, own_operations(), *nonces_,
                  {calls_per_second, 2, 2, 2, 1}),
        handler_(endpoint_.handler()) {
    ada_ = new_key("ada", std::string(access::kEverything));
  }

  Key new_key(const std::string& user, const std::string& policies, const std::string& narrowed = {}) {
    const auto made = must(store_->accounts().create_user(user, policies));
    const auto credential = must(store_->accounts().create_key(made.id, narrowed));
    return {credential.key.id, credential.secret};
  }

  http::Response send(http::Request request) {
    boost::asio::io_context context;
    auto answer = boost::asio::co_spawn(context, handler_(std::move(request)), boost::asio::use_future);
    context.run();
    return answer.get();
  }

  http::Response ask(const std::map<std::string, std::string>& query) {
    return send(v3_request(ada_, clock_.now(), "RepeatWords", query));
  }

  // "404 ResourceNotFound", "200".
  static std::string outcome(const http::Response& response) {
    const auto json = results::parse(response.body);
    const std::string code = json ? json->value("Code", std::string()) : response.body;
    return std::to_string(response.status) + (code.empty() ? "" : " " + code);
  }

  std::unique_ptr<jobs::FileNonces> nonces_;
  Endpoint endpoint_;
  http::Handler handler_;
  Key ada_;
};

}  // namespace smarttag::api::testing
