// When a webhook that failed is tried again.
#pragma once

#include <chrono>
#include <optional>

namespace smarttag::callbacks::webhooks {

// How long to wait after the try of this number (1 is the first) failed; nothing when it was the last: ten
// tries within about three days, spaced as Standard Webhooks recommends. `chance` (0 to 1) adds up to a
// fifth, so that what failed together does not come back together. Who asks for more time by Retry-After gets
// it, up to a day.
std::optional<std::chrono::milliseconds> wait_after(int attempt,
                                                    std::optional<std::chrono::seconds> retry_after,
                                                    double chance);

}  // namespace smarttag::callbacks::webhooks
