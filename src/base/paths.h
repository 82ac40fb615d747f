// The folders that smarttag uses on this machine.
#pragma once

#include <filesystem>

#include "base/settings.h"

namespace smarttag {

// The setting cache-dir, else $XDG_CACHE_HOME/smarttag, else ~/.cache/smarttag. Below it: downloads/ (as
// fetched, under their SHA-256), models/ (installed), compiled/ (by OpenVINO for this processor).
std::filesystem::path cache_folder(const Settings& settings);

// The setting data-dir, else $XDG_DATA_HOME/smarttag, else ~/.local/share/smarttag: what the service keeps.
std::filesystem::path data_folder(const Settings& settings);

// The folder that holds models/manifest.json, data/ and docs/: $SMARTTAG_HOME, else the source folder built
// from.
std::filesystem::path home_folder();

}  // namespace smarttag
