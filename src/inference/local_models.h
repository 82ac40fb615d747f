// Models that a user puts in the place of a recipe's model (`smarttag models add`): copied into the cache
// folder, checked, and named in <cache>/models/local.json, which Registry reads.
#pragma once

#include <filesystem>
#include <string>

#include "base/error.h"
#include "base/settings.h"

namespace smarttag::inference {

// Puts `source` in the place of the recipe's model `name`:
//   - a file .xml (with its .bin beside it) or .onnx, where the recipe's model is a single one;
//   - a folder that has each of the recipe's models under its name, as .xml or .onnx. Further files of the
//   recipe
//     (a vocabulary, a list of labels) are taken from it where it has them, else from the recipe's own model.
//     A file card.json in it changes what the recipe says: input, labels, labels_file, numbers, bf16,
//     licence, upstream, version, in the form of models/manifest.json.
// The new model must load in OpenVINO and have as many inputs and outputs as the recipe's, each of the same
// rank; so the recipe's model must be installed. An earlier addition of this name is replaced. Errors: kUsage
// (no such name, a source that does not fit), kModelMissing, kInputMissing, kOutputFailed.
Result<void> add_local_model(const Settings& settings, const std::string& name,
                             const std::filesystem::path& source);

// Takes an addition back and deletes its copy. kUsage when there is none of this name.
Result<void> remove_local_model(const Settings& settings, const std::string& name);

}  // namespace smarttag::inference
