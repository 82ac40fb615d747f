#include "cli/models_command.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <spdlog/fmt/fmt.h>
#include <nlohmann/json.hpp>

#include "base/paths.h"
#include "cli/command.h"
#include "inference/local_models.h"
#include "inference/registry.h"

namespace smarttag::cli {
namespace {

namespace fs = std::filesystem;
using inference::ModelCard;
using inference::ModelState;
using inference::Registry;

struct Options {
  bool json = false;
  std::string cache;
  std::vector<std::string> names;
  std::string addition;
  std::string variant;
};

Result<Settings> settings_of(const Options& options) {
  Settings settings;
  if (auto done = settings.read_environment(); !done) return tl::unexpected(std::move(done).error());
  if (!options.cache.empty())
    for (const auto& [name, value] :
         {std::pair<std::string, std::string>{"cache-dir", options.cache}, {"models-cache", ""}})
      if (auto done = settings.set(name, value); !done) return tl::unexpected(std::move(done).error());
  return settings;
}

Result<int> list(const Settings& settings, const Options& options) {
  const auto registry = Registry::open(settings);
  if (!registry) return tl::unexpected(registry.error());
  auto array = nlohmann::json::array();
  if (!options.json)
    std::cout << fmt::format("{:<24} {:<18} {:>9}  {:<24} {}\n", "NAME", "TASK", "SIZE", "LICENCE", "STATE");
  for (const auto& card : registry->models()) {
    const auto state = name_of(registry->state(card));
    if (options.json) {
      array.push_back({{"name", card.name},
                       {"task", card.task},
                       {"version", card.version},
                       {"size", card.size},
                       {"licence", card.licence},
                       {"upstream", card.upstream},
                       {"state", state},
                       {"folder", card.folder.string()}});
      continue;
    }
    std::cout << fmt::format("{:<24} {:<18} {:>6.1f} MB  {:<24} {}\n", card.name, card.task,
                             static_cast<double>(card.size) / 1e6, card.licence, state);
  }
  if (options.json) std::cout << array.dump(2) << '\n';
  return 0;
}

// A model that a task needs: pulled by default, and nothing added in its place.
bool needed(const Registry& registry, const ModelCard& card) {
  const auto replaces = [&](const ModelCard& other) { return other.local && other.name == card.name; };
  return card.standard && std::none_of(registry.models().begin(), registry.models().end(), replaces);
}

Result<int> verify(const Settings& settings, const Options&) {
  const auto registry = Registry::open(settings);
  if (!registry) return tl::unexpected(registry.error());
  std::size_t models = 0;
  std::size_t files = 0;
  std::size_t bad = 0;
  for (const auto& card : registry->models()) {
    if (registry->state(card) == ModelState::kMissing) {
      if (!needed(*registry, card)) continue;
      std::cerr << "smarttag: " << card.name << " is not installed. Run: smarttag models pull\n";
      ++bad;
      continue;
    }
    ++models;
    files += card.files.size();
    for (const auto& file : registry->damaged_files(card)) {
      std::cerr << "smarttag: " << (card.folder / file).string() << " is damaged. "
                << (card.local ? "Add it again: smarttag models add " + card.name + "=FILE"
                               : "Run: smarttag models pull " + card.name)
                << '\n';
      ++bad;
    }
  }
  if (bad > 0) return row(ErrorKind::kModelMissing).exit_code;
  std::cout << models << " models, " << files << " files: each is as it was installed\n";
  return 0;
}

// Of a task that no recipe serves; it comes as the folder of an ONNX export (models/zoo/image_text.py).
constexpr const char* kImageText = "image-text";

// The interpreter that the set-up made: the launcher names it; else the newest finished one in the cache.
Result<fs::path> recipe_interpreter(const fs::path& cache) {
  const char* given = std::getenv("SMARTTAG_PYTHON");  // NOLINT(concurrency-mt-unsafe): nothing sets it here
  if (given != nullptr && *given != '\0') return given;
  fs::path newest;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(cache / "python", none)) {
    if (!entry.path().filename().string().starts_with("runtime-") || !fs::exists(entry.path() / "finished"))
      continue;
    if (newest.empty() || fs::last_write_time(entry.path()) > fs::last_write_time(newest))
      newest = entry.path();
  }
  if (newest.empty())
    return fail(ErrorKind::kModelMissing,
                "There is no Python environment to convert models with. Run: setup/python runtime");
  return newest / "bin" / "python";
}

// The zoo's command in the place of this process: its exit codes are ours.
Result<int> run_zoo(const Settings& settings, const std::string& what,
                    const std::vector<std::string>& arguments) {
  const auto cache = models_folder(settings).parent_path();
  const auto python = recipe_interpreter(cache_folder(settings));
  if (!python) return tl::unexpected(python.error());
  std::vector<std::string> words{python->string(), (home_folder() / "models" / "zoo_cli.py").string(), what,
                                 "--cache", cache.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (auto& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  std::cout.flush();
  ::execv(pointers.front(), pointers.data());
  return fail(ErrorKind::kModelMissing,
              "Python cannot be started to convert models. Check SMARTTAG_PYTHON: " + words.front());
}

Result<int> pull(const Settings& settings, const Options& options) {
  return run_zoo(settings, "pull", options.names);
}

Result<int> add(const Settings& settings, const Options& options) {
  const auto equals = options.addition.find('=');
  if (equals == 0 || equals == std::string::npos || equals + 1 == options.addition.size())
    return fail(ErrorKind::kUsage,
                "Write NAME=FILE, for example: smarttag models add silero-vad=better.onnx");
  const std::string name = options.addition.substr(0, equals);
  const std::string source = options.addition.substr(equals + 1);
  if (name == kImageText) {
    std::vector<std::string> arguments;
    if (!options.variant.empty()) arguments = {"--variant", options.variant};
    arguments.insert(arguments.end(), {"--", source});
    return run_zoo(settings, "add-image-text", arguments);
  }
  if (!options.variant.empty())
    return fail(ErrorKind::kUsage, "--variant chooses among the files of an image-text model.");
  if (auto done = inference::add_local_model(settings, name, source); !done)
    return tl::unexpected(std::move(done).error());
  std::cout << name << ": the file was copied and is used from now on. Back: smarttag models remove " << name
            << '\n';
  return 0;
}

Result<int> remove(const Settings& settings, const Options& options) {
  const auto& name = options.names.front();
  if (auto done = inference::remove_local_model(settings, name); !done)
    return tl::unexpected(std::move(done).error());
  std::cout << name
            << (name == kImageText ? ": the model was removed\n"
                                   : ": the model of the recipe is used again\n");
  return 0;
}

using Action = Result<int> (*)(const Settings&, const Options&);

int carry_out(Action action, const Options& options) {
  const auto settings = settings_of(options);
  if (!settings) return report_error(settings.error());
  const auto done = action(*settings, options);
  return done ? *done : report_error(done.error());
}

}  // namespace

void add_models_command(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* models = app.add_subcommand("models", "Lists, fetches, verifies and replaces the models");
  models->require_subcommand(0, 1);
  models->add_option("--cache-dir", options->cache, "the cache folder, if not the user's")->type_name("DIR");
  models->add_flag("--json", options->json, "the list as JSON");
  const auto subcommand = [&](const char* name, const char* help, Action action, const char* examples) {
    auto* made = models->add_subcommand(name, help);
    made->footer(std::string("Examples:\n  ") + examples);
    made->callback([=, &exit_code] { exit_code = carry_out(action, *options); });
    return made;
  };
  subcommand("pull", "Fetches and installs models that are missing or damaged", pull,
             "smarttag models pull\n  smarttag models pull silero-vad")
      ->add_option("NAME", options->names, "these models; without one, all that are needed");
  subcommand("verify", "Compares every installed file with its SHA-256; exit code 4 if one is damaged",
             verify, "smarttag models verify");
  auto* adding = subcommand("add", "Replaces a model by a better one for the same task", add,
                            "smarttag models add silero-vad=better.onnx\n"
                            "  smarttag models add image-text=clip-vit-base-patch32/");
  adding
      ->add_option("NAME=FILE", options->addition,
                   "the model to replace, and a .xml (with its .bin), an .onnx or a folder; or image-text "
                   "and the folder of an ONNX export of CLIP, SigLIP or the like")
      ->required();
  adding
      ->add_option("--variant", options->variant,
                   "of image-text: int8 for vision_model_int8.onnx, and so on [the first that is there]")
      ->type_name("NAME");
  subcommand("remove", "Removes a model that was added in place of another", remove,
             "smarttag models remove silero-vad")
      ->add_option("NAME", options->names, "the model")
      ->required()
      ->expected(1);
  models->footer(
      "Examples:\n"
      "  smarttag models\n"
      "  smarttag models --json\n"
      "  smarttag models verify");
  models->callback([=, &exit_code] {
    if (models->get_subcommands().empty()) exit_code = carry_out(list, *options);
  });
}

}  // namespace smarttag::cli
