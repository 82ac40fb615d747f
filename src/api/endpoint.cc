#include "api/endpoint.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>

#include <spdlog/spdlog.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/gatekeeper.h"
#include "api/protocol/answer.h"
#include "api/stored/stored_body.h"

namespace smarttag::api {
namespace {

namespace asio = boost::asio;
using results::Json;

// How many slow operations each user has at work: they wait for servers that the user names, and so may take
// as long as that user likes. Thread-safe.
class SlowCalls {
 public:
  explicit SlowCalls(int most) : most_(most) {}

  bool begin(jobs::UserId user) {
    const std::lock_guard lock(mutex_);
    int& running = running_[user];
    if (running >= most_) return false;
    ++running;
    return true;
  }

  void end(jobs::UserId user) {
    const std::lock_guard lock(mutex_);
    if (--running_[user] == 0) running_.erase(user);
  }

 private:
  const int most_;
  std::mutex mutex_;
  std::unordered_map<jobs::UserId, int> running_;
};

Failure too_many_slow_calls() {
  auto refused =
      failure(Fault::kThrottled,
              "Too many of your calls are waiting for other servers. Try again when one has finished.");
  refused.headers.emplace_back("x-acs-retry-after", "1000");
  return refused;
}

// A request on its way through the endpoint.
struct Passage {
  explicit Passage(http::Request sent) : request(std::move(sent)) {}

  http::Request request;
  std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
  bool xml = false;
  std::string_view action = "unknown";
  std::string_view user = "-";
  std::optional<Admitted> admitted{};
  StoredTexts texts{};
};

Escaping escaping_of(const Passage& passage) { return passage.xml ? Escaping::kXml : Escaping::kJson; }

// GCC 12 inlines the making of the frame, but not its operator new, and so warns of a mismatch that is none.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
asio::awaitable<Result<std::string>> read_on(StoredBody& body) { co_return body.next(); }

// Reads an answer's stored texts on threads that may wait for the disk.
class StoredStream final : public http::BodyStream {
 public:
  StoredStream(StoredBody body, asio::thread_pool& threads) : body_(std::move(body)), threads_(threads) {}

  asio::awaitable<Result<std::string>> read() {
    auto away = read_on(body_);  // named, as GCC 12 destroys temporaries in the operand of co_await twice
    co_return co_await asio::co_spawn(threads_.get_executor(), std::move(away), asio::use_awaitable);
  }
  asio::awaitable<std::string> next() override {
    auto piece = co_await read();
    if (!piece) throw std::runtime_error(piece.error().client.text + " " + piece.error().log.text);
    co_return *std::move(piece);
  }
  bool ended() const { return body_.ended(); }

 private:
  StoredBody body_;
  asio::thread_pool& threads_;
};
#pragma GCC diagnostic pop

}  // namespace

struct Endpoint::State {
  State(const Services& services_of, std::span<const Operation> operations, jobs::NonceStore& nonces,
        const EndpointOptions& options)
      : services(services_of),
        rates(options.calls_per_second, services.clock),
        gatekeeper(operations, services.store.accounts(), nonces, rates, services.clock),
        slow_calls(std::max(options.slow_for_user, 1)),
        slow(static_cast<std::size_t>(std::max(options.slow_threads, 1))),
        writing(static_cast<std::size_t>(std::max(options.writing_threads, 1))),
        reading(static_cast<std::size_t>(std::max(options.reading_threads, 1))) {}

  asio::awaitable<http::Response> answer(http::Request request);
  asio::awaitable<Checked<Json>> run_away(Passage& passage);
  asio::awaitable<Checked<Json>> run_elsewhere(Passage& passage);
  Checked<Json> admit(Passage& passage);
  Checked<Json> run(Passage& passage);
  asio::awaitable<http::Response> respond(Passage& passage, const Checked<Json>& outcome);
  asio::awaitable<Checked<http::Response>> with_texts(Passage& passage, http::Response response);
  void count(const Passage& passage, std::string_view code);

  Services services;
  access::Rates rates;
  Gatekeeper gatekeeper;
  CallCounters counters;
  SlowCalls slow_calls;
  asio::thread_pool slow;
  asio::thread_pool writing;
  asio::thread_pool reading;  // stored texts
};

// Fills the passage; the value says nothing but that all is well.
Checked<Json> Endpoint::State::admit(Passage& passage) {
  try {
    auto parameters = read_parameters(passage.request);
    passage.xml = wants_xml(passage.request, parameters.value_or(Parameters{}));
    if (!parameters) return tl::unexpected(std::move(parameters).error());
    const auto operation = gatekeeper.operation(passage.request, *parameters);
    if (!operation) return tl::unexpected(operation.error());
    passage.action = (*operation)->name;
    auto admitted = gatekeeper.admit(**operation, passage.request, *parameters);
    if (!admitted) return tl::unexpected(std::move(admitted).error());
    passage.admitted = *std::move(admitted);
    passage.user = passage.admitted->caller.user_name;
    return Json();
  } catch (const std::exception& e) {
    spdlog::error("api checks failed id={}: {}", passage.request.id, e.what());
  } catch (...) {
    spdlog::error("api checks failed id={}: an exception of unknown type", passage.request.id);
  }
  return fails(Fault::kInternal);
}

Checked<Json> Endpoint::State::run(Passage& passage) {
  const Admitted& call = *passage.admitted;
  try {
    auto answer = call.operation->run({call.caller, call.parameters, services, passage.texts});
    if (answer) return *std::move(answer);
    const Error& error = answer.error();
    if (row(error.kind).http_status >= 500)
      spdlog::error("api action={} id={} {}: {} {}", passage.action, passage.request.id, row(error.kind).name,
                    error.client.text, error.log.text);
    Failure refused = failure(error);
    if (error.kind == ErrorKind::kConflict && !call.operation->conflict.empty())
      refused.code = call.operation->conflict;
    return tl::unexpected(std::move(refused));
  } catch (const std::exception& e) {
    spdlog::error("api action={} id={} failed: {}", passage.action, passage.request.id, e.what());
  } catch (...) {
    spdlog::error("api action={} id={} failed: an exception of unknown type", passage.action,
                  passage.request.id);
  }
  return fails(Fault::kInternal);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"  // as above
asio::awaitable<Checked<Json>> Endpoint::State::run_away(Passage& passage) { co_return run(passage); }

// On threads of its own kind, where it does not hold up others.
asio::awaitable<Checked<Json>> Endpoint::State::run_elsewhere(Passage& passage) {
  const bool is_slow = passage.admitted->operation->slow;
  const auto user = passage.admitted->caller.user;
  if (is_slow && !slow_calls.begin(user)) co_return tl::unexpected(too_many_slow_calls());
  asio::thread_pool& threads = is_slow ? slow : writing;
  // Named, as GCC 12 destroys temporaries in the operand of co_await twice.
  auto away = run_away(passage);
  auto outcome = co_await asio::co_spawn(threads.get_executor(), std::move(away), asio::use_awaitable);
  if (is_slow) slow_calls.end(user);
  co_return outcome;
}

// Puts the stored texts into the answer: all of them when they are small, else as many as the first piece
// holds, and the rest as it is sent. What cannot be read at once is still a refusal.
asio::awaitable<Checked<http::Response>> Endpoint::State::with_texts(Passage& passage,
                                                                     http::Response response) {
  StoredBody body(std::move(response.body), std::move(passage.texts), services.store.blobs(),
                  escaping_of(passage));
  const auto stream = std::make_shared<StoredStream>(std::move(body), reading);
  auto first = co_await stream->read();
  if (!first) {
    spdlog::error("api action={} id={}: {} {}", passage.action, passage.request.id, first.error().client.text,
                  first.error().log.text);
    co_return tl::unexpected(failure(first.error()));
  }
  response.body = *std::move(first);
  if (!stream->ended()) response.rest = stream;
  co_return response;
}

asio::awaitable<http::Response> Endpoint::State::respond(Passage& passage, const Checked<Json>& outcome) {
  Checked<http::Response> response = tl::unexpected(Failure{});
  if (outcome)
    response = success(*outcome, passage.action, passage.request.id, passage.xml);
  else
    response = tl::unexpected(outcome.error());
  if (response && !passage.texts.empty()) {
    http::Response marked = *std::move(response);  // named, as above
    response = co_await with_texts(passage, std::move(marked));
  }
  count(passage, response ? "OK" : std::string_view(response.error().code));
  if (response) co_return *std::move(response);
  co_return refusal(response.error(), passage.request.id, passage.request.host(), passage.xml);
}

void Endpoint::State::count(const Passage& passage, std::string_view code) {
  const auto took = std::chrono::steady_clock::now() - passage.begun;
  counters.add(passage.action, code, took);
  spdlog::info("api action={} code={} user={} ms={:.1f} id={}", passage.action, code, passage.user,
               std::chrono::duration<double, std::milli>(took).count(), passage.request.id);
}

asio::awaitable<http::Response> Endpoint::State::answer(http::Request request) {
  Passage passage(std::move(request));
  Checked<Json> outcome = admit(passage);
  const Operation* operation = outcome ? passage.admitted->operation : nullptr;
  if (operation != nullptr && (operation->slow || operation->writes)) {
    auto elsewhere = run_elsewhere(passage);
    outcome = co_await std::move(elsewhere);
  } else if (operation != nullptr) {
    outcome = run(passage);
  }
  co_return co_await respond(passage, outcome);
}
#pragma GCC diagnostic pop

Endpoint::Endpoint(const Services& services, std::span<const Operation> operations, jobs::NonceStore& nonces,
                   const EndpointOptions& options)
    : state_(std::make_unique<State>(services, operations, nonces, options)) {}

Endpoint::~Endpoint() { stop(); }

http::Handler Endpoint::handler() {
  return [state = state_.get()](http::Request request) { return state->answer(std::move(request)); };
}

const CallCounters& Endpoint::counters() const { return state_->counters; }

void Endpoint::stop() {
  state_->slow.join();
  state_->writing.join();
  state_->reading.join();
}

}  // namespace smarttag::api
