#include "cli/analyze/job_id.h"

#include <array>
#include <random>

#include <spdlog/fmt/fmt.h>

namespace smarttag::cli {
namespace {

std::array<unsigned, 4> random_words() {
  std::random_device device;
  return {device(), device(), device(), device()};
}

}  // namespace

std::string new_job_id() {
  const auto w = random_words();
  return fmt::format("{:08x}{:08x}{:08x}{:08x}", w[0], w[1], w[2], w[3]);
}

std::string new_request_id() {
  const auto w = random_words();
  return fmt::format("{:08X}-{:04X}-4{:03X}-{:04X}-{:04X}{:08X}", w[0], w[1] >> 16U, w[1] & 0xFFFU,
                     (w[2] >> 16U & 0x3FFFU) | 0x8000U, w[2] & 0xFFFFU, w[3]);
}

}  // namespace smarttag::cli
