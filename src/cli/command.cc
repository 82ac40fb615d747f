#include "cli/command.h"

#include <iostream>

#include <spdlog/spdlog.h>

#include "cli/printable.h"

namespace smarttag::cli {

int report_error(const Error& error) {
  std::cerr << "smarttag: " << printable(error.client.text) << std::endl;
  if (!error.log.text.empty()) spdlog::info("{}: {}", row(error.kind).name, error.log.text);
  return row(error.kind).exit_code;
}

}  // namespace smarttag::cli
