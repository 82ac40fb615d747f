// Loads a running service with signed calls at a given rate, and tells how long they took. A call's time runs
// from the moment at which it was due, so that a server which falls behind does not look better for it
// ("coordinated omission").
#include <algorithm>
#include <chrono>
#include <iostream>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <spdlog/fmt/fmt.h>
#include <CLI/CLI.hpp>

#include "api/testing/signed_request.h"
#include "http/testing/raw_client.h"
#include "jobs/identifier.h"
#include "results/json.h"

namespace smarttag::api {
namespace {

using http::testing::RawClient;
using Parameters = std::map<std::string, std::string>;
using Steady = std::chrono::steady_clock;

struct Options {
  std::uint16_t port = 0;
  testing::Key key;
  std::string job;
  int connections = 64;
  int idle = 0;
  int fill = 0;
  double warm_up = 5;
  double seconds = 10;
  double queries = 2000;
  double submissions = 500;
};

std::string call_bytes(const testing::Key& key, const std::string& action, const Parameters& parameters) {
  auto request = testing::v3_request(key, system_clock().now(), action, parameters);
  for (auto& header : request.headers)
    if (header.name == "x-acs-signature-nonce") header.value = jobs::random_id();
  testing::sign_v3(request, key);
  std::string bytes = "POST /?" + request.query + " HTTP/1.1\r\nContent-Length: 0\r\n";
  for (const auto& header : request.headers) bytes += header.name + ": " + header.value + "\r\n";
  return bytes + "\r\n";
}

results::Json called(RawClient& client, const testing::Key& key, const std::string& action,
                     const Parameters& parameters) {
  const auto answer = client.ask(call_bytes(key, action, parameters));
  const auto json = results::parse(answer.body);
  if (answer.status != 200 || !json) throw std::runtime_error(action + ": " + answer.header + answer.body);
  return *json;
}

Parameters submission(const std::string& pipeline) {
  return {{"Input", R"({"Type":"URL","Media":"http://media.example/film.mp4"})"},
          {"Title", "load"},
          {"Params", R"({"needOcrData":true})"},
          {"ScheduleConfig", R"({"PipelineId":")" + pipeline + R"("})"}};
}

// One kind of call over some connections.
struct Stream {
  std::string action;
  Parameters parameters;
  int connections;
  double rate;  // calls a second over all connections; 0: as fast as it goes
  int most;     // calls in all; 0: until the time is over
};

class Timings {
 public:
  void add(double milliseconds, bool good) {
    const std::lock_guard lock(mutex_);
    (good ? times_ : bad_).push_back(milliseconds);
  }
  std::string text(const std::string& name, double seconds) {
    std::sort(times_.begin(), times_.end());
    if (times_.empty()) return fmt::format("{:<18} no call succeeded", name);
    const auto at = [&](double share) {
      return times_[std::min(times_.size() - 1,
                             static_cast<std::size_t>(share * static_cast<double>(times_.size())))];
    };
    return fmt::format("{:<18} {:>7.0f}/s  failed {}  p50 {:.2f} ms  p99 {:.2f} ms  max {:.1f} ms", name,
                       static_cast<double>(times_.size()) / seconds, bad_.size(), at(0.5), at(0.99),
                       times_.back());
  }

 private:
  std::mutex mutex_;
  std::vector<double> times_, bad_;
};

struct Span {
  Steady::time_point start, measured, end;  // calls that are due before `measured` warm the service up
};

void run_connection(const Options& options, const Stream& stream, int number, const Span& span,
                    Timings& timings) {
  RawClient client(options.port);
  const std::chrono::duration<double> apart{stream.rate > 0 ? stream.connections / stream.rate : 0};
  auto due = span.start + std::chrono::duration_cast<Steady::duration>(apart * number / stream.connections);
  for (int i = 0; stream.most > 0 ? i < stream.most / stream.connections : due < span.end; ++i) {
    const auto bytes = call_bytes(options.key, stream.action, stream.parameters);
    if (stream.rate > 0) {
      std::this_thread::sleep_until(due);
    } else {
      due = Steady::now();
    }
    const auto answer = client.ask(bytes);
    if (due >= span.measured)
      timings.add(std::chrono::duration<double, std::milli>(Steady::now() - due).count(),
                  answer.status == 200);
    due += std::chrono::duration_cast<Steady::duration>(apart);
  }
}

void run(const Options& options, const std::vector<Stream>& streams, double warm_up) {
  const auto seconds = [](double s) {
    return std::chrono::duration_cast<Steady::duration>(std::chrono::duration<double>(s));
  };
  std::vector<Timings> timings(streams.size());
  const auto start = Steady::now();
  const Span span{start, start + seconds(warm_up), start + seconds(warm_up + options.seconds)};
  {
    std::vector<std::jthread> threads;
    for (std::size_t s = 0; s < streams.size(); ++s)
      for (int c = 0; c < streams[s].connections; ++c)
        threads.emplace_back([&, s, c] { run_connection(options, streams[s], c, span, timings[s]); });
  }
  const double took = std::chrono::duration<double>(Steady::now() - span.measured).count();
  for (std::size_t s = 0; s < streams.size(); ++s)
    std::cout << timings[s].text(streams[s].action, took) << std::endl;
}

void load(const Options& options) {
  RawClient first(options.port);
  // A pipeline that starts nothing: what is measured is the service, not the analyses.
  const auto made = called(first, options.key, "CreatePipeline", {{"Name", "load"}, {"Speed", "Standard"}});
  const auto pipeline = made["Pipeline"]["PipelineId"].get<std::string>();
  called(first, options.key, "UpdatePipeline", {{"PipelineId", pipeline}, {"Status", "Paused"}});
  const auto job =
      !options.job.empty()
          ? options.job
          : called(first, options.key, "SubmitSmarttagJob", submission(pipeline))["JobId"].get<std::string>();
  if (options.fill > 0)
    run(options, {{"SubmitSmarttagJob", submission(pipeline), options.connections, 0, options.fill}}, 0);
  std::vector<std::unique_ptr<RawClient>> idle;
  idle.reserve(static_cast<std::size_t>(options.idle));
  for (int i = 0; i < options.idle; ++i) idle.push_back(std::make_unique<RawClient>(options.port));
  const int writers = options.submissions > 0 ? std::max(1, options.connections / 4) : 0;
  std::vector<Stream> streams;
  if (options.queries > 0)
    streams.push_back(
        {"QuerySmarttagJob", {{"JobId", job}}, options.connections - writers, options.queries, 0});
  if (writers > 0)
    streams.push_back({"SubmitSmarttagJob", submission(pipeline), writers, options.submissions, 0});
  run(options, streams, options.warm_up);
  for (const auto& connection : idle)
    if (connection->ask(http::testing::get("/healthz")).status != 200)
      throw std::runtime_error("an idle connection was not held");
  if (!idle.empty()) std::cout << idle.size() << " idle connections were held" << std::endl;
}

}  // namespace
}  // namespace smarttag::api

int main(int argc, char** argv) {
  smarttag::api::Options options;
  CLI::App app{
      "Loads a running service with signed calls; the key must be that of a user who may do everything."};
  app.add_option("PORT", options.port, "on 127.0.0.1")->required();
  app.add_option("KEY", options.key.id, "AccessKeyId")->required();
  app.add_option("SECRET", options.key.secret, "AccessKeySecret")->required();
  app.add_option("--job", options.job, "the job that is asked for [one that waits]");
  app.add_option("--connections", options.connections, "at once [64]");
  app.add_option("--idle", options.idle, "connections that do nothing [0]");
  app.add_option("--fill", options.fill, "jobs to submit first, as fast as it goes [0]");
  app.add_option("--warm-up", options.warm_up, "seconds of calls before those that count [5]");
  app.add_option("--seconds", options.seconds, "how long [10]");
  app.add_option("--queries", options.queries, "QuerySmarttagJob a second [2000]");
  app.add_option("--submissions", options.submissions, "SubmitSmarttagJob a second [500]");
  CLI11_PARSE(app, argc, argv);
  try {
    smarttag::api::load(options);
  } catch (const std::exception& e) {
    std::cerr << e.what() << std::endl;
    return 1;
  }
  return 0;
}
