// Keeps one slow target from taking all posts: so many at once for each key, and a time to come back for
// those beyond.
#pragma once

#include <chrono>
#include <map>
#include <string>

#include "base/clock.h"

namespace smarttag::callbacks::webhooks {

// Not thread-safe.
class ConcurrencyLimit {
 public:
  explicit ConcurrencyLimit(int most) : most_(most) {}

  // Whether one more may start; enter() when it does, leave() when it has ended.
  bool has_room(const std::string& key) const;
  void enter(const std::string& key);
  void leave(const std::string& key, std::chrono::milliseconds took);

  // When to come back for one that found no room: those who ask are spread over the time that the key needs
  // for them, as the tries before took so long on average, 5 minutes at most.
  Time next_room(const std::string& key, Time now);

 private:
  struct State {
    int running = 0;
    std::chrono::milliseconds average{1000};
    Time promised{};
  };
  int most_;
  std::map<std::string, State, std::less<>> states_;
};

}  // namespace smarttag::callbacks::webhooks
