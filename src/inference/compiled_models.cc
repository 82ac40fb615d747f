#include "inference/compiled_models.h"

#include <fstream>
#include <string>

#include <spdlog/fmt/fmt.h>
#include <openvino/openvino.hpp>

#include "base/paths.h"
#include "base/whole_file.h"
#include "inference/registry.h"

namespace smarttag::inference {
namespace {

std::filesystem::path marker(const Settings& settings) {
  return cache_folder(settings) / "compiled" / "complete";
}

// Changes with all that makes OpenVINO compile anew.
Result<std::string> state_of(const Settings& settings) {
  const auto registry = Registry::open(settings);
  if (!registry) return tl::unexpected(registry.error());
  std::string text = fmt::format("{}\nprecision {} threads {}\n", ov::get_openvino_version().buildNumber,
                                 settings.text("precision"), settings.integer("threads"));
  for (const auto& card : registry->models())
    text += fmt::format("{}\n{}\n", card.folder.string(),
                        whole_file(card.folder / "installed.json").value_or(""));
  return text;
}

}  // namespace

bool models_are_compiled(const Settings& settings) {
  const auto state = state_of(settings);
  return state && whole_file(marker(settings)).value_or("") == *state;
}

Result<void> mark_models_compiled(const Settings& settings) {
  const auto state = state_of(settings);
  if (!state) return tl::unexpected(state.error());
  std::ofstream file(marker(settings), std::ios::binary | std::ios::trunc);
  file << *state << std::flush;
  if (!file) return fail(ErrorKind::kOutputFailed, "The cache of compiled models cannot be written.");
  return {};
}

}  // namespace smarttag::inference
