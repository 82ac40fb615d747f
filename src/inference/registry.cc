#include "inference/registry.h"

#include <algorithm>
#include <array>
#include <fstream>

#include <nlohmann/json.hpp>

#include "base/paths.h"
#include "inference/card_json.h"
#include "inference/checksum.h"

namespace smarttag::inference {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

// Throws json::exception on a file that is not JSON.
json parsed(const fs::path& file) {
  std::ifstream in(file);
  return json::parse(in);
}

std::vector<ModelCard> read_manifest(const fs::path& file, const fs::path& folder) {
  std::vector<ModelCard> cards;
  const json manifest = parsed(file);
  for (const auto& j : manifest.at("models")) {
    ModelCard card;
    read_card(j, card);
    card.folder = folder / j.at("folder").get<std::string>();
    cards.push_back(std::move(card));
  }
  return cards;
}

// local.json: {"models": {NAME: {"folder": "local/NAME-key", "card": {what differs from the recipe}}}}. Of a
// task that no recipe serves (image-text) the card says all. Any other name that the manifest does not have
// is passed over: its recipe was renamed, the file stays for the user.
void read_local(const fs::path& file, const fs::path& folder, std::vector<ModelCard>& cards) {
  std::vector<ModelCard> added;
  const json local = parsed(file);
  for (const auto& item : local.at("models").items()) {
    const auto of_this_name = [&](const ModelCard& c) { return c.name == item.key(); };
    const auto found = std::find_if(cards.begin(), cards.end(), of_this_name);
    const json says = item.value().value("card", json::object());
    if (found == cards.end() && !(says.contains("task") && says.contains("files"))) continue;
    ModelCard card = found == cards.end() ? ModelCard{} : *found;
    read_card(says, card);
    card.folder = folder / item.value().at("folder").get<std::string>();
    card.local = true;
    added.push_back(std::move(card));
  }
  cards.insert(cards.end(), added.begin(), added.end());
}

}  // namespace

std::string_view name_of(ModelState state) {
  constexpr std::array<std::string_view, 4> kNames{"ready", "missing", "damaged", "local"};
  return kNames.at(static_cast<std::size_t>(state));
}

Result<Registry> Registry::open(const Settings& settings) {
  const fs::path folder = models_folder(settings);
  const fs::path manifest = home_folder() / "models" / "manifest.json";
  const fs::path local = folder / "local.json";
  Registry registry;
  try {
    registry.models_ = read_manifest(manifest, folder);
  } catch (const json::exception& e) {
    return fail(ErrorKind::kInternal,
                "The list of models (models/manifest.json) is damaged. Install smarttag again.",
                manifest.string() + ": " + e.what());
  }
  if (!fs::exists(local)) return registry;
  try {
    read_local(local, folder, registry.models_);
  } catch (const json::exception& e) {
    return fail(
        ErrorKind::kModelMissing,
        "The list of models added by hand (models/local.json in the cache folder) is damaged. Delete it and "
        "add them again with: smarttag models add",
        local.string() + ": " + e.what());
  }
  return registry;
}

Result<ModelCard> Registry::serving(const std::string& task) const {
  const ModelCard* found = nullptr;
  for (const auto& card : models_)
    if (card.task == task && (found == nullptr || (card.local && !found->local))) found = &card;
  if (found == nullptr)
    return fail(ErrorKind::kModelMissing,
                "No model is known for the task " + task + ". Install smarttag again.");
  return with_labels(*found);
}

Result<ModelCard> Registry::with_labels(ModelCard card) const {
  if (card.labels_file.empty() || state(card) == ModelState::kMissing) return card;
  const fs::path own = card.folder / card.labels_file;
  std::ifstream in(fs::exists(own) ? own : home_folder() / "data" / card.labels_file);
  if (!in)
    return fail(ErrorKind::kModelMissing, "The labels of the model " + card.name + " (" + card.labels_file +
                                              ") are missing. Run: smarttag models pull");
  card.labels.clear();
  for (std::string line; std::getline(in, line);) card.labels.push_back(std::move(line));
  return card;
}

ModelState Registry::state(const ModelCard& card, bool deep) const {
  const auto there = [&](const std::string& file) { return fs::exists(card.folder / file); };
  if (!std::all_of(card.files.begin(), card.files.end(), there) || !there("installed.json"))
    return ModelState::kMissing;
  if (deep && !damaged_files(card).empty()) return ModelState::kDamaged;
  return card.local ? ModelState::kLocal : ModelState::kReady;
}

std::vector<std::string> Registry::damaged_files(const ModelCard& card) const {
  std::map<std::string, std::string> sums;
  try {
    parsed(card.folder / "installed.json").get_to(sums);
  } catch (const json::exception&) {  // the record itself is damaged, and nothing can be said of the rest
    return {"installed.json"};
  }
  std::vector<std::string> damaged;
  for (const auto& file : card.files) {
    const auto expected = sums.find(file);
    const auto found = sha256_of_file(card.folder / file);
    if (expected == sums.end() || !found || *found != expected->second) damaged.push_back(file);
  }
  return damaged;
}

}  // namespace smarttag::inference
