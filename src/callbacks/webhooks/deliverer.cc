#include "callbacks/webhooks/deliverer.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <random>
#include <utility>

#include "callbacks/event/message.h"
#include "callbacks/webhooks/concurrency_limit.h"
#include "callbacks/webhooks/in_flight_posts.h"
#include "callbacks/webhooks/retry_plan.h"
#include "callbacks/webhooks/signature.h"
#include "net/url.h"

namespace smarttag::callbacks::webhooks {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds kLook{500};  // what other processes wrote is seen after so long
constexpr milliseconds kDrive{20};
constexpr seconds kMargin{50};  // of a lease, behind the deadline of its try
constexpr seconds kStorePause{5};

class Loop {
 public:
  Loop(jobs::Store& store, const DelivererOptions& options)
      : store_(store),
        options_(options),
        by_origin_(options.most_for_origin),
        by_user_(options.most_for_user) {}

  void run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      const auto seen = store_.changes().seen();
      const bool taken = start_due();
      if (posts_.size() > 0) {
        for (auto& ended : posts_.drive(kDrive)) finish(ended);
      } else if (!taken) {
        store_.changes().wait_past(seen, kLook, stop);
      }
    }
    for (const auto& post : posts_.abandon()) give_back(post.taken, options_.clock->now());
  }

 private:
  // Starts what is due and has room; whether anything was due.
  bool start_due() {
    const int places = options_.most - static_cast<int>(posts_.size());
    if (places <= 0) return false;
    const auto lease = options_.post.deadline + kMargin;
    auto taken = store_.outbox().take("webhook", std::nullopt, places, lease);
    if (!taken) {
      spdlog::warn("webhooks wait for the store: {}", taken.error().log.text);
      return false;
    }
    for (auto& each : *taken) start(std::move(each));
    return !taken->empty();
  }

  void start(jobs::TakenDelivery taken) {
    const auto origin = origin_of(taken.delivery.destination.target);
    if (!origin) return give_up(taken, "not an http or https URL");
    const std::string user = std::to_string(taken.delivery.event.owner);
    if (!by_origin_.has_room(*origin))
      return give_back(taken, by_origin_.next_room(*origin, options_.clock->now()));
    if (!by_user_.has_room(user)) return give_back(taken, by_user_.next_room(user, options_.clock->now()));

    const auto secrets = store_.accounts().webhook_secrets(taken.delivery.event.owner);
    if (!secrets && secrets.error().kind == ErrorKind::kNotFound) return give_up(taken, "its user is gone");
    if (!secrets) return give_back(taken, options_.clock->now() + kStorePause);
    auto post = signed_post(taken.delivery, *secrets);
    if (!post) return give_up(taken, "the call could not be set up");
    by_origin_.enter(*origin);
    by_user_.enter(user);
    posts_.add({std::move(taken), *origin, std::move(post)});
  }

  std::unique_ptr<Post> signed_post(const jobs::Delivery& delivery,
                                    const std::vector<std::string>& secrets) const {
    const auto now = std::chrono::floor<seconds>(options_.clock->now()).time_since_epoch().count();
    const std::string timestamp = std::to_string(now);
    std::string body = message_of(delivery.event);
    std::string signatures;  // of each secret, with spaces between, as Standard Webhooks has it
    for (const auto& secret : secrets) {
      const auto signed_by = signature(secret, delivery.event.id, timestamp, body);
      if (!signed_by) return nullptr;
      signatures += (signatures.empty() ? "" : " ") + *signed_by;
    }
    return Post::make(
        delivery.destination.target,
        {"Content-Type: application/json", "Accept:", "Expect:", "webhook-id: " + delivery.event.id,
         "webhook-timestamp: " + timestamp, "webhook-signature: " + signatures},
        std::move(body), options_.post);
  }

  void finish(const EndedPost& ended) {
    const auto& [taken, origin, post, begun] = ended.was;
    const auto took = std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - begun);
    by_origin_.leave(origin, took);
    by_user_.leave(std::to_string(taken.delivery.event.owner), took);
    const Posted& posted = ended.posted;
    if (posted.verdict == Posted::Verdict::kDelivered) return told(store_.outbox().done(taken.claim));
    const auto wait = posted.verdict == Posted::Verdict::kHopeless
                          ? std::nullopt
                          : wait_after(taken.delivery.attempts, posted.retry_after, chance_(random_));
    if (!wait) return give_up(taken, posted.note);
    spdlog::info("webhook {} to {} failed ({}); tried again in {} s", taken.delivery.event.id,
                 net::shown_url(taken.delivery.destination.target), posted.note,
                 std::chrono::ceil<seconds>(*wait).count());
    told(store_.outbox().postpone(taken.claim, options_.clock->now() + *wait, posted.note));
  }

  void give_up(const jobs::TakenDelivery& taken, const std::string& note) {
    spdlog::warn("webhook {} (delivery {}) to {} is given up: {}", taken.delivery.event.id,
                 taken.delivery.number, net::shown_url(taken.delivery.destination.target), note);
    told(store_.outbox().give_up(taken.claim, note));
  }

  void give_back(const jobs::TakenDelivery& taken, Time next_try) {
    told(store_.outbox().give_back(taken.claim, next_try));
  }

  // A lost lease, or a store that fails: the delivery is due again when the lease ends, told at least once.
  static void told(const Result<jobs::Standing>& standing) {
    if (!standing) spdlog::warn("the end of a webhook could not be kept: {}", standing.error().log.text);
  }

  jobs::Store& store_;
  DelivererOptions options_;
  InFlightPosts posts_;
  ConcurrencyLimit by_origin_;
  ConcurrencyLimit by_user_;
  std::mt19937_64 random_{std::random_device{}()};
  std::uniform_real_distribution<double> chance_{0, 1};
};

}  // namespace

Deliverer::Deliverer(jobs::Store& store, const DelivererOptions& options)
    : thread_([&store, options](const std::stop_token& stop) {
        static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
        if (!ready) return spdlog::error("libcurl cannot be used: no webhooks are sent");
        Loop{store, options}.run(stop);
      }) {}

}  // namespace smarttag::callbacks::webhooks
