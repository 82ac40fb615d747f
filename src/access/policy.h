// What a user or a key may do: policies in the form of Alibaba Cloud's RAM.
//   {"Version": "1", "Statement": [{"Effect": "Allow" | "Deny", "Action": "ice:Query*" | [...],
//     "Resource": "*", "Condition": {"IpAddress" | "NotIpAddress": {"acs:SourceIp": "10.0.0.0/8" | [...]}}}]}
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/address.h"
#include "results/json.h"

namespace smarttag::access {

// What somebody wants to do.
struct Attempt {
  std::string_view action;              // "ice:QuerySmarttagJob"
  std::optional<net::Address> address;  // of the caller; nothing: not known
};

enum class Verdict { kNone, kAllow, kDeny };

class Policy {
 public:
  // kUsage, with the place and what to write instead, for anything that this server would not obey: an
  // unknown key, operator or resource is refused rather than passed over.
  static Result<Policy> parse(const results::Json& policy);

  // Deny wins; kNone when no statement speaks of it.
  Verdict judge(const Attempt& attempt) const;

 private:
  struct Condition {
    bool inside = true;  // IpAddress; false: NotIpAddress
    std::vector<net::AddressRange> ranges;
  };
  struct Statement {
    bool allow = false;
    std::vector<std::string> actions;  // with * and ?
    std::vector<Condition> conditions;
  };
  static Result<Statement> parse_statement(const results::Json& json, const std::string& where);
  static Result<std::vector<Condition>> parse_conditions(const results::Json& json, const std::string& where);
  static bool applies(const Statement& statement, const Attempt& attempt);

  std::vector<Statement> statements_;
};

// One policy or an array of them, as text.
Result<std::vector<Policy>> parse_policies(std::string_view text);

Verdict judge(const std::vector<Policy>& policies, const Attempt& attempt);

// '*' stands for any text, '?' for one byte; letters match in either case.
bool matches(std::string_view pattern, std::string_view text);

// The policies of somebody who may do everything.
inline constexpr std::string_view kEverything =
    R"([{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}])";

}  // namespace smarttag::access
