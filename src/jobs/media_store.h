// Media that users register, to name them in jobs by their id.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jobs/job.h"
#include "jobs/page.h"

namespace smarttag::jobs {

struct MediaSpec {
  UserId owner = 0;
  std::string input_url;  // one medium of an owner for each
  std::optional<std::string> reference_id{};
  std::optional<std::string> client_token{};
  std::string media_type;
  std::string business_type;
  std::string source;
  std::string title;
  std::string fields_json;  // everything else that was registered
};

struct Media {
  std::string id;
  MediaSpec spec;
  std::string status = "Normal";
  Time created{};
  Time modified{};
};

struct MediaChange {
  std::optional<std::string> business_type{};
  std::optional<std::string> title{};
  std::optional<std::string> reference_id{};
  std::optional<std::string> fields_json{};
};

struct MediaFilter {
  UserId owner = 0;
  std::string media_type;  // these: empty, any
  std::string business_type;
  std::string source;
  std::string status;
  std::string id;
  std::optional<Time> from{};  // created, both included
  std::optional<Time> to{};
};

struct Registered {
  std::string id;
  bool existed = false;
};

// Thread-safe. Every call may fail with kStoreFailed; kNotFound also for a medium of somebody else.
class MediaStore {
 public:
  MediaStore() = default;
  virtual ~MediaStore() = default;
  MediaStore(const MediaStore&) = delete;
  MediaStore& operator=(const MediaStore&) = delete;

  // The same client token gives the same medium. An input URL that is registered already: with `overwrite`
  // its other fields are replaced and the id stays, without it kConflict. kConflict too when the reference id
  // is taken.
  virtual Result<Registered> put(const MediaSpec& spec, bool overwrite) = 0;
  // Nothing when the medium is no longer as it was `read`: somebody else has changed it, read it again.
  // kConflict: the reference id is taken.
  virtual Result<std::optional<Media>> update(const Media& read, const MediaChange& change) = 0;
  virtual Result<Media> find(UserId owner, const std::string& id) = 0;
  virtual Result<Media> find_by_url(UserId owner, const std::string& input_url) = 0;
  virtual Result<Listed<Media>> list(const MediaFilter& filter, const Page& page) = 0;
  virtual Result<void> remove(UserId owner, const std::string& id) = 0;
};

}  // namespace smarttag::jobs
