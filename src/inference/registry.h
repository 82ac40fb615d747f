// The model registry: what models/manifest.json says of each model, and where its files lie on this machine.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/settings.h"

namespace smarttag::inference {

// What a model wants to be fed with; from its recipe.
struct InputContract {
  int width = 0;  // 0: any
  int height = 0;
  std::string colour;            // "bgr", "rgb", "grey"; empty where it is not a picture
  std::array<float, 3> mean{};   // subtracted, in the order of `colour`, on values 0 to 255
  std::array<float, 3> scale{};  // then divided by
};

struct ModelCard {
  std::string name;     // "nanodet"
  std::string task;     // "objects"
  std::string licence;  // SPDX
  std::string upstream;
  std::string version;
  std::int64_t size = 0;  // bytes installed; from the recipe
  InputContract input;
  std::vector<std::string> labels;  // may be empty
  std::string labels_file;          // where they are a file instead: a line each, in `folder` or in data/
  std::map<std::string, double> numbers;  // further facts of the recipe: strides, bins, thresholds
  bool bf16 = true;                       // false: always run in f32
  bool standard = true;                   // false: installed only when it is asked for by name
  bool local = false;              // added by hand (`smarttag models add`) in place of the one of this name
  std::vector<std::string> files;  // the names that must lie in `folder`
  std::filesystem::path folder;    // where its files lie (they may be missing)
};

enum class ModelState { kReady, kMissing, kDamaged, kLocal };

std::string_view name_of(ModelState state);  // "ready", "missing", "damaged", "local"

// A value type: what was true when it was opened. Safe to share between threads.
class Registry {
 public:
  // Reads the manifest and <cache>/models/local.json. kInternal on a manifest that does not parse,
  // kModelMissing on a local.json that does not.
  static Result<Registry> open(const Settings& settings);

  // The models of the manifest in its order, then those added by hand. `labels` is set only where the
  // manifest itself holds the labels; serving() sets it always.
  const std::vector<ModelCard>& models() const { return models_; }

  // The model that serves a task: the one added by hand if there is one, else the first of the manifest. Its
  // files may be missing. kModelMissing when no model is known for the task, or its list of labels cannot be
  // read although it is installed.
  Result<ModelCard> serving(const std::string& task) const;

  // Quick: whether the files are there. `deep` reads every byte and compares SHA-256 with installed.json.
  ModelState state(const ModelCard& card, bool deep = false) const;

  // Names of the files that are missing or whose SHA-256 differs. Reads every byte.
  std::vector<std::string> damaged_files(const ModelCard& card) const;

 private:
  Result<ModelCard> with_labels(ModelCard card) const;
  std::vector<ModelCard> models_;
};

}  // namespace smarttag::inference
