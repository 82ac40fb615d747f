#pragma once

#include "jobs/hotword_store.h"
#include "jobs/sqlite/context.h"

namespace smarttag::jobs::sqlite {

class SqliteHotwords final : public HotwordStore {
 public:
  explicit SqliteHotwords(const Context& context) : context_(context) {}

  Result<HotwordLibrary> create(const HotwordLibrary& library) override;
  Result<HotwordLibrary> find(UserId owner, const std::string& id) override;
  Result<Listed<HotwordLibrary>> list(const HotwordFilter& filter, const Page& page) override;
  Result<HotwordLibrary> update(UserId owner, const std::string& id, const HotwordChange& change) override;
  Result<void> remove(UserId owner, const std::string& id) override;

 private:
  Context context_;
};

}  // namespace smarttag::jobs::sqlite
