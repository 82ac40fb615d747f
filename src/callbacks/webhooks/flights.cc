#include "callbacks/webhooks/flights.h"

#include <utility>

namespace smarttag::callbacks::webhooks {

Flights::~Flights() { abandon(); }

void Flights::add(Flight flight) {
  CURL* handle = flight.post->handle();
  curl_multi_add_handle(multi_.get(), handle);
  flights_.emplace(handle, std::move(flight));
}

std::vector<Landed> Flights::drive(std::chrono::milliseconds wait) {
  int running = 0;
  curl_multi_perform(multi_.get(), &running);
  if (static_cast<std::size_t>(running) == flights_.size())
    curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(wait.count()), nullptr);
  std::vector<Landed> landed;
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL* handle = message->easy_handle;
    const CURLcode code = message->data.result;  // the message goes with the handle
    auto node = flights_.extract(handle);
    const Posted posted = node.mapped().post->outcome(code);
    curl_multi_remove_handle(multi_.get(), handle);
    landed.push_back({std::move(node.mapped()), posted});
  }
  return landed;
}

std::vector<Flight> Flights::abandon() {
  std::vector<Flight> abandoned;
  for (auto& [handle, flight] : flights_) {
    curl_multi_remove_handle(multi_.get(), handle);
    abandoned.push_back(std::move(flight));
  }
  flights_.clear();
  return abandoned;
}

}  // namespace smarttag::callbacks::webhooks
