// Users of the service and their access keys.
#pragma once

#include <string>
#include <vector>

#include "jobs/job.h"

namespace smarttag::jobs {

struct User {
  UserId id = 0;
  std::string name;
  std::string policies_json;  // a JSON array of policies in RAM's form
  Time created{};
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
  virtual Result<void> remove_user(UserId user) = 0;  // and all that is theirs; running jobs end

  // What callbacks of this user's jobs are signed with, after Standard Webhooks: "whsec_" and 24 bytes in
  // base64. Made with the user.
  virtual Result<std::string> webhook_secret(UserId user) = 0;

  // A new key; this answer alone holds the secret for showing.
  virtual Result<Credential> create_key(UserId user, const std::string& policy_json) = 0;
  // kNotFound: no such key. An inactive key is found: the caller must look.
  virtual Result<Credential> credential(const std::string& key_id) = 0;
  virtual Result<std::vector<AccessKey>> keys(UserId user) = 0;
  virtual Result<void> set_active(const std::string& key_id, bool active) = 0;
  virtual Result<void> remove_key(const std::string& key_id) = 0;
};

}  // namespace smarttag::jobs
