#include "access/policy.h"

#include <algorithm>
#include <cctype>

namespace smarttag::access {
namespace {

using results::Json;

tl::unexpected<Error> wrong(const std::string& where, const std::string& what) {
  return fail(ErrorKind::kUsage, "Policy, " + where + ": " + what);
}

// A text or a list of texts.
Result<std::vector<std::string>> texts(const Json& json, const std::string& where) {
  std::vector<std::string> all;
  const auto take = [&](const Json& each) {
    if (each.is_string() && !each.get_ref<const std::string&>().empty())
      all.push_back(each.get<std::string>());
    return each.is_string();
  };
  const bool good = json.is_array() ? std::all_of(json.begin(), json.end(), take) : take(json);
  if (!good || all.empty()) return wrong(where, "give a text or a list of texts.");
  return all;
}

Result<void> only_keys(const Json& json, std::initializer_list<std::string_view> known,
                       const std::string& where) {
  if (!json.is_object()) return wrong(where, "give an object.");
  for (const auto& [key, value] : json.items())
    if (std::find(known.begin(), known.end(), key) == known.end())
      return wrong(where, "\"" + key + "\" is not supported here.");
  return {};
}

bool same_letter(char a, char b) {
  return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
}

}  // namespace

// Greedy with one place to come back to: linear in practice, length times length at worst.
bool matches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || same_letter(pattern[p], text[t]))) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  return pattern.substr(p).find_first_not_of('*') == std::string_view::npos;
}

Result<std::vector<Policy::Condition>> Policy::parse_conditions(const Json& json, const std::string& where) {
  if (auto known = only_keys(json, {"IpAddress", "NotIpAddress"}, where); !known)
    return tl::unexpected(std::move(known).error());
  std::vector<Condition> conditions;
  for (const auto& [name, keys] : json.items()) {
    std::string place = where;
    place.append(".").append(name);
    if (auto known = only_keys(keys, {"acs:SourceIp"}, place); !known)
      return tl::unexpected(std::move(known).error());
    if (!keys.contains("acs:SourceIp")) return wrong(place, "\"acs:SourceIp\" is missing.");
    const auto ranges = texts(keys.at("acs:SourceIp"), place + ".acs:SourceIp");
    if (!ranges) return tl::unexpected(ranges.error());
    Condition condition{name == "IpAddress", {}};
    for (const std::string& text : *ranges) {
      const auto range = net::AddressRange::parse(text);
      if (!range) return wrong(place, "\"" + text + "\" is not an address range such as 10.0.0.0/8.");
      condition.ranges.push_back(*range);
    }
    conditions.push_back(std::move(condition));
  }
  return conditions;
}

Result<Policy::Statement> Policy::parse_statement(const Json& json, const std::string& where) {
  if (auto known = only_keys(json, {"Sid", "Effect", "Action", "Resource", "Condition"}, where); !known)
    return tl::unexpected(std::move(known).error());
  Statement statement;
  const auto effect = json.find("Effect");
  if (effect == json.end() || (*effect != "Allow" && *effect != "Deny"))
    return wrong(where + ".Effect", "write \"Allow\" or \"Deny\".");
  statement.allow = *effect == "Allow";
  if (!json.contains("Action")) return wrong(where, "\"Action\" is missing: write \"ice:*\", say.");
  auto actions = texts(json.at("Action"), where + ".Action");
  if (!actions) return tl::unexpected(std::move(actions).error());
  statement.actions = *std::move(actions);
  if (json.contains("Resource")) {
    const auto resources = texts(json.at("Resource"), where + ".Resource");
    if (!resources) return tl::unexpected(resources.error());
    if (*resources != std::vector<std::string>{"*"})
      return wrong(where + ".Resource", "only \"*\" is supported: users see their own resources anyway.");
  }
  if (json.contains("Condition")) {
    auto conditions = parse_conditions(json.at("Condition"), where + ".Condition");
    if (!conditions) return tl::unexpected(std::move(conditions).error());
    statement.conditions = *std::move(conditions);
  }
  return statement;
}

Result<Policy> Policy::parse(const Json& json) {
  if (auto known = only_keys(json, {"Version", "Statement"}, "top level"); !known)
    return tl::unexpected(std::move(known).error());
  if (!json.contains("Version") || json.at("Version") != "1") return wrong("Version", "write \"1\".");
  if (!json.contains("Statement") || !json.at("Statement").is_array())
    return wrong("Statement", "give a list of statements.");
  Policy policy;
  for (const Json& each : json.at("Statement")) {
    auto statement = parse_statement(each, "Statement[" + std::to_string(policy.statements_.size()) + "]");
    if (!statement) return tl::unexpected(std::move(statement).error());
    policy.statements_.push_back(*std::move(statement));
  }
  return policy;
}

bool Policy::applies(const Statement& statement, const Attempt& attempt) {
  const auto named = [&](const std::string& pattern) { return matches(pattern, attempt.action); };
  if (std::none_of(statement.actions.begin(), statement.actions.end(), named)) return false;
  return std::all_of(
      statement.conditions.begin(), statement.conditions.end(), [&](const Condition& condition) {
        if (!attempt.address) return !statement.allow;  // not known: what is denied stays denied
        const auto holds = [&](const net::AddressRange& range) { return range.holds(*attempt.address); };
        return std::any_of(condition.ranges.begin(), condition.ranges.end(), holds) == condition.inside;
      });
}

Verdict Policy::judge(const Attempt& attempt) const {
  Verdict verdict = Verdict::kNone;
  for (const Statement& statement : statements_) {
    if (!applies(statement, attempt)) continue;
    if (!statement.allow) return Verdict::kDeny;
    verdict = Verdict::kAllow;
  }
  return verdict;
}

Verdict judge(const std::vector<Policy>& policies, const Attempt& attempt) {
  Verdict verdict = Verdict::kNone;
  for (const Policy& policy : policies) verdict = std::max(verdict, policy.judge(attempt));
  return verdict;
}

Result<std::vector<Policy>> parse_policies(std::string_view text) {
  const auto json = results::parse(text);
  if (!json) return tl::unexpected(json.error());
  std::vector<Policy> policies;
  for (const Json& each : json->is_array() ? *json : Json::array({*json})) {
    auto policy = Policy::parse(each);
    if (!policy) return tl::unexpected(std::move(policy).error());
    policies.push_back(*std::move(policy));
  }
  return policies;
}

}  // namespace smarttag::access
