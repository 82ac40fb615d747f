// Hotword libraries: words that speech recognition or translation should know.
#pragma once

#include <optional>
#include <string>

#include "jobs/job.h"
#include "jobs/page.h"

namespace smarttag::jobs {

struct HotwordLibrary {
  std::string id;
  UserId owner = 0;
  std::string name;
  std::string description;
  std::string scenario;  // UsageScenario
  std::string hotwords_json;
  Time created{};
  Time modified{};
};

struct HotwordFilter {
  UserId owner = 0;
  std::string name;            // a part of the name; empty: any
  std::string scenario;        // empty: any
  std::optional<Time> from{};  // created, both included
  std::optional<Time> to{};
};

struct HotwordChange {
  std::optional<std::string> name;
  std::optional<std::string> description;
  std::optional<std::string> hotwords_json;
};

// Thread-safe. Every call may fail with kStoreFailed; kNotFound also for a library of somebody else.
class HotwordStore {
 public:
  HotwordStore() = default;
  virtual ~HotwordStore() = default;
  HotwordStore(const HotwordStore&) = delete;
  HotwordStore& operator=(const HotwordStore&) = delete;

  virtual Result<HotwordLibrary> create(
      const HotwordLibrary& library) = 0;  // id and times are given by the store
  virtual Result<HotwordLibrary> find(UserId owner, const std::string& id) = 0;
  virtual Result<Listed<HotwordLibrary>> list(const HotwordFilter& filter, const Page& page) = 0;
  virtual Result<HotwordLibrary> update(UserId owner, const std::string& id, const HotwordChange& change) = 0;
  virtual Result<void> remove(UserId owner, const std::string& id) = 0;
};

}  // namespace smarttag::jobs
