#include "cli/service/callbacks_command.h"

#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <spdlog/fmt/chrono.h>
#include <spdlog/fmt/fmt.h>

#include "cli/printable.h"
#include "cli/settings_flags.h"
#include "net/url.h"
#include "service/open_store.h"

namespace smarttag::cli {
namespace {

using jobs::Delivery;
using jobs::DeliveryStatus;

struct Options {
  std::string status = "open";
  std::string channel;
  std::string job;
  std::int64_t number = 0;
  bool all_given_up = false;
  SettingsFlags settings;
};

// Calls `see` with each delivery that the filter lets through, in pages; what `see` changes must not change
// the order.
template <class See>
Result<void> each_delivery(jobs::Store& store, const jobs::DeliveryFilter& filter, const See& see) {
  jobs::Page page;
  page.size = 100;
  page.order = jobs::Order::kOldestFirst;
  do {
    const auto listed = store.outbox().list(filter, page);
    if (!listed) return tl::unexpected(listed.error());
    for (const auto& delivery : listed->items) see(delivery);
    page.token = listed->next_token;
  } while (!page.token.empty());
  return {};
}

std::string status_of(const Delivery& delivery) {
  if (delivery.status == DeliveryStatus::kDone) return "done";
  if (delivery.status == DeliveryStatus::kGivenUp) return "given up";
  return fmt::format("next try {:%F %T}", std::chrono::floor<std::chrono::seconds>(delivery.next_try));
}

// A URL may hold a secret behind its path.
std::string target_of(const Delivery& delivery) {
  return delivery.destination.channel == "webhook" ? net::shown_url(delivery.destination.target)
                                                   : delivery.destination.target;
}

void print(const Delivery& delivery) {
  std::cout << fmt::format("{:>6}  {:<8} {}  job {} {}  tries {}  {}{}\n", delivery.number,
                           delivery.destination.channel, printable(target_of(delivery)), delivery.event.job,
                           jobs::name_of(delivery.event.state), delivery.attempts, status_of(delivery),
                           delivery.note.empty() ? "" : fmt::format("  ({})", printable(delivery.note)));
}

Result<void> list(jobs::Store& store, const Options& options) {
  std::vector<std::optional<DeliveryStatus>> wanted;
  if (options.status == "all") wanted = {std::nullopt};
  if (options.status == "open") wanted = {DeliveryStatus::kPending, DeliveryStatus::kGivenUp};
  if (options.status == "pending") wanted = {DeliveryStatus::kPending};
  if (options.status == "given-up") wanted = {DeliveryStatus::kGivenUp};
  if (options.status == "done") wanted = {DeliveryStatus::kDone};
  for (const auto& status : wanted) {
    jobs::DeliveryFilter filter;
    filter.status = status;
    if (!options.channel.empty()) filter.channel = options.channel;
    if (!options.job.empty()) filter.job = options.job;
    if (auto printed = each_delivery(store, filter, print); !printed) return printed;
  }
  return {};
}

Result<void> replay_all(jobs::Store& store) {
  std::vector<std::int64_t> numbers;
  jobs::DeliveryFilter filter;
  filter.status = DeliveryStatus::kGivenUp;
  if (auto seen =
          each_delivery(store, filter, [&](const Delivery& delivery) { numbers.push_back(delivery.number); });
      !seen)
    return seen;
  for (const auto number : numbers)
    if (auto replayed = store.outbox().replay(number); !replayed) return replayed;
  std::cout << fmt::format("{} deliveries were scheduled again.\n", numbers.size());
  return {};
}

Result<void> replay(jobs::Store& store, const Options& options) {
  if (options.all_given_up == (options.number != 0))
    return fail(ErrorKind::kUsage, "Give the number of a delivery, or --all-given-up.");
  if (options.all_given_up) return replay_all(store);
  if (auto replayed = store.outbox().replay(options.number); !replayed) return replayed;
  std::cout << fmt::format("Delivery {} was scheduled again.\n", options.number);
  return {};
}

using Step = Result<void> (*)(jobs::Store&, const Options&);

CLI::App* add_step(CLI::App& parent, const char* name, const char* help, Step step,
                   const std::shared_ptr<Options>& options, int& exit_code) {
  auto* command = parent.add_subcommand(name, help);
  options->settings.add_one(*command, "data-dir");
  options->settings.add_one(*command, "store");
  command->callback([options, step, &exit_code] {
    const auto run = [&]() -> Result<void> {
      const auto settings = options->settings.settings();
      if (!settings) return tl::unexpected(settings.error());
      const auto store = service::open_store(*settings);
      if (!store) return tl::unexpected(store.error());
      return step(**store, *options);
    };
    const auto done = run();
    exit_code = done ? 0 : report_error(done.error());
  });
  return command;
}

}  // namespace

void add_callbacks_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "callbacks", "Lists and replays notifications about jobs: webhooks, queues, RabbitMQ");
  command->require_subcommand(1);

  const auto listing = std::make_shared<Options>();
  auto* list_step =
      add_step(*command, "list", "lists deliveries that are not done", list, listing, exit_code);
  list_step->add_option("--status", listing->status, "which; open are those pending and given up")
      ->check(CLI::IsMember({"open", "pending", "given-up", "done", "all"}))
      ->capture_default_str();
  list_step->add_option("--channel", listing->channel, "only those of webhook, queue or amqp")
      ->check(CLI::IsMember({"webhook", "queue", "amqp"}));
  list_step->add_option("--job", listing->job, "only those of this job");

  list_step->footer(
      "Examples:\n"
      "  smarttag callbacks list\n"
      "  smarttag callbacks list --status given-up --channel webhook");

  const auto replaying = std::make_shared<Options>();
  auto* replay_step = add_step(*command, "replay", "tries a delivery again that is done or given up", replay,
                               replaying, exit_code);
  replay_step->add_option("NUMBER", replaying->number, "of the delivery, as list shows it");
  replay_step->add_flag("--all-given-up", replaying->all_given_up, "all that were given up");
  replay_step->footer(
      "Examples:\n"
      "  smarttag callbacks replay 12\n"
      "  smarttag callbacks replay --all-given-up");
  command->footer(
      "Examples:\n"
      "  smarttag callbacks list --data-dir /srv/smarttag\n"
      "  smarttag callbacks replay 12\n"
      "  smarttag callbacks replay --all-given-up");
}

}  // namespace smarttag::cli
