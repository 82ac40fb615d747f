#include "api/operations/media/media.h"
#include "api/operations/media/shape.h"
#include "api/operations/reading/fields.h"

namespace smarttag::api {
namespace {

// Deletes one, found by its id or URL; whether it was there.
Result<bool> remove(jobs::MediaStore& store, jobs::UserId user, const Result<jobs::Media>& found) {
  if (!found && found.error().kind == ErrorKind::kNotFound) return false;
  if (!found) return tl::unexpected(found.error());
  const auto gone = store.remove(user, found->id);
  if (!gone && gone.error().kind != ErrorKind::kNotFound) return tl::unexpected(gone.error());
  return true;
}

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  const auto ids = in.names("MediaIds");
  const auto urls = in.names("InputURLs");
  if (ids.empty() && urls.empty()) in.fault("MediaIds or InputURLs is mandatory for this action.");
  if (in.boolean("DeletePhysicalFiles", false))
    in.fault("DeletePhysicalFiles: this service never deletes the files themselves. Leave it out.");
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  auto& store = call.services.store.media();
  const auto user = call.caller.user;
  auto ignored = results::Json::array();
  for (const auto& id : ids) {
    const auto gone = remove(store, user, store.find(user, id));
    if (!gone) return tl::unexpected(gone.error());
    if (!*gone) ignored.push_back(id);
  }
  for (const auto& url : urls) {
    const auto gone = remove(store, user, store.find_by_url(user, url));
    if (!gone) return tl::unexpected(gone.error());
    if (!*gone) ignored.push_back(url);
  }
  // Media of others are not found, so nothing is ever forbidden.
  return results::Json{{"IgnoredList", std::move(ignored)}, {"ForbiddenList", results::Json::array()}};
}

}  // namespace

Operation delete_media_infos() {
  return {"DeleteMediaInfos",
          "Deletes media from the registry; the files stay. Ids that are not found come back in IgnoredList.",
          {field::boolean("DeletePhysicalFiles", "true is refused"),
           field::text("InputURLs", "100 at most, commas between them"),
           field::text("MediaIds", "100 at most, commas between them")},
          {field::list("ForbiddenList"), field::list("IgnoredList")},
          run,
          /*slow=*/false,
          /*writes=*/true};
}

}  // namespace smarttag::api
