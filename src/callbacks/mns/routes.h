// Queues of the service's own, spoken in MNS's HTTP protocol (version 2015-06-06), so that its official SDKs
// receive what happens to jobs: a queue named as a pipeline's id gets the events of that pipeline's jobs.
//
// Messages are written by the service alone: SendMessage and PeekMessage are refused. A message that is
// received is hidden for the queue's VisibilityTimeout, then received again unless it was deleted; of one job
// only the oldest message that is not deleted can be received, so that a job's messages come in order.
#pragma once

#include <chrono>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "http/message.h"
#include "jobs/store.h"

namespace smarttag::callbacks::mns {

// Whether the owner of the key may do this ("mns:ReceiveMessage") from this address.
using Permitted =
    std::function<bool(const jobs::Credential& who, std::string_view action, std::string_view remote)>;

// Whether this user may make one more call just now.
using Granted = std::function<bool(jobs::UserId user)>;

struct MnsOptions {
  Permitted permitted;
  Granted granted{};                     // empty: always
  const Clock* clock = &system_clock();  // the store's
  std::string public_url;                // "https://host": in the URLs of queues; empty: by Host
  std::chrono::seconds retention{std::chrono::hours{4320}};  // how long events are kept: told in attributes
  std::stop_token stopping{};  // the server will stop: long polls are answered at once
};

// For "/queues" and "/queues/". The store outlives the server that has them. A long poll holds no thread.
std::vector<http::Route> mns_routes(jobs::Store& store, const MnsOptions& options);

}  // namespace smarttag::callbacks::mns
