#include "base/settings.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <utility>

#include <spdlog/fmt/fmt.h>
#include <toml++/toml.h>

namespace smarttag {
namespace {

struct Unit {
  std::string_view suffix;
  double factor;
};
constexpr std::array kByteUnits{Unit{"", 1}, Unit{"B", 1}, Unit{"KiB", 1024}, Unit{"MiB", 1048576.},
                                Unit{"GiB", 1073741824.}};
constexpr std::array kTimeUnits{Unit{"", 1}, Unit{"s", 1}, Unit{"m", 60}, Unit{"h", 3600}};

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (bad != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

// "16GiB" -> 16 * 2^30; nothing for an unknown unit or a negative amount.
std::optional<double> amount(std::string_view text, std::span<const Unit> units) {
  const auto split =
      std::find_if(text.begin(), text.end(), [](unsigned char c) { return std::isalpha(c) != 0; });
  const std::string_view suffix{split, text.end()};
  const auto value = number({text.begin(), split});
  const auto unit =
      std::find_if(units.begin(), units.end(), [&](const Unit& u) { return u.suffix == suffix; });
  if (!value || *value < 0 || unit == units.end()) return std::nullopt;
  return *value * unit->factor;
}

bool offers(std::string_view choices, std::string_view value) {
  while (!choices.empty()) {
    const auto bar = choices.find('|');
    if (choices.substr(0, bar) == value) return true;
    if (bar == std::string_view::npos) return false;
    choices.remove_prefix(bar + 1);
  }
  return false;
}

// The value of a number, a size (bytes) or a time (seconds); nothing where the text is none.
std::optional<double> measure(SettingType type, std::string_view text) {
  if (type == SettingType::kBytes) return amount(text, kByteUnits);
  if (type == SettingType::kSeconds) return amount(text, kTimeUnits);
  const auto n = number(text);
  const bool whole = n && (type == SettingType::kReal || std::floor(*n) == *n);
  return whole ? n : std::nullopt;
}

// "1..256" -> "1", "256". Every row has a range; settings_test.cc says so.
std::pair<std::string_view, std::string_view> ends_of(std::string_view range) {
  const auto dots = range.find("..");
  if (dots == std::string_view::npos) return {"0", "1000000000000000"};
  return {range.substr(0, dots), range.substr(dots + 2)};
}

bool fits(const SettingSpec& spec, std::string_view value) {
  switch (spec.type) {
    case SettingType::kText:
      return true;
    case SettingType::kBoolean:
      return value == "true" || value == "false";
    case SettingType::kChoice:
      return offers(spec.choices, value);
    case SettingType::kInteger:
    case SettingType::kReal:
    case SettingType::kBytes:
    case SettingType::kSeconds:
      break;
  }
  const auto n = measure(spec.type, value);
  const auto [least, greatest] = ends_of(spec.choices);
  return n && *n >= measure(spec.type, least) && *n <= measure(spec.type, greatest);
}

std::string expectation(const SettingSpec& spec) {
  const auto within = [&](std::string_view what) {
    const auto [least, greatest] = ends_of(spec.choices);
    return fmt::format("{} from {} to {}", what, least, greatest);
  };
  switch (spec.type) {
    case SettingType::kText:
      return "a text";
    case SettingType::kInteger:
      return within("a whole number");
    case SettingType::kReal:
      return within("a number");
    case SettingType::kBytes:
      return within("a size such as 500MiB,");
    case SettingType::kSeconds:
      return within("a time such as 90s, 10m or 2h,");
    case SettingType::kBoolean:
      return "true or false";
    case SettingType::kChoice:
      return fmt::format("one of {}", spec.choices);
  }
  return {};
}

const SettingSpec* find(std::string_view name) {
  const auto table = setting_table();
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const SettingSpec& s) { return s.name == name; });
  return found == table.end() ? nullptr : &*found;
}

// A name that is not in the table is a defect of the caller, not of the user.
const SettingSpec& demand(std::string_view name) {
  const SettingSpec* spec = find(name);
  if (spec == nullptr) std::abort();
  return *spec;
}

std::string as_text(const toml::node& node) {
  if (const auto* s = node.as_string()) return s->get();
  if (const auto* i = node.as_integer()) return std::to_string(i->get());
  if (const auto* f = node.as_floating_point()) return fmt::format("{}", f->get());
  if (const auto* b = node.as_boolean()) return b->get() ? "true" : "false";
  return {};
}

}  // namespace

std::string environment_name(std::string_view setting) {
  std::string name = "SMARTTAG_";
  for (const unsigned char c : setting) name += c == '-' ? '_' : static_cast<char>(std::toupper(c));
  return name;
}

Settings::Settings() {
  for (const auto& spec : setting_table()) values_.emplace(spec.name, spec.fallback);
}

Result<void> Settings::set(std::string_view name, std::string_view value) {
  const SettingSpec* spec = find(name);
  if (spec == nullptr)
    return fail(ErrorKind::kUsage,
                fmt::format("There is no setting '{}'. See docs/settings.md for the list.", name));
  if (!fits(*spec, value))
    return fail(ErrorKind::kUsage,
                fmt::format("'{}' does not fit the setting {}: give {}.", value, name, expectation(*spec)));
  values_.find(name)->second = value;
  return {};
}

Result<void> Settings::read_file(const std::filesystem::path& file) {
  std::error_code missing;
  if (!std::filesystem::is_regular_file(file, missing))
    return fail(ErrorKind::kUsage, fmt::format("There is no configuration file {}.", file.string()));
  toml::table table;
  try {
    table = toml::parse_file(file.string());
  } catch (const toml::parse_error& e) {
    return fail(ErrorKind::kUsage,
                fmt::format("{}, line {}: {}", file.string(), e.source().begin.line, e.description()));
  }
  for (const auto& [key, node] : table) {
    if (auto done = set(key.str(), as_text(node)); !done) {
      done.error().client.text =
          fmt::format("{}, line {}: {}", file.string(), node.source().begin.line, done.error().client.text);
      return done;
    }
  }
  return {};
}

namespace {

// Variables that are no settings: the launcher's, and those of tests and benchmarks.
constexpr std::array<std::string_view, 10> kOtherVariables{
    "SMARTTAG_HOME",     "SMARTTAG_PYTHON",    "SMARTTAG_MEDIA",    "SMARTTAG_BINARY",
    "SMARTTAG_KILLS",    "SMARTTAG_KILL_SEED", "SMARTTAG_SANITIZE", "SMARTTAG_NEEDS_SHARED_MEDIA",
    "SMARTTAG_ENDPOINT", "SMARTTAG_AMQP_TEST"};

// A variable that looks like a setting and is none is a typing mistake, as an unknown flag is.
Result<void> check_variables() {
  const auto table = setting_table();
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) {
    const std::string_view whole(*variable);
    const std::string_view name = whole.substr(0, whole.find('='));
    if (!name.starts_with("SMARTTAG_") || name.starts_with("SMARTTAG_TEST_")) continue;
    const bool known =
        std::find(kOtherVariables.begin(), kOtherVariables.end(), name) != kOtherVariables.end() ||
        std::any_of(table.begin(), table.end(),
                    [&](const SettingSpec& spec) { return environment_name(spec.name) == name; });
    if (!known)
      return fail(ErrorKind::kUsage,
                  fmt::format("Unknown environment variable {}. See docs/settings.md for the list.", name));
  }
  return {};
}

}  // namespace

Result<void> Settings::read_environment() {
  if (auto known = check_variables(); !known) return known;
  for (const auto& spec : setting_table()) {
    const std::string variable = environment_name(spec.name);
    const char* value = std::getenv(variable.c_str());  // NOLINT(concurrency-mt-unsafe): read at start only
    if (value == nullptr) continue;
    if (auto done = set(spec.name, value); !done) {
      done.error().client.text = fmt::format("{}: {}", variable, done.error().client.text);
      return done;
    }
  }
  return {};
}

const std::string& Settings::text(std::string_view name) const {
  return values_.find(demand(name).name)->second;
}

std::int64_t Settings::integer(std::string_view name) const {
  const auto& spec = demand(name);
  const auto value = spec.type == SettingType::kBytes ? amount(text(name), kByteUnits) : number(text(name));
  return static_cast<std::int64_t>(value.value());
}

double Settings::real(std::string_view name) const {
  const auto& spec = demand(name);
  const auto value = spec.type == SettingType::kSeconds ? amount(text(name), kTimeUnits) : number(text(name));
  return value.value();
}

bool Settings::boolean(std::string_view name) const { return text(name) == "true"; }

std::map<std::string, std::string> Settings::to_map() const {
  std::map<std::string, std::string> map;
  for (const auto& spec : setting_table())
    if (spec.scope == SettingScope::kAnalysis) map.emplace(spec.name, text(spec.name));
  return map;
}

Result<Settings> Settings::from_map(const std::map<std::string, std::string>& values) {
  Settings settings;
  for (const auto& [name, value] : values)
    if (auto done = settings.set(name, value); !done) return tl::unexpected(std::move(done).error());
  return settings;
}

}  // namespace smarttag
