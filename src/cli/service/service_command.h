// What `serve` and `worker` share: a service that runs until it is told to stop.
#pragma once

#include "base/settings.h"
#include "service/service.h"

namespace smarttag::cli {

// Runs the parts until SIGINT or SIGTERM, then stops them in order. 0, or the error of the start.
Result<int> run_service(const Settings& settings, const service::Parts& parts);

}  // namespace smarttag::cli
