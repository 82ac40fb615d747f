// Pictures into libraries of the command line.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/settings.h"
#include "cli/library/sample_pictures.h"
#include "libraries/local_libraries.h"

namespace smarttag::cli {

struct EntityPictures {
  std::string name;
  std::string info_json;  // its facts
  std::vector<std::string> pictures;
};

// What came of the pictures of one entity.
struct AddedEntity {
  std::string name;
  int added = 0;
  std::vector<Error> refused;  // each names its picture
};

// Adds to the entity of this name, which is made where there is none and a picture of it can be used. Errors:
// of the store; kInterrupted.
Result<AddedEntity> add_pictures(libraries::LocalLibraries& libraries, const jobs::Library& library,
                                 const EntityPictures& entity, const Settings& settings);

struct ImportWish {
  std::string library;
  std::filesystem::path folder;
  std::string kind;  // empty: of the library that there is, else as library.json says
  std::string description;
  bool system = false;  // into a library of the service's own
};
struct Imported {
  jobs::Library library;
  std::vector<AddedEntity> entities;
  std::vector<std::filesystem::path> passed_over;
};

// A library that there is not is made. A person or thing whose pictures are there already gets them again.
// Errors: as read_library_folder and add_pictures; kUsage: another kind than the library's.
Result<Imported> import_folder(const ImportWish& wish, const Settings& settings);

// Prints what was added; what was refused on standard error. Returns the exit code: that of the first
// refusal.
int tell(const jobs::Library& library, const std::vector<AddedEntity>& entities,
         const std::vector<std::filesystem::path>& passed_over, bool json);

}  // namespace smarttag::cli
