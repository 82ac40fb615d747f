// Any bytes as a fact: an error or a fact, whose wire form is read again as the same.
#include <cstdlib>

#include "facts/wire/wire.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace smarttag::facts;
  const auto fact = from_wire({reinterpret_cast<const char*>(data), size});
  if (!fact) return 0;
  const std::string bytes = to_wire(*fact);
  const auto again = from_wire(bytes);
  if (!again || to_wire(*again) != bytes) std::abort();
  return 0;
}
