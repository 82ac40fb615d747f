// A folder of pictures as a library: a folder for each entity with its sample pictures, and optionally a JSON
// file of facts; or a picture for each entity. A file library.json may say the kind.
//
//   landmarks/library.json          {"kind": "landmark"}
//   landmarks/Taj Mahal/1.jpg
//   landmarks/Taj Mahal/facts.json  {"name": "Taj Mahal", "city": "Agra"}
//   landmarks/Eiffel Tower.jpg
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.h"

namespace smarttag::libraries {

struct FolderEntity {
  std::string name;                             // of the facts, else of the folder or file
  std::string info_json;                        // the facts; "{}" without
  std::vector<std::filesystem::path> pictures;  // at least one
};

struct LibraryFolder {
  std::string kind;                                // as library.json says it; may be empty
  std::vector<FolderEntity> entities;              // by name
  std::vector<std::filesystem::path> passed_over;  // files that are neither pictures nor facts
};

// kInputMissing: no such folder, or no picture in it. kUsage names the file that is wrong: facts that are no
// JSON object, two files of facts, two entities of one name. Pictures are not opened.
Result<LibraryFolder> read_library_folder(const std::filesystem::path& folder);

}  // namespace smarttag::libraries
