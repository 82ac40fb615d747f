// Users of the service and their access keys.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jobs/job.h"

namespace smarttag::jobs {

// How much a user may take of the service. What is not set is as StoreOptions says.
struct UserLimits {
  std::optional<std::int64_t> jobs;      // that are not finished; 0: any number
  std::optional<std::int64_t> analyses;  // at once, over all pipelines and workers; 0: any number
  std::optional<std::int64_t> bytes;     // of results, subtitle files and facts; 0: any number
  int weight = 1;  // 1 to 100: a user of weight 2 gets twice the workers of one of weight 1

  bool operator==(const UserLimits&) const = default;
};

struct User {
  UserId id = 0;
  std::string name;
  std::string policies_json;  // a JSON array of policies in RAM's form
  Time created{};
  UserLimits limits{};
};

struct AccessKey {
  std::string id;
  UserId owner = 0;
  bool active = true;
  std::string policy_json;  // narrows what the owner may do; empty: as the owner
  Time created{};
};

// A key as signatures need it.
struct Credential {
  AccessKey key;
  User user;
  std::string secret;
};

// Thread-safe. Every call may fail with kStoreFailed. Secrets lie in the database sealed by the server's key
// (secrets/sealed_secret.h), as a signature cannot be checked against a hash.
class AccountStore {
 public:
  AccountStore() = default;
  virtual ~AccountStore() = default;
  AccountStore(const AccountStore&) = delete;
  AccountStore& operator=(const AccountStore&) = delete;

  virtual Result<User> create_user(const std::string& name,
                                   const std::string& policies_json) = 0;  // kConflict: taken
  virtual Result<User> find_user(const std::string& name) = 0;
  virtual Result<std::vector<User>> users() = 0;
  virtual Result<User> set_policies(UserId user, const std::string& policies_json) = 0;
  virtual Result<User> set_limits(UserId user, const UserLimits& limits) = 0;  // kUsage: out of bounds
  virtual Result<void> remove_user(UserId user) = 0;  // and all that is theirs; running jobs end
  // Jobs with results, libraries, media, templates, pipelines and queues; the account and its keys stay.
  virtual Result<void> erase_data(UserId user) = 0;
  // All of that becomes another user's, running jobs too; then the user is removed. kUsage: to themselves.
  virtual Result<void> hand_over(UserId user, UserId heir) = 0;

  // What callbacks of this user's jobs are signed with, after Standard Webhooks: "whsec_" and 24 bytes in
  // base64. Made with the user.
  virtual Result<std::string> webhook_secret(UserId user) = 0;
  // Makes a new one; callbacks are signed with the one before as well, until `overlap` is over.
  virtual Result<std::string> rotate_webhook_secret(UserId user, std::chrono::milliseconds overlap) = 0;
  // All that callbacks are signed with now, the newest first: one or two.
  virtual Result<std::vector<std::string>> webhook_secrets(UserId user) = 0;

  // A new key; this answer alone holds the secret for showing.
  virtual Result<Credential> create_key(UserId user, const std::string& policy_json) = 0;
  // kNotFound: no such key. An inactive key is found: the caller must look.
  virtual Result<Credential> credential(const std::string& key_id) = 0;
  virtual Result<std::vector<AccessKey>> keys(UserId user) = 0;
  virtual Result<void> set_active(const std::string& key_id, bool active) = 0;
  virtual Result<void> remove_key(const std::string& key_id) = 0;
};

}  // namespace smarttag::jobs
