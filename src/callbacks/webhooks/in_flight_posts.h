// The posts that are in flight, driven by libcurl's multi interface.
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

struct InFlightPost {
  jobs::TakenDelivery taken;
  std::string origin;
  std::unique_ptr<Post> post;
  std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
};

struct EndedPost {
  InFlightPost was;
  Posted posted;
};

// Not thread-safe.
class InFlightPosts {
 public:
  InFlightPosts() = default;
  ~InFlightPosts();
  InFlightPosts(const InFlightPosts&) = delete;
  InFlightPosts& operator=(const InFlightPosts&) = delete;

  std::size_t size() const { return posts_.size(); }
  void add(InFlightPost post);
  // Moves bytes, waits for more at most so long; what has ended meanwhile.
  std::vector<EndedPost> drive(std::chrono::milliseconds wait);
  // Breaks off all that are in flight.
  std::vector<InFlightPost> abandon();

 private:
  struct MultiDeleter {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };
  std::unique_ptr<CURLM, MultiDeleter> multi_{curl_multi_init()};
  std::map<CURL*, InFlightPost> posts_;
};

}  // namespace smarttag::callbacks::webhooks
