#include "cli/analyze/write_page.h"

#include "base/paths.h"
#include "cli/analyze/output_folder.h"

namespace smarttag::cli {

Result<void> write_page(const std::filesystem::path& file, const std::string& name,
                        const media::MediaInfo& media, const std::vector<results::TypedResult>& results,
                        const PagePictures& pictures, const Heard& heard) {
  const auto text = page(name, media, results, pictures, heard, home_folder() / "data");
  if (!text) return tl::unexpected(text.error());
  return write_whole(file, *text);
}

}  // namespace smarttag::cli
