#include "service/health.h"

#include <functional>
#include <utility>

#include "service/metrics.h"

namespace smarttag::service {
namespace {

using prometheus::MetricType;

// Holds all it needs itself: it may run on another thread, after the caller's request and lambda are gone.
boost::asio::awaitable<http::Response> answered(std::function<http::Response()> answer,
                                                http::Request request) {
  if (request.method != "GET" && request.method != "HEAD")
    co_return http::Response{405, "text/plain", "Use GET.\n", {{"Allow", "GET, HEAD"}}};
  co_return answer();
}

http::Handler handler(std::function<http::Response()> answer) {
  return [answer = std::move(answer)](http::Request request) { return answered(answer, std::move(request)); };
}

std::vector<prometheus::MetricFamily> pool_metrics(const worker::PoolCounts& pool) {
  Family running("smarttag_analyses_running", "Jobs being processed by this process.", MetricType::Gauge);
  running.add({}, pool.running);
  Family ended("smarttag_analyses_total", "Finished attempts at jobs in this process, by outcome.",
               MetricType::Counter);
  const auto add = [&](const char* outcome, std::int64_t count) {
    ended.add({{"outcome", outcome}}, static_cast<double>(count));
  };
  add("done", pool.done);
  add("failed", pool.failed);
  add("lost", pool.lost);
  add("released", pool.released);
  return {running.take(), ended.take()};
}

}  // namespace

std::vector<http::Route> Health::routes() {
  return {{"/healthz", handler([] {
             return http::Response{200, "text/plain", "ok\n", {}};
           })},
          {"/readyz", handler([this] { return ready(); })},
          {"/metrics", handler([this] { return metrics(); })}};
}

void Health::watch(const http::Server& server, const api::CallCounters& calls) {
  const std::lock_guard lock(mutex_);
  server_ = &server;
  calls_ = &calls;
}

void Health::forget() {
  const std::lock_guard lock(mutex_);
  server_ = nullptr;
  calls_ = nullptr;
}

http::Response Health::ready() {
  const auto now = std::chrono::steady_clock::now();
  const std::lock_guard lock(ready_mutex_);
  if (ready_ && now - asked_ < kReadyFor) return *ready_;
  const auto written = store_.probe();
  ready_ = written ? http::Response{200, "text/plain", "ready\n", {}}
                   : http::Response{503, "text/plain", written.error().client.text + "\n", {}};
  asked_ = now;
  return *ready_;
}

http::Response Health::metrics() {
  auto families = store_metrics(store_, clock_.now());
  if (!families) return {503, "text/plain", families.error().client.text + "\n", {}};
  if (pool_ != nullptr)
    for (auto& family : pool_metrics(*pool_)) families->push_back(std::move(family));
  const std::lock_guard lock(mutex_);
  if (calls_ != nullptr)
    for (auto& family : call_metrics(calls_->all())) families->push_back(std::move(family));
  if (server_ != nullptr) {
    const auto load = server_->load();
    Family connections("smarttag_http_connections", "Open connections.", MetricType::Gauge);
    families->push_back(connections.add({}, static_cast<double>(load.connections)).take());
    Family requests("smarttag_http_requests_running", "Requests in progress.", MetricType::Gauge);
    families->push_back(requests.add({}, static_cast<double>(load.requests)).take());
  }
  return {200, kMetricsType, to_text(*families), {}};
}

}  // namespace smarttag::service
