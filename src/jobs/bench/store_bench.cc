// How fast the store takes, gives and finds jobs, with many in the table.
//   smarttag_jobs_bench STORE [JOBS] [THREADS] [SECONDS]
// STORE is a URL (sqlite:FOLDER) on the disk to measure and must be empty; JOBS (100000) are put there first;
// THREADS (64) submit at once, or ask for jobs by their id, for SECONDS (5) each. Prints rates and latencies,
// one line for each measurement.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <functional>
#include <thread>
#include <vector>

#include "jobs/databases/open_store.h"

namespace {

using namespace smarttag;
using namespace smarttag::jobs;
using Steady = std::chrono::steady_clock;

constexpr UserId kOwner = 1;

template <class T>
T must(Result<T> result) {
  if (result) return *std::move(result);
  fmt::print(stderr, "{} ({})\n", result.error().client.text, result.error().log.text);
  std::exit(4);
}

JobSpec spec_for(const std::string& pipeline) {
  JobSpec spec;
  spec.owner = kOwner;
  spec.pipeline = pipeline;
  spec.title = "A title of ordinary length";
  spec.user_data = R"({"userId":"123432412831"})";
  spec.input_json = R"({"Type":"OSS","Media":"oss://bucket/folder/file-0001.mp4"})";
  spec.params_json = R"({"needAsrData":true,"needOcrData":true})";
  spec.destinations = {{"webhook", "https://example.com/hook"}};
  return spec;
}

// Runs `work` on many threads for a while; prints how often a second it ended, and how long it took.
void measure(const std::string& name, int threads, int seconds, const std::function<void(int)>& work) {
  std::vector<std::vector<double>> times(static_cast<std::size_t>(threads));
  std::vector<std::thread> all;
  all.reserve(times.size());
  const auto end = Steady::now() + std::chrono::seconds{seconds};
  for (int i = 0; i < threads; ++i)
    all.emplace_back([&, i] {
      while (Steady::now() < end) {
        const auto begin = Steady::now();
        work(i);
        times.at(static_cast<std::size_t>(i))
            .push_back(std::chrono::duration<double, std::milli>(Steady::now() - begin).count());
      }
    });
  for (auto& thread : all) thread.join();
  std::vector<double> sorted;
  for (const auto& part : times) sorted.insert(sorted.end(), part.begin(), part.end());
  std::sort(sorted.begin(), sorted.end());
  const auto at = [&](double share) {
    return sorted.at(static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1)));
  };
  fmt::print("{:<10} {:>8.0f}/s  median {:.2f} ms  p99 {:.2f} ms  worst {:.2f} ms\n", name,
             static_cast<double>(sorted.size()) / seconds, at(0.5), at(0.99), at(1));
}

void fill(JobStore& jobs, const std::string& pipeline, int count, std::vector<std::string>& ids) {
  std::atomic<int> left = count;
  std::mutex mutex;
  std::vector<std::thread> all;
  all.reserve(64);
  for (int i = 0; i < 64; ++i)
    all.emplace_back([&] {
      while (left-- > 0) {
        auto id = must(jobs.submit(spec_for(pipeline))).id;
        const std::lock_guard lock(mutex);
        ids.push_back(std::move(id));
      }
    });
  for (auto& thread : all) thread.join();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const auto number = [&](int at, int fallback) { return argc > at ? std::atoi(argv[at]) : fallback; };
  const int threads = number(3, 64);
  const int seconds = number(4, 5);
  StoreOptions options;
  options.url = argv[1];
  const auto store = must(open_store(options));
  PipelineSpec pipeline_spec;
  pipeline_spec.owner = kOwner;
  pipeline_spec.concurrency = 1'000'000;
  const auto pipeline = must(store->pipelines().create(pipeline_spec)).id;
  std::vector<std::string> ids;
  fill(store->jobs(), pipeline, std::max(1, number(2, 100'000)), ids);
  fmt::print("{} jobs in the table\n", ids.size());
  measure("submit", threads, seconds, [&](int) { must(store->jobs().submit(spec_for(pipeline))); });
  std::atomic<std::size_t> next = 0;
  measure("find", threads, seconds,
          [&](int) { must(store->jobs().find(kOwner, ids.at(next++ * 7919 % ids.size()))); });
  measure("find-1", 1, seconds,
          [&](int) { must(store->jobs().find(kOwner, ids.at(next++ * 7919 % ids.size()))); });
  measure("list", 2, seconds, [&](int) { must(store->jobs().list({kOwner, {}, {}}, {})); });
  measure("claim+end", 2, seconds, [&](int) {
    const auto taken = must(store->jobs().claim("bench", std::chrono::seconds{30}));
    if (!taken) return;
    const auto blob = new_blob_name(taken->job.id);
    must(store->blobs().put(blob, blobs::content_of("{}")));
    must(store->jobs().finish(taken->claim, {{{"ASR", {blob, 0, 2, "digest"}}}}));
  });
  return 0;
}
