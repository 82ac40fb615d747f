// Recognition libraries that users register: a library of one algorithm ("face", ...) holds entities (a
// person), an entity holds samples (a picture and its vector).
#pragma once

#include <string>
#include <vector>

#include "jobs/job.h"
#include "jobs/page.h"

namespace smarttag::jobs {

// Whose libraries those of the system are: they are found by their names ("celebrity"), by every user's jobs.
inline constexpr UserId kSystemOwner = 0;

struct Library {
  std::string id;
  UserId owner = 0;
  std::string algorithm;
  std::string name;
  std::string description;
  Time created{};
};

struct Entity {
  std::string id;
  std::string library;
  std::string name;
  std::string info_json;
  Time created{};
};

struct Sample {
  std::string id;
  std::string library;
  std::string entity;
  std::string image_url;
  std::string label_prompt;
  std::string model;                   // name and version of what made the vector or the features
  std::vector<float> vector;           // of a face; may be empty
  std::vector<std::uint8_t> features;  // of a thing: local features in their compact form; may be empty
  std::vector<std::uint8_t>
      picture;  // a small encoded picture, to make the vector anew with another model; may be empty
  Time created{};
};

// A sample as recognition needs it.
struct KnownVector {
  std::string library;
  std::string entity;
  std::string name;  // of the entity
  std::string model;
  std::vector<float> vector;           // of algorithm face
  std::vector<std::uint8_t> features;  // of the others
};

// Which library: of this owner and algorithm; anything else is not found.
struct LibraryKey {
  UserId owner = 0;
  std::string algorithm;
  std::string id;
};

// Thread-safe. Every call may fail with kStoreFailed; kNotFound for what is not the owner's or not in the
// library.
class LibraryStore {
 public:
  LibraryStore() = default;
  virtual ~LibraryStore() = default;
  LibraryStore(const LibraryStore&) = delete;
  LibraryStore& operator=(const LibraryStore&) = delete;

  virtual Result<Library> create(const Library& library) = 0;  // id and created are given by the store
  virtual Result<Library> find(const LibraryKey& key) = 0;
  virtual Result<Listed<Library>> list(UserId owner, const std::string& algorithm, const Page& page) = 0;
  virtual Result<void> remove(const LibraryKey& key) = 0;  // and all in it

  virtual Result<Entity> add_entity(const LibraryKey& key, const Entity& entity) = 0;
  virtual Result<Listed<Entity>> entities(const LibraryKey& key, const Page& page) = 0;
  virtual Result<void> remove_entity(const LibraryKey& key, const std::string& entity) = 0;

  virtual Result<Sample> add_sample(const LibraryKey& key, const std::string& entity,
                                    const Sample& sample) = 0;
  // Without vectors and pictures.
  virtual Result<Listed<Sample>> samples(const LibraryKey& key, const std::string& entity,
                                         const Page& page) = 0;
  virtual Result<void> remove_sample(const LibraryKey& key, const std::string& entity,
                                     const std::string& sample) = 0;

  // Every vector, or all features, in these libraries, in the order they were added. kNotFound when one of
  // the libraries is not there.
  virtual Result<std::vector<KnownVector>> vectors(UserId owner, const std::string& algorithm,
                                                   const std::vector<std::string>& libraries) = 0;
};

}  // namespace smarttag::jobs
