// Any bytes as a media file: it is opened and decoded to its end, within small limits.
#include <sys/mman.h>
#include <unistd.h>

#include <spdlog/spdlog.h>

#include "media/source.h"

namespace {

using namespace smarttag::media;

constexpr Limits kLimits{1 << 24, 60, 1 << 20, 8, 320, 2};

void decode(int file) {
  const auto source = Source::open(file, kLimits);
  if (!source) return;
  double until = 0;
  (void)(*source)->decode({[&](Frame frame) { return !frame.bgr.empty(); },
                           [](const AudioChunk&) { return true; }, [&](double seconds) { until = seconds; }});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  spdlog::set_level(spdlog::level::off);
  const int file = ::memfd_create("input", MFD_CLOEXEC);
  if (file < 0) return 0;
  if (::write(file, data, size) == static_cast<ssize_t>(size)) decode(file);
  ::close(file);
  return 0;
}
