// Who calls: the signature of MNS's HTTP protocol ("Sign requests" of its API reference).
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "callbacks/mns/fault.h"
#include "http/message.h"
#include "jobs/account_store.h"

namespace smarttag::callbacks::mns {

// VERB, Content-MD5, Content-Type, Date, the sorted x-mns- headers and the resource (path and query as sent),
// with LF between.
std::string string_to_sign(const http::Request& request);

// Base64 of HMAC-SHA1.
std::string sign(std::string_view secret, std::string_view text);

// The owner of "Authorization: MNS AccessKeyId:Signature": Date within 15 minutes of `now`, the signature
// right, a body with its Content-MD5. Faults of authorisation only.
Reply<jobs::Credential> authenticate(const http::Request& request, jobs::AccountStore& accounts, Time now);

}  // namespace smarttag::callbacks::mns
