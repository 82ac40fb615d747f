// A store of its own for each test, whatever the database. Every room's tests use it, and the conformance
// tests run it against each database in turn.
//
// The variable SMARTTAG_TEST_STORES names the databases, as URLs with spaces between; in each, {folder}
// stands for a folder and {name} for a name that no other test has. The tests of other rooms use the first.
#pragma once

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "jobs/databases/open_store.h"
#include "jobs/store.h"
#include "jobs/testing/manual_clock.h"
#include "jobs/testing/temporary_folder.h"

namespace smarttag::jobs::testing {

// The value, or the end of the test with what went wrong.
template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().client.text + " | " + result.error().log.text);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

inline std::vector<std::string> store_patterns() {
  const char* named = std::getenv("SMARTTAG_TEST_STORES");  // NOLINT(concurrency-mt-unsafe)
  std::istringstream words(named == nullptr ? "" : named);
  std::vector<std::string> patterns;
  for (std::string word; words >> word;) patterns.push_back(word);
  if (patterns.empty()) patterns.emplace_back("sqlite:{folder}");
  return patterns;
}

inline std::string filled_in(std::string pattern, const std::filesystem::path& folder) {
  const auto replace = [&](const std::string& what, const std::string& by) {
    for (auto at = pattern.find(what); at != std::string::npos; at = pattern.find(what, at + by.size()))
      pattern.replace(at, what.size(), by);
  };
  static std::atomic<int> count = 0;
  replace("{folder}", folder.string());
  replace("{name}", "smarttag_test_" + std::to_string(::getpid()) + "_" + std::to_string(++count));
  return pattern;
}

// A base of fixtures. Tests close the store by store_.reset().
class WithStore {
 protected:
  // Without a clock the test turns clock_.
  explicit WithStore(const Clock* clock = nullptr, const std::string& pattern = store_patterns().front(),
                     const RetryPolicy& retry = {})
      : url_(filled_in(pattern, folder_.path() / "data")),
        retry_(retry),
        time_(clock == nullptr ? &clock_ : clock),
        store_(open()) {}

  // One more store on the same database, as another process would have it.
  std::unique_ptr<Store> open() const { return must(open_store({url_, retry_, time_})); }

  void reopen() {
    store_.reset();
    store_ = open();
  }

  TemporaryFolder folder_;  // the test's own; a database of files lies in "data"
  std::string url_;
  ManualClock clock_;
  RetryPolicy retry_;
  const Clock* time_;
  std::unique_ptr<Store> store_;
};

}  // namespace smarttag::jobs::testing
