#include "access/permission.h"

#include <spdlog/spdlog.h>

#include "access/policy.h"

namespace smarttag::access {
namespace {

Verdict judge_text(std::string_view policies, const Attempt& attempt, const jobs::Credential& credential) {
  const auto parsed = parse_policies(policies);
  if (parsed) return judge(*parsed, attempt);
  spdlog::error("access user={} key={} has a policy that cannot be read: {}", credential.user.name,
                credential.key.id, parsed.error().client.text);
  return Verdict::kDeny;
}

}  // namespace

bool allowed(const jobs::Credential& credential, std::string_view action, std::string_view remote) {
  const Attempt attempt{action, net::parse_address(remote)};
  if (judge_text(credential.user.policies_json, attempt, credential) != Verdict::kAllow) return false;
  return credential.key.policy_json.empty() ||
         judge_text(credential.key.policy_json, attempt, credential) == Verdict::kAllow;
}

}  // namespace smarttag::access
