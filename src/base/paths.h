// The folders that smarttag uses on this machine.
#pragma once

#include <filesystem>

#include "base/settings.h"

namespace smarttag {

// The setting cache-dir, else $XDG_CACHE_HOME/smarttag, else ~/.cache/smarttag. Below it: downloads/ (as
// fetched, under their SHA-256), models/ (installed), compiled/ (by OpenVINO for this processor).
std::filesystem::path cache_folder(const Settings& settings);

// The folder of the installed models: models/ below the setting models-cache, else below the cache folder.
std::filesystem::path models_folder(const Settings& settings);

// The setting data-dir, else $XDG_DATA_HOME/smarttag, else ~/.local/share/smarttag: what the service keeps.
std::filesystem::path data_folder(const Settings& settings);

// The setting knowledge-dir, else knowledge/ in the user's data folder, wherever data-dir is.
std::filesystem::path knowledge_folder(const Settings& settings);

// The folder that holds models/manifest.json, data/ and docs/schemas/: $SMARTTAG_HOME, else
// PREFIX/share/smarttag where the program was installed as PREFIX/lib/smarttag/smarttag, else the source
// folder built from.
std::filesystem::path home_folder();

}  // namespace smarttag
