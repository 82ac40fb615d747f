// Any text as policies, and whether they let somebody do something.
#include "access/policy.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace smarttag;
  const auto policies = access::parse_policies({reinterpret_cast<const char*>(data), size});
  if (policies) access::judge(*policies, {"ice:QuerySmarttagJob", net::parse_address("10.1.2.3")});
  return 0;
}
