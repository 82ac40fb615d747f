// Any text as the XML of a queue call.
#include "callbacks/mns/documents.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace smarttag::callbacks::mns;
  const std::string xml(reinterpret_cast<const char*>(data), size);
  (void)visibility_in(xml);
  (void)receipt_handles_in(xml);
  return 0;
}
