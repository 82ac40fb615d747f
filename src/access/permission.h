// Whether a key may do something.
#pragma once

#include <string_view>

#include "jobs/account_store.h"

namespace smarttag::access {

// `action`: "ice:QuerySmarttagJob", "mns:ReceiveMessage"; `remote`: the caller's address as text.
// Nothing is allowed by default, a denial wins, and a key's own policy only narrows what its user may do.
// A stored policy that cannot be read allows nothing, with a line in the log. Thread-safe.
bool allowed(const jobs::Credential& credential, std::string_view action, std::string_view remote);

}  // namespace smarttag::access
