#include "media/webp_source.h"

#include <utility>

#include <fmt/format.h>

#include "media/input/duration_limit.h"
#include "media/input/webp_animation.h"
#include "media/still_source.h"
#include "media/video/frame_selection.h"

namespace smarttag::media {
namespace {

PictureLayout layout_of(const WebpOutline& outline) {
  return {{1, 1}, Orientation::of_exif(outline.exif.value_or(1)), false};
}

MediaInfo film_info(const WebpOutline& outline) {
  MediaInfo info;
  info.type = MediaInfo::Type::kVideo;
  info.duration = outline.end;
  const cv::Size size = displayed_size(outline.size, layout_of(outline));
  info.width = size.width;
  info.height = size.height;
  info.frame_rate = static_cast<double>(outline.starts.size()) / outline.end;
  info.has_video = true;
  info.container = info.video_codec = "webp";
  return info;
}

class AnimatedWebpSource : public Source {
 public:
  AnimatedWebpSource(std::string bytes, WebpOutline outline, const Limits& limits)
      : bytes_(std::move(bytes)), outline_(std::move(outline)), limits_(limits), info_(film_info(outline_)) {}

  const MediaInfo& info() const override { return info_; }

  Result<void> decode(const Sinks& sinks) override {
    if (!sinks.frame) return {};
    auto pictures = WebpPictures::open(bytes_);
    if (!pictures) return tl::unexpected(pictures.error());
    FrameSelection selection(layout_of(outline_), info_.width, limits_.analysis_pixels, limits_.sample_rate,
                             sinks.frame);
    std::size_t decoded = 0;
    for (; decoded < outline_.starts.size(); ++decoded) {
      auto frame = (*pictures)->next();
      if (!frame) return tl::unexpected(frame.error());
      if (*frame == nullptr) break;
      const auto more = selection.add(std::move(*frame), outline_.starts[decoded]);
      if (!more) return tl::unexpected(more.error());
      if (!*more) return {};
      if (sinks.progress) sinks.progress(outline_.starts[decoded]);
    }
    return finish(selection, decoded);
  }

 private:
  // Half a film is none, as with other kinds.
  Result<void> finish(FrameSelection& selection, std::size_t decoded) {
    if (2 * decoded <= outline_.starts.size())
      return fail(ErrorKind::kInputUnreadable,
                  "The video is damaged: most of it cannot be decoded. Copy or export the file again.");
    if (decoded < outline_.starts.size()) {
      info_.duration = outline_.starts[decoded];
      info_.remarks.push_back(
          fmt::format("The file is damaged: it ends at {:.1f} s of {:.1f} s.", info_.duration, outline_.end));
    }
    if (outline_.cut_off)
      info_.remarks.push_back(
          fmt::format("The file is cut off: it ends at {:.1f} s, before the end that its header announces.",
                      info_.duration));
    const auto more = selection.finish(info_.duration);
    return more ? Result<void>{} : tl::unexpected(more.error());
  }

  std::string bytes_;
  WebpOutline outline_;
  Limits limits_;
  MediaInfo info_;
};

}  // namespace

Result<std::unique_ptr<Source>> open_animated_webp(const FileInput& input, const Limits& limits) {
  auto bytes = read_picture_file(input);
  if (!bytes) return tl::unexpected(bytes.error());
  auto outline = outline_webp(*bytes);
  if (!outline) return tl::unexpected(outline.error());
  const cv::Size size = outline->size;
  if (static_cast<std::int64_t>(size.width) * size.height > limits.max_pixels)
    return fail(ErrorKind::kInputTooLarge,
                fmt::format("The picture has {}x{} pixels; at most {} are allowed (setting max-pixels).",
                            size.width, size.height, limits.max_pixels));
  if (auto within = check_duration(outline->end, limits.max_duration); !within)
    return tl::unexpected(within.error());
  if (outline->starts.size() > 1)
    return std::make_unique<AnimatedWebpSource>(std::move(*bytes), std::move(*outline), limits);
  auto pictures = WebpPictures::open(*bytes);
  if (!pictures) return tl::unexpected(pictures.error());
  auto frame = (*pictures)->next();
  if (!frame) return tl::unexpected(frame.error());
  return still_source(std::move(*frame), "webp", "webp", outline->exif.value_or(1), limits);
}

}  // namespace smarttag::media
