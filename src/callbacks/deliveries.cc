#include "callbacks/deliveries.h"

#include "net/fetch.h"

namespace smarttag::callbacks {

Result<std::unique_ptr<Deliveries>> Deliveries::start(jobs::Store& store, const Settings& settings,
                                                      const Clock& clock) {
  const auto limits = net::FetchLimits::from(settings);
  if (!limits) return tl::unexpected(limits.error());
  const amqp::BrokerOptions broker{settings.text("amqp-url"), settings.text("amqp-exchange"),
                                   limits->ca_file};
  if (!broker.url.empty())
    if (auto fine = amqp::Broker::check_url(broker.url); !fine) return tl::unexpected(fine.error());

  std::unique_ptr<Deliveries> deliveries(new Deliveries);
  webhooks::DelivererOptions options;
  options.post.addresses = limits->addresses;
  options.post.proxy = limits->proxy;
  options.post.ca_file = limits->ca_file;
  options.clock = &clock;
  deliveries->webhooks_.emplace(store, options);
  if (!broker.url.empty()) deliveries->amqp_.emplace(store, amqp::PublisherOptions{broker, &clock});
  return deliveries;
}

}  // namespace smarttag::callbacks
