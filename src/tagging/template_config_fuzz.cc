// Any text as the configuration of a template.
#include "tagging/template_config.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  (void)smarttag::tagging::template_config_from({reinterpret_cast<const char*>(data), size});
  return 0;
}
