// The form of a model's card in models/manifest.json and <cache>/models/local.json.
#pragma once

#include <nlohmann/json.hpp>

#include "inference/registry.h"

namespace smarttag::inference {

// Sets what `j` names and leaves the rest, so that a card added by hand overrides only what differs. Throws
// nlohmann::json::exception on a value of the wrong type.
void read_card(const nlohmann::json& j, ModelCard& card);

}  // namespace smarttag::inference
