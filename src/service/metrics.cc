#include "service/metrics.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <map>
#include <sstream>
#include <utility>

#include <prometheus/text_serializer.h>

namespace smarttag::service {
namespace {

std::string_view name_of(jobs::DeliveryStatus status) {
  switch (status) {
    case jobs::DeliveryStatus::kPending:
      return "pending";
    case jobs::DeliveryStatus::kDone:
      return "done";
    case jobs::DeliveryStatus::kGivenUp:
      return "given_up";
  }
  return "";
}

}  // namespace

Family::Family(std::string name, std::string help, prometheus::MetricType type)
    : family_{std::move(name), std::move(help), type, {}} {}

Family& Family::add(std::vector<prometheus::ClientMetric::Label> labels, double value) {
  prometheus::ClientMetric metric;
  metric.label = std::move(labels);
  if (family_.type == prometheus::MetricType::Counter) {
    metric.counter.value = value;
  } else {
    metric.gauge.value = value;
  }
  family_.metric.push_back(std::move(metric));
  return *this;
}

Result<std::vector<prometheus::MetricFamily>> store_metrics(jobs::Store& store, Time now) {
  const auto jobs = store.jobs().counts();
  if (!jobs) return tl::unexpected(jobs.error());
  // A state without jobs is told as 0: a series that comes and goes cannot be watched.
  std::map<jobs::JobState, double> by_state{{jobs::JobState::kSubmitted, 0},
                                            {jobs::JobState::kProcessing, 0},
                                            {jobs::JobState::kSuccess, 0},
                                            {jobs::JobState::kFail, 0}};
  for (const auto& count : *jobs) by_state[count.state] += static_cast<double>(count.jobs);
  Family states("smarttag_jobs", "Jobs in the store by state.", prometheus::MetricType::Gauge);
  for (const auto& [state, number] : by_state) states.add({{"state", std::string(name_of(state))}}, number);

  const auto deliveries = store.outbox().counts();
  if (!deliveries) return tl::unexpected(deliveries.error());
  Family told("smarttag_deliveries", "Callbacks in the store by channel and status.",
              prometheus::MetricType::Gauge);
  for (const auto& count : *deliveries)
    told.add({{"channel", count.channel}, {"status", std::string(name_of(count.status))}},
             static_cast<double>(count.deliveries));

  const auto oldest = store.jobs().oldest_waiting();
  if (!oldest) return tl::unexpected(oldest.error());
  const std::chrono::duration<double> waited = *oldest ? now - **oldest : std::chrono::milliseconds{0};
  Family age("smarttag_oldest_waiting_job_seconds", "Age of the oldest waiting job; 0 when none waits.",
             prometheus::MetricType::Gauge);
  age.add({}, std::max(0.0, waited.count()));
  return std::vector{states.take(), told.take(), age.take()};
}

std::vector<prometheus::MetricFamily> call_metrics(const std::vector<api::CallCount>& calls) {
  prometheus::MetricFamily family{"smarttag_api_call_seconds",
                                  "Calls of the API by action and code.",
                                  prometheus::MetricType::Histogram,
                                  {}};
  for (const auto& call : calls) {
    prometheus::ClientMetric metric;
    metric.label = {{"action", call.action}, {"code", call.code}};
    metric.histogram.sample_count = call.count;
    metric.histogram.sample_sum = call.seconds;
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < call.buckets.size(); ++i) {
      below += call.buckets[i];
      const double bound =
          i < api::kLatencyBounds.size() ? api::kLatencyBounds[i] : std::numeric_limits<double>::infinity();
      metric.histogram.bucket.push_back({below, bound});
    }
    family.metric.push_back(std::move(metric));
  }
  return {std::move(family)};
}

std::string to_text(const std::vector<prometheus::MetricFamily>& families) {
  std::ostringstream text;
  prometheus::TextSerializer().Serialize(text, families);
  return text.str();
}

}  // namespace smarttag::service
