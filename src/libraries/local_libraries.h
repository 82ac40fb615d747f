// The libraries of the command line: those of one user of this machine, without a server; or those that an
// operator makes for all users of a service.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/settings.h"
#include "jobs/store.h"

namespace smarttag::libraries {

// How people call the algorithms of libraries, in the order in which they are shown.
struct KindRow {
  const char* kind;       // "person"
  const char* algorithm;  // "face"
};
const std::vector<KindRow>& library_kinds();
// kUsage names the kinds that there are.
Result<KindRow> kind_named_by_people(const std::string& kind);
// A label is known by its description: why a folder of pictures cannot hold labels (kUsage).
tl::unexpected<Error> labels_have_no_pictures();
// The row of an algorithm of the store.
const KindRow& kind_of(const std::string& algorithm);

// Lies in the folder libraries/ of the data folder, in a database of its own. A name stands for one library,
// whatever its kind. As thread-safe as the store.
class LocalLibraries {
 public:
  // Makes the folder where needed. kStoreFailed.
  static Result<LocalLibraries> open(const Settings& settings);
  // The system's, in the store of the service (settings store, data-dir), by whose names templates know them.
  static Result<LocalLibraries> open_system(const Settings& settings);
  // Whether there is something to open: who only reads makes no folder.
  static bool exist(const Settings& settings);

  jobs::LibraryStore& store() { return store_->libraries(); }

  Result<std::vector<jobs::Library>> all();
  // kNotFound.
  Result<jobs::Library> named(const std::string& name);
  // kConflict: the name is taken. kUsage: a name that is empty, or could be taken for a path or a kind.
  Result<jobs::Library> create(const std::string& name, const KindRow& kind, const std::string& description);

  // Every entity of a library, the oldest first; every sample of an entity.
  Result<std::vector<jobs::Entity>> entities(const jobs::Library& library);
  Result<std::vector<jobs::Sample>> samples(const jobs::Library& library, const std::string& entity);
  // The entity of this name. kNotFound.
  Result<jobs::Entity> entity(const jobs::Library& library, const std::string& name);

  static jobs::LibraryKey key_of(const jobs::Library& library) {
    return {library.owner, library.algorithm, library.id};
  }

 private:
  LocalLibraries(std::unique_ptr<jobs::Store> store, jobs::UserId owner)
      : store_(std::move(store)), owner_(owner) {}
  std::unique_ptr<jobs::Store> store_;
  jobs::UserId owner_;
};

}  // namespace smarttag::libraries
