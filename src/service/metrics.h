// What /metrics tells: numbers of the service in Prometheus' text format.
#pragma once

#include <string>
#include <vector>

#include <prometheus/metric_family.h>

#include "api/call_counters.h"
#include "jobs/store.h"

namespace smarttag::service {

// The content type of the text below (exposition format 0.0.4).
inline constexpr const char* kMetricsType = "text/plain; version=0.0.4; charset=utf-8";

// One family with its samples; labels as pairs. Names follow Prometheus' conventions: the unit last, totals
// of counters end in _total.
class Family {
 public:
  Family(std::string name, std::string help, prometheus::MetricType type);
  Family& add(std::vector<prometheus::ClientMetric::Label> labels, double value);
  prometheus::MetricFamily take() { return std::move(family_); }

 private:
  prometheus::MetricFamily family_;
};

// Jobs by state, deliveries by channel and status, and the age of the oldest waiting job, as the store counts
// them; quick however many there are.
Result<std::vector<prometheus::MetricFamily>> store_metrics(jobs::Store& store, Time now);

// Calls by action and code, and how long they took.
std::vector<prometheus::MetricFamily> call_metrics(const std::vector<api::CallCount>& calls);

std::string to_text(const std::vector<prometheus::MetricFamily>& families);

}  // namespace smarttag::service
