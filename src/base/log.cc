#include "base/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace smarttag {

void log_to_standard_error() {
  spdlog::set_default_logger(spdlog::stderr_color_mt("smarttag"));
  spdlog::set_level(spdlog::level::warn);
}

}  // namespace smarttag
