#pragma once

#include "jobs/media_store.h"
#include "jobs/sqlite/context.h"

namespace smarttag::jobs::sqlite {

class SqliteMedia final : public MediaStore {
 public:
  explicit SqliteMedia(const Context& context) : context_(context) {}

  Result<Registered> put(const MediaSpec& spec, bool overwrite) override;
  Result<std::optional<Media>> update(const Media& read, const MediaChange& change) override;
  Result<Media> find(UserId owner, const std::string& id) override;
  Result<Media> find_by_url(UserId owner, const std::string& input_url) override;
  Result<Listed<Media>> list(const MediaFilter& filter, const Page& page) override;
  Result<void> remove(UserId owner, const std::string& id) override;

 private:
  Context context_;
};

}  // namespace smarttag::jobs::sqlite
