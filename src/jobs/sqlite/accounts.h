#pragma once

#include "jobs/account_store.h"
#include "jobs/secrets/sealed_secret.h"
#include "jobs/sqlite/context.h"

namespace smarttag::jobs::sqlite {

class SqliteAccounts final : public AccountStore {
 public:
  SqliteAccounts(const Context& context, SecretBox secrets) : context_(context), secrets_(secrets) {}

  Result<User> create_user(const std::string& name, const std::string& policies_json) override;
  Result<User> find_user(const std::string& name) override;
  Result<std::vector<User>> users() override;
  Result<User> set_policies(UserId user, const std::string& policies_json) override;
  Result<User> set_limits(UserId user, const UserLimits& limits) override;
  Result<void> remove_user(UserId user) override;
  Result<void> erase_data(UserId user) override;
  Result<void> hand_over(UserId user, UserId heir) override;
  Result<std::string> webhook_secret(UserId user) override;
  Result<std::string> rotate_webhook_secret(UserId user, std::chrono::milliseconds overlap) override;
  Result<std::vector<std::string>> webhook_secrets(UserId user) override;
  Result<Credential> create_key(UserId user, const std::string& policy_json) override;
  Result<Credential> credential(const std::string& key_id) override;
  Result<std::vector<AccessKey>> keys(UserId user) override;
  Result<void> set_active(const std::string& key_id, bool active) override;
  Result<void> remove_key(const std::string& key_id) override;

 private:
  Context context_;
  SecretBox secrets_;
};

}  // namespace smarttag::jobs::sqlite
