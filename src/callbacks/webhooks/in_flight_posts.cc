#include "callbacks/webhooks/in_flight_posts.h"

#include <utility>

namespace smarttag::callbacks::webhooks {

InFlightPosts::~InFlightPosts() { abandon(); }

void InFlightPosts::add(InFlightPost post) {
  CURL* handle = post.post->handle();
  curl_multi_add_handle(multi_.get(), handle);
  posts_.emplace(handle, std::move(post));
}

std::vector<EndedPost> InFlightPosts::drive(std::chrono::milliseconds wait) {
  int running = 0;
  curl_multi_perform(multi_.get(), &running);
  if (static_cast<std::size_t>(running) == posts_.size())
    curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(wait.count()), nullptr);
  std::vector<EndedPost> ended;
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL* handle = message->easy_handle;
    const CURLcode code = message->data.result;  // the message goes with the handle
    auto node = posts_.extract(handle);
    const Posted posted = node.mapped().post->outcome(code);
    curl_multi_remove_handle(multi_.get(), handle);
    ended.push_back({std::move(node.mapped()), posted});
  }
  return ended;
}

std::vector<InFlightPost> InFlightPosts::abandon() {
  std::vector<InFlightPost> abandoned;
  for (auto& [handle, post] : posts_) {
    curl_multi_remove_handle(multi_.get(), handle);
    abandoned.push_back(std::move(post));
  }
  posts_.clear();
  return abandoned;
}

}  // namespace smarttag::callbacks::webhooks
