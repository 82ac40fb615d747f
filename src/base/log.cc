#include "base/log.h"

#include <string>

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace smarttag {

void log_to_standard_error() {
  spdlog::set_default_logger(spdlog::stderr_color_mt("smarttag"));
  spdlog::set_level(spdlog::level::warn);
}

void set_log_level(std::string_view level, std::string_view by_default) {
  spdlog::set_level(spdlog::level::from_str(std::string(level == "auto" ? by_default : level)));
}

}  // namespace smarttag
