#include "api/endpoint.h"

#include <algorithm>
#include <optional>

#include <spdlog/spdlog.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/gatekeeper.h"
#include "api/protocol/answer.h"

namespace smarttag::api {
namespace {

namespace asio = boost::asio;
using results::Json;

// A request on its way through the endpoint.
struct Passage {
  explicit Passage(http::Request sent) : request(std::move(sent)) {}

  http::Request request;
  std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
  bool xml = false;
  std::string_view action = "unknown";
  std::string_view user = "-";
  std::optional<Admitted> admitted{};
};

std::string host_of(const http::Request& request) {
  const std::string* host = request.header("host");
  return host == nullptr ? std::string() : *host;
}

}  // namespace

struct Endpoint::State {
  State(const Services& services_of, std::span<const Operation> operations, jobs::NonceStore& nonces,
        const EndpointOptions& options)
      : services(services_of),
        rates(options.calls_per_second, services.clock),
        gatekeeper(operations, services.store.accounts(), nonces, rates, services.clock),
        slow(static_cast<std::size_t>(std::max(options.slow_threads, 1))),
        writing(static_cast<std::size_t>(std::max(options.writing_threads, 1))) {}

  asio::awaitable<http::Response> answer(http::Request request);
  asio::awaitable<Checked<Json>> run_away(const Passage& passage);
  Checked<Json> admit(Passage& passage);
  Checked<Json> run(const Passage& passage);
  http::Response finish(const Passage& passage, const Checked<Json>& outcome);

  Services services;
  access::Rates rates;
  Gatekeeper gatekeeper;
  CallCounters counters;
  asio::thread_pool slow;
  asio::thread_pool writing;
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

Checked<Json> Endpoint::State::run(const Passage& passage) {
  const Admitted& call = *passage.admitted;
  try {
    auto answer = call.operation->run({call.caller, call.parameters, services});
    if (answer) return *std::move(answer);
    const Error& error = answer.error();
    if (row(error.kind).http_status >= 500)
      spdlog::error("api action={} id={} {}: {} {}", passage.action, passage.request.id, row(error.kind).name,
                    error.client.text, error.log.text);
    return tl::unexpected(failure(error));
  } catch (const std::exception& e) {
    spdlog::error("api action={} id={} failed: {}", passage.action, passage.request.id, e.what());
  } catch (...) {
    spdlog::error("api action={} id={} failed: an exception of unknown type", passage.action,
                  passage.request.id);
  }
  return fails(Fault::kInternal);
}

// GCC 12 inlines the making of the frame, but not its operator new, and so warns of a mismatch that is none.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
asio::awaitable<Checked<Json>> Endpoint::State::run_away(const Passage& passage) { co_return run(passage); }

http::Response Endpoint::State::finish(const Passage& passage, const Checked<Json>& outcome) {
  http::Response response =
      outcome ? success(*outcome, passage.action, passage.request.id, passage.xml)
              : refusal(outcome.error(), passage.request.id, host_of(passage.request), passage.xml);
  const std::string_view code = outcome ? "OK" : std::string_view(outcome.error().code);
  const auto took = std::chrono::steady_clock::now() - passage.begun;
  counters.add(passage.action, code, took);
  spdlog::info("api action={} code={} user={} ms={:.1f} id={}", passage.action, code, passage.user,
               std::chrono::duration<double, std::milli>(took).count(), passage.request.id);
  return response;
}

asio::awaitable<http::Response> Endpoint::State::answer(http::Request request) {
  Passage passage(std::move(request));
  Checked<Json> outcome = admit(passage);
  const Operation* operation = outcome ? passage.admitted->operation : nullptr;
  if (operation != nullptr && (operation->slow || operation->writes)) {
    asio::thread_pool& threads = operation->slow ? slow : writing;
    // Named, as GCC 12 destroys temporaries in the operand of co_await twice.
    auto away = run_away(passage);
    outcome = co_await asio::co_spawn(threads.get_executor(), std::move(away), asio::use_awaitable);
  } else if (operation != nullptr) {
    outcome = run(passage);
  }
  co_return finish(passage, outcome);
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
}

}  // namespace smarttag::api
