#include "cli/service/user_command.h"

#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>

#include <spdlog/fmt/chrono.h>
#include <spdlog/fmt/fmt.h>

#include "access/policy.h"
#include "cli/settings_flags.h"
#include "service/open_store.h"

namespace smarttag::cli {
namespace {

struct Options {
  std::string name;
  std::string policy;
  std::string key;
  SettingsFlags settings;
};

using Step = Result<void> (*)(jobs::Store&, const Options&);

constexpr std::string_view kReadOnly =
    R"([{"Version":"1","Statement":[{"Effect":"Allow","Action":["ice:Query*","ice:Get*","ice:List*","ice:BatchGet*"],"Resource":"*"}]}])";

// What --policy names: a policy that is built in, or a file with one policy or an array of them.
Result<std::string> policies_from(const std::string& policy) {
  if (policy == "full") return std::string(access::kEverything);
  if (policy == "read-only") return std::string(kReadOnly);
  std::ifstream file(policy);
  if (!file)
    return fail(ErrorKind::kUsage,
                fmt::format("The policy {} cannot be read. Give full, read-only or a file.", policy));
  std::string text(std::istreambuf_iterator<char>(file), {});
  if (const auto parsed = access::parse_policies(text); !parsed)
    return fail(ErrorKind::kUsage, fmt::format("{}: {}", policy, parsed.error().client.text));
  return text;
}

Result<void> print_new_key(jobs::Store& store, const jobs::User& user) {
  const auto key = store.accounts().create_key(user.id, "");
  if (!key) return tl::unexpected(key.error());
  std::cout << "AccessKeyId: " << key->key.id << "\nAccessKeySecret: " << key->secret << std::endl;
  return {};
}

// The first user may do everything: somebody must be able to begin. Those after may do what they are given.
Result<void> add(jobs::Store& store, const Options& options) {
  const auto users = store.accounts().users();
  if (!users) return tl::unexpected(users.error());
  auto policies = !options.policy.empty() ? policies_from(options.policy)
                  : users->empty()        ? Result<std::string>(std::string(access::kEverything))
                                          : Result<std::string>("[]");
  if (!policies) return tl::unexpected(policies.error());
  const auto user = store.accounts().create_user(options.name, *policies);
  if (!user) return tl::unexpected(user.error());
  if (auto printed = print_new_key(store, *user); !printed) return printed;
  std::cerr << "The secret is not shown again.\n";
  if (*policies == "[]")
    std::cerr << fmt::format("{0} may do nothing yet: smarttag user policy {0} full|read-only|FILE\n",
                             options.name);
  return {};
}

// What is done with the user whom the options name.
template <class Do>
Result<void> with_user(jobs::Store& store, const Options& options, const Do& act) {
  const auto user = store.accounts().find_user(options.name);
  if (!user) return fail(user.error().kind, fmt::format("There is no user '{}'.", options.name));
  return act(*user);
}

Result<void> list(jobs::Store& store, const Options&) {
  const auto users = store.accounts().users();
  if (!users) return tl::unexpected(users.error());
  for (const auto& user : *users) {
    std::cout << fmt::format("{}  since {:%F}\n  policies {}\n", user.name, user.created, user.policies_json);
    const auto keys = store.accounts().keys(user.id);
    if (!keys) return tl::unexpected(keys.error());
    for (const auto& key : *keys)
      std::cout << fmt::format("  key {}  since {:%F}{}\n", key.id, key.created,
                               key.active ? "" : "  disabled");
  }
  return {};
}

Result<void> set_policy(jobs::Store& store, const Options& options) {
  const auto policies = policies_from(options.policy);
  if (!policies) return tl::unexpected(policies.error());
  return with_user(store, options, [&](const jobs::User& user) -> Result<void> {
    const auto changed = store.accounts().set_policies(user.id, *policies);
    if (!changed) return tl::unexpected(changed.error());
    return {};
  });
}

Result<void> remove(jobs::Store& store, const Options& options) {
  return with_user(store, options,
                   [&](const jobs::User& user) { return store.accounts().remove_user(user.id); });
}

Result<void> add_key(jobs::Store& store, const Options& options) {
  return with_user(store, options, [&](const jobs::User& user) { return print_new_key(store, user); });
}

Result<void> webhook_secret(jobs::Store& store, const Options& options) {
  return with_user(store, options, [&](const jobs::User& user) -> Result<void> {
    const auto secret = store.accounts().webhook_secret(user.id);
    if (!secret) return tl::unexpected(secret.error());
    std::cout << *secret << std::endl;
    return {};
  });
}

Result<void> disable_key(jobs::Store& store, const Options& options) {
  return store.accounts().set_active(options.key, false);
}
Result<void> enable_key(jobs::Store& store, const Options& options) {
  return store.accounts().set_active(options.key, true);
}
Result<void> remove_key(jobs::Store& store, const Options& options) {
  return store.accounts().remove_key(options.key);
}

Result<void> with_store(const Options& options, Step step) {
  const auto settings = options.settings.settings();
  if (!settings) return tl::unexpected(settings.error());
  const auto store = service::open_store(*settings);
  if (!store) return tl::unexpected(store.error());
  return step(**store, options);
}

// Adds a subcommand on the store; what its positional arguments mean is the caller's to add.
CLI::App* add_step(CLI::App& parent, const char* name, const char* help, Step step,
                   const std::shared_ptr<Options>& options, int& exit_code) {
  auto* command = parent.add_subcommand(name, help);
  options->settings.add_one(*command, "data-dir");
  options->settings.add_one(*command, "store");
  command->callback([options, step, &exit_code] {
    const auto done = with_store(*options, step);
    exit_code = done ? 0 : report_error(done.error());
  });
  return command;
}

struct UserStep {
  const char* name;
  const char* help;
  Step step;
  bool takes_name, takes_policy, takes_key;
};
constexpr UserStep kRows[] = {
    {"add", "adds a user and prints an access key; the first may do everything", add, true, false, false},
    {"list", "lists users, policies and keys", list, false, false, false},
    {"policy", "sets what a user may do", set_policy, true, true, false},
    {"remove", "removes a user and all that is theirs: keys, jobs, results, libraries", remove, true, false,
     false},
    {"add-key", "prints a further access key of a user", add_key, true, false, false},
    {"disable-key", "an access key is refused from now on", disable_key, false, false, true},
    {"enable-key", "an access key works again", enable_key, false, false, true},
    {"remove-key", "forgets an access key", remove_key, false, false, true},
    {"webhook-secret", "prints what callbacks of the user's jobs are signed with", webhook_secret, true,
     false, false},
};

}  // namespace

void add_user_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("user", "Users of the service, their keys and permissions");
  command->require_subcommand(1);
  for (const auto& row : kRows) {
    const auto options = std::make_shared<Options>();
    auto* step = add_step(*command, row.name, row.help, row.step, options, exit_code);
    if (row.takes_name) step->add_option("NAME", options->name, "of the user")->required();
    if (row.takes_policy)
      step->add_option("POLICY", options->policy, "full, read-only, or a file in RAM's form")->required();
    if (row.takes_key) step->add_option("KEY", options->key, "AccessKeyId")->required();
    if (row.step == add)
      step->add_option("--policy", options->policy, "full, read-only, or a file in RAM's form");
  }
  command->footer(
      "Examples:\n"
      "  smarttag user add anna --data-dir /srv/smarttag\n"
      "  smarttag user add reader --policy read-only\n"
      "  smarttag user policy reader policy.json");
}

}  // namespace smarttag::cli
