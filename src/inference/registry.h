// The model registry: what models/manifest.json says of each model, and where its files lie on this machine.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/settings.h"

namespace smarttag::inference {

// What a model wants to be fed with; from its recipe.
struct InputContract {
  int width = 0;  // 0: any
  int height = 0;
  std::string colour;            // "bgr", "rgb"; empty where it is not a picture
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
  std::vector<std::string> labels;       // may be empty
  std::map<std::string, double> numbers;  // further facts of the recipe: strides, bins, thresholds
  bool bf16 = true;                       // false: always run in f32
  std::filesystem::path folder;           // where its files lie (they may be missing)
};

enum class ModelState { kReady, kMissing, kDamaged, kLocal };

class Registry {
 public:
  // Reads the manifest and <cache>/models/local.json. kInternal on a manifest that does not parse.
  static Result<Registry> open(const Settings& settings);

  const std::vector<ModelCard>& models() const { return models_; }

  // The model that serves a task: the one added by hand if there is one, else the first of the manifest.
  Result<ModelCard> serving(const std::string& task) const;

  // Quick: whether the files are there. `deep` reads every byte and compares SHA-256.
  ModelState state(const ModelCard& card, bool deep = false) const;

 private:
  std::vector<ModelCard> models_;
};

}  // namespace smarttag::inference
