// The tries that are on the way, driven by libcurl's multi interface.
#pragma once

#include <curl/curl.h>

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "callbacks/webhooks/post.h"
#include "jobs/outbox.h"

namespace smarttag::callbacks::webhooks {

struct Flight {
  jobs::TakenDelivery taken;
  std::string origin;
  std::unique_ptr<Post> post;
  std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
};

struct Landed {
  Flight flight;
  Posted posted;
};

// Not thread-safe.
class Flights {
 public:
  Flights() = default;
  ~Flights();
  Flights(const Flights&) = delete;
  Flights& operator=(const Flights&) = delete;

  std::size_t size() const { return flights_.size(); }
  void add(Flight flight);
  // Moves bytes, waits for more at most so long; what has ended meanwhile.
  std::vector<Landed> drive(std::chrono::milliseconds wait);
  // Breaks off all that are on the way.
  std::vector<Flight> abandon();

 private:
  struct MultiDeleter {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };
  std::unique_ptr<CURLM, MultiDeleter> multi_{curl_multi_init()};
  std::map<CURL*, Flight> flights_;
};

}  // namespace smarttag::callbacks::webhooks
