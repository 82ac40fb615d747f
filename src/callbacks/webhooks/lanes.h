// Keeps one slow target from taking all places: so many tries at once for each key, and for those beyond a
// time to come back.
#pragma once

#include <chrono>
#include <map>
#include <string>

#include "base/clock.h"

namespace smarttag::callbacks::webhooks {

// Not thread-safe.
class Lanes {
 public:
  explicit Lanes(int most) : most_(most) {}

  // Whether there is a place; it is taken then, until leave().
  bool has_place(const std::string& key) const;
  void enter(const std::string& key);
  void leave(const std::string& key, std::chrono::milliseconds took);

  // When to come back for one that found no place: those who ask are spread over the time that the lane needs
  // for them, as the tries before took so long on average, 5 minutes at most.
  Time next_place(const std::string& key, Time now);

 private:
  struct Lane {
    int inside = 0;
    std::chrono::milliseconds average{1000};
    Time promised{};
  };
  int most_;
  std::map<std::string, Lane, std::less<>> lanes_;
};

}  // namespace smarttag::callbacks::webhooks
