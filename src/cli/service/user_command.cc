#include "cli/service/user_command.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include <spdlog/fmt/chrono.h>
#include <spdlog/fmt/fmt.h>

#include "access/policy.h"
#include "base/whole_file.h"
#include "cli/key_file.h"
#include "cli/settings_flags.h"
#include "service/open_store.h"

namespace smarttag::cli {
namespace {

struct Options {
  std::string name;
  std::string policy;
  std::string key;
  std::string key_file;
  std::string heir;
  bool rotate = false;
  int overlap_hours = 24;
  std::string jobs, analyses, bytes, weight;  // limits; empty: left as they are
  SettingsFlags settings;
};

using Step = Result<void> (*)(jobs::Store&, const Options&);

constexpr std::string_view kReadOnly =
    R"([{"Version":"1","Statement":[{"Effect":"Allow","Action":["ice:Query*","ice:Get*","ice:List*","ice:BatchGet*"],"Resource":"*"}]}])";

// What --policy names: a policy that is built in, or a file with one policy or an array of them.
Result<std::string> policies_from(const std::string& policy) {
  if (policy == "full") return std::string(access::kEverything);
  if (policy == "read-only") return std::string(kReadOnly);
  auto text = whole_file(policy);
  if (!text)
    return fail(ErrorKind::kUsage,
                fmt::format("The policy {} cannot be read. Give full, read-only or a file.", policy));
  if (const auto parsed = access::parse_policies(*text); !parsed)
    return fail(ErrorKind::kUsage, fmt::format("{}: {}", policy, parsed.error().client.text));
  return std::move(*text);
}

// Where a new key goes: the file that the options name, else standard output.
class KeyPlace {
 public:
  static Result<KeyPlace> open(const Options& options) {
    if (options.key_file.empty()) return KeyPlace(std::nullopt);
    auto file = NewKeyFile::create(options.key_file);
    if (!file) return tl::unexpected(std::move(file).error());
    return KeyPlace(std::move(*file));
  }

  Result<void> put_new_key(jobs::Store& store, const jobs::User& user) {
    const auto made = store.accounts().create_key(user.id, "");
    if (!made) return tl::unexpected(made.error());
    const KeyPair key{made->key.id, made->secret};
    if (file_) return file_->write(key);
    std::cout << text_of(key) << std::flush;
    return {};
  }

 private:
  explicit KeyPlace(std::optional<NewKeyFile> file) : file_(std::move(file)) {}
  std::optional<NewKeyFile> file_;
};

// The first user may do everything: somebody must be able to begin. Those after may do what they are given.
Result<void> add(jobs::Store& store, const Options& options) {
  const auto users = store.accounts().users();
  if (!users) return tl::unexpected(users.error());
  auto policies = !options.policy.empty() ? policies_from(options.policy)
                  : users->empty()        ? Result<std::string>(std::string(access::kEverything))
                                          : Result<std::string>("[]");
  if (!policies) return tl::unexpected(policies.error());
  auto place = KeyPlace::open(options);
  if (!place) return tl::unexpected(std::move(place).error());
  const auto user = store.accounts().create_user(options.name, *policies);
  if (!user) return tl::unexpected(user.error());
  if (auto done = place->put_new_key(store, *user); !done) return done;
  std::cerr << (options.key_file.empty() ? "The secret is not shown again."
                                         : "The access key is in " + options.key_file + ".")
            << "\n";
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

std::string limits_text(const jobs::UserLimits& limits) {
  const auto shown = [](const std::optional<std::int64_t>& limit) {
    return !limit ? std::string("default") : *limit == 0 ? std::string("any number") : std::to_string(*limit);
  };
  return fmt::format("jobs {}, analyses {}, bytes {}, weight {}", shown(limits.jobs), shown(limits.analyses),
                     shown(limits.bytes), limits.weight);
}

Result<void> list(jobs::Store& store, const Options&) {
  const auto users = store.accounts().users();
  if (!users) return tl::unexpected(users.error());
  for (const auto& user : *users) {
    std::cout << fmt::format("{}  since {:%F}\n  policies {}\n", user.name, user.created, user.policies_json);
    if (user.limits != jobs::UserLimits{})
      std::cout << fmt::format("  limits {}\n", limits_text(user.limits));
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
  return with_user(store, options, [&](const jobs::User& user) -> Result<void> {
    if (options.heir.empty()) return store.accounts().remove_user(user.id);
    const auto heir = store.accounts().find_user(options.heir);
    if (!heir) return fail(heir.error().kind, fmt::format("There is no user '{}'.", options.heir));
    return store.accounts().hand_over(user.id, heir->id);
  });
}

Result<void> erase(jobs::Store& store, const Options& options) {
  return with_user(store, options,
                   [&](const jobs::User& user) { return store.accounts().erase_data(user.id); });
}

Result<void> add_key(jobs::Store& store, const Options& options) {
  auto place = KeyPlace::open(options);
  if (!place) return tl::unexpected(std::move(place).error());
  return with_user(store, options, [&](const jobs::User& user) { return place->put_new_key(store, user); });
}

Result<void> webhook_secret(jobs::Store& store, const Options& options) {
  return with_user(store, options, [&](const jobs::User& user) -> Result<void> {
    const auto secret = options.rotate ? store.accounts().rotate_webhook_secret(
                                             user.id, std::chrono::hours(options.overlap_hours))
                                       : store.accounts().webhook_secret(user.id);
    if (!secret) return tl::unexpected(secret.error());
    std::cout << *secret << std::endl;
    return {};
  });
}

// "5", or "default" for what the settings say.
Result<void> read_limit(const std::string& text, const char* flag, std::optional<std::int64_t>& limit) {
  if (text.empty()) return {};
  if (text == "default") {
    limit.reset();
    return {};
  }
  std::int64_t value = 0;
  const char* const end = text.data() + text.size();
  if (std::from_chars(text.data(), end, value).ptr != end || value < 0)
    return fail(ErrorKind::kUsage, fmt::format("{} must be a number, 0 for any number, or default.", flag));
  limit = value;
  return {};
}

// The same for "10GiB".
Result<void> read_size(std::string text, const char* flag, std::optional<std::int64_t>& limit) {
  if (!text.empty() && text != "default" && !CLI::AsSizeValue(false)(text).empty())
    return fail(ErrorKind::kUsage,
                fmt::format("{} must be a size such as 10GiB, 0 for any number, or default.", flag));
  return read_limit(text, flag, limit);
}

Result<void> limits(jobs::Store& store, const Options& options) {
  return with_user(store, options, [&](const jobs::User& user) -> Result<void> {
    auto changed = user.limits;
    std::optional<std::int64_t> weight = changed.weight;
    if (auto read = read_limit(options.jobs, "--jobs", changed.jobs); !read) return read;
    if (auto read = read_limit(options.analyses, "--analyses", changed.analyses); !read) return read;
    if (auto read = read_size(options.bytes, "--bytes", changed.bytes); !read) return read;
    if (auto read = read_limit(options.weight, "--weight", weight); !read) return read;
    changed.weight = static_cast<int>(std::min<std::int64_t>(weight.value_or(1), 1000));
    if (changed != user.limits) {
      const auto set = store.accounts().set_limits(user.id, changed);
      if (!set) return tl::unexpected(set.error());
    }
    std::cout << limits_text(changed) << std::endl;
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

using AddOptions = void (*)(CLI::App& command, Options& options);

void takes_name(CLI::App& command, Options& options) {
  command.add_option("NAME", options.name, "of the user")->required();
}
void takes_key(CLI::App& command, Options& options) {
  command.add_option("KEY", options.key, "AccessKeyId")->required();
}
void takes_nothing(CLI::App& /*command*/, Options& /*options*/) {}

constexpr const char* kPolicyHelp = "full, read-only, or a file in RAM's form";
constexpr const char* kKeyFileHelp = "write the access key to this new file, which nobody else can read";

void takes_name_and_policy(CLI::App& command, Options& options) {
  takes_name(command, options);
  command.add_option("POLICY", options.policy, kPolicyHelp)->required();
}
void takes_new_user(CLI::App& command, Options& options) {
  takes_name(command, options);
  command.add_option("--policy", options.policy, kPolicyHelp);
  command.add_option("--key-file", options.key_file, kKeyFileHelp)->type_name("FILE");
}
void takes_new_key(CLI::App& command, Options& options) {
  takes_name(command, options);
  command.add_option("--key-file", options.key_file, kKeyFileHelp)->type_name("FILE");
}
void takes_heir(CLI::App& command, Options& options) {
  takes_name(command, options);
  command
      .add_option("--to", options.heir,
                  "hand jobs, results, libraries and media over to this user instead of erasing them")
      ->type_name("USER");
}
void takes_rotation(CLI::App& command, Options& options) {
  takes_name(command, options);
  command.add_flag("--rotate", options.rotate, "make a new one first");
  command
      .add_option("--overlap-hours", options.overlap_hours,
                  "with --rotate: how long callbacks are signed with the old secret as well")
      ->type_name("N")
      ->check(CLI::Range(0, 24 * 365))
      ->capture_default_str();
}
void takes_limits(CLI::App& command, Options& options) {
  takes_name(command, options);
  command.add_option("--jobs", options.jobs, "jobs that are not finished; 0: any number")
      ->type_name("N|default");
  command.add_option("--analyses", options.analyses, "analyses at once; 0: any number")
      ->type_name("N|default");
  command
      .add_option("--bytes", options.bytes, "size of stored results and facts, such as 10GiB; 0: any size")
      ->type_name("SIZE|default");
  command
      .add_option("--weight", options.weight,
                  "1 to 100; a user of weight 2 gets twice the workers of one of weight 1")
      ->type_name("N");
}

struct UserStep {
  const char* name;
  const char* help;
  Step step;
  AddOptions options;
  const char* examples;
};
constexpr UserStep kRows[] = {
    {"add", "adds a user and prints an access key; the first may do everything", add, takes_new_user,
     "smarttag user add anna --key-file key.txt\n  smarttag user add reader --policy read-only"},
    {"list", "lists users, policies, limits and keys", list, takes_nothing, "smarttag user list"},
    {"policy", "sets what a user may do", set_policy, takes_name_and_policy,
     "smarttag user policy reader read-only\n  smarttag user policy reader policy.json"},
    {"limits", "shows or sets how much of the service a user may take", limits, takes_limits,
     "smarttag user limits anna\n  smarttag user limits anna --jobs 500 --analyses 4 --weight 2\n"
     "  smarttag user limits anna --jobs default"},
    {"remove", "removes a user and all that is theirs: keys, jobs, results, libraries", remove, takes_heir,
     "smarttag user remove anna\n  smarttag user remove anna --to berta"},
    {"erase", "erases a user's jobs, results, libraries and media; the account and its keys stay", erase,
     takes_name, "smarttag user erase anna"},
    {"add-key", "prints a further access key of a user", add_key, takes_new_key,
     "smarttag user add-key anna --key-file second-key.txt"},
    {"disable-key", "an access key is refused from now on", disable_key, takes_key,
     "smarttag user disable-key STq1W2e3R4t5Y6u7I8o9P0aS"},
    {"enable-key", "an access key works again", enable_key, takes_key,
     "smarttag user enable-key STq1W2e3R4t5Y6u7I8o9P0aS"},
    {"remove-key", "forgets an access key", remove_key, takes_key,
     "smarttag user remove-key STq1W2e3R4t5Y6u7I8o9P0aS"},
    {"webhook-secret", "prints what callbacks of the user's jobs are signed with", webhook_secret,
     takes_rotation,
     "smarttag user webhook-secret anna\n  smarttag user webhook-secret anna --rotate --overlap-hours 48"},
};

}  // namespace

void add_user_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("user", "Users of the service, their keys, permissions and limits");
  command->require_subcommand(1);
  for (const auto& row : kRows) {
    const auto options = std::make_shared<Options>();
    auto* step = add_step(*command, row.name, row.help, row.step, options, exit_code);
    row.options(*step, *options);
    step->footer(std::string("Examples:\n  ") + row.examples);
  }
  command->footer(
      "Examples:\n"
      "  smarttag user add anna --data-dir /srv/smarttag\n"
      "  smarttag user add reader --policy read-only\n"
      "  smarttag user policy reader policy.json");
}

}  // namespace smarttag::cli
