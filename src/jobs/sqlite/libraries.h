#pragma once

#include "jobs/library_store.h"
#include "jobs/sqlite/context.h"

namespace smarttag::jobs::sqlite {

class SqliteLibraries final : public LibraryStore {
 public:
  explicit SqliteLibraries(const Context& context) : context_(context) {}

  Result<Library> create(const Library& library) override;
  Result<Library> find(const LibraryKey& key) override;
  Result<Listed<Library>> list(UserId owner, const std::string& algorithm, const Page& page) override;
  Result<void> remove(const LibraryKey& key) override;
  Result<Entity> add_entity(const LibraryKey& key, const Entity& entity) override;
  Result<Listed<Entity>> entities(const LibraryKey& key, const Page& page) override;
  Result<void> remove_entity(const LibraryKey& key, const std::string& entity) override;
  Result<Sample> add_sample(const LibraryKey& key, const std::string& entity, const Sample& sample) override;
  Result<Listed<Sample>> samples(const LibraryKey& key, const std::string& entity, const Page& page) override;
  Result<void> remove_sample(const LibraryKey& key, const std::string& entity,
                             const std::string& sample) override;
  Result<std::vector<KnownVector>> vectors(UserId owner, const std::string& algorithm,
                                           const std::vector<std::string>& libraries) override;

 private:
  Context context_;
};

}  // namespace smarttag::jobs::sqlite
