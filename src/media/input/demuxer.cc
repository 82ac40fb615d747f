#include "media/input/demuxer.h"

#include <algorithm>
#include <span>
#include <vector>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "media/input/allow_list.h"
#include "media/input/mov_tracks.h"

extern "C" {
#include <libavutil/intreadwrite.h>
}

namespace smarttag::media {
namespace {

constexpr int kDamagedInARow = 256;  // failed reads in a row after which the rest is given up
constexpr int kManyStreams = 1000;   // FFmpeg's own limit, above which it does not go on
constexpr int kBeyondEnd = 2;        // packets of a stream that may lie beyond the end: a careless last copy
constexpr std::int64_t kUnknownSize = 0x70000000;  // a RIFF size from here on may be no size
constexpr std::int64_t kCarelessBytes = 1024;      // that may be missing without harm

// Options for FFmpeg, freed with what it did not take.
class Options {
 public:
  Options() = default;
  ~Options() { av_dict_free(&dictionary_); }
  Options(const Options&) = delete;
  Options& operator=(const Options&) = delete;
  void set(const char* name, const std::string& value) { av_dict_set(&dictionary_, name, value.c_str(), 0); }
  AVDictionary** get() { return &dictionary_; }

 private:
  AVDictionary* dictionary_ = nullptr;
};

Result<void> check_size(AVFormatContext& context, const DemuxerLimits& limits) {
  if (static_cast<int>(context.nb_streams) > limits.max_streams) {
    return fail(ErrorKind::kInputTooLarge,
                fmt::format("The file holds {} streams; at most {} are allowed (setting max-streams).",
                            context.nb_streams, limits.max_streams));
  }
  for (const AVStream* stream : std::span(context.streams, context.nb_streams)) {
    const AVCodecParameters& parameters = *stream->codecpar;
    if (parameters.codec_type != AVMEDIA_TYPE_VIDEO) continue;
    if (static_cast<std::int64_t>(parameters.width) * parameters.height > limits.max_pixels) {
      return fail(ErrorKind::kInputTooLarge,
                  fmt::format("The picture has {}x{} pixels; at most {} are allowed (setting max-pixels).",
                              parameters.width, parameters.height, limits.max_pixels));
    }
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<Demuxer>> Demuxer::open(std::unique_ptr<FileInput> input, const AVInputFormat& format,
                                               const DemuxerLimits& limits) {
  std::unique_ptr<Demuxer> demuxer(new Demuxer(std::move(input)));
  const std::string left_out = demuxer->hide_undescribed();
  if (auto opened = demuxer->open_container(format, limits); !opened) return tl::unexpected(opened.error());
  if (auto looked = demuxer->look_into_streams(limits); !looked) return tl::unexpected(looked.error());
  auto streams = choose_streams(demuxer->context());
  if (!streams) return tl::unexpected(streams.error());
  demuxer->streams_ = std::move(*streams);
  if (!left_out.empty()) demuxer->streams_.remarks.push_back(left_out);
  const auto wanted = demuxer->streams_.all();
  for (AVStream* stream : std::span(demuxer->context_->streams, demuxer->context_->nb_streams)) {
    const AVMediaType kind = stream->codecpar->codec_type;
    const bool media = kind == AVMEDIA_TYPE_VIDEO || kind == AVMEDIA_TYPE_AUDIO || kind == AVMEDIA_TYPE_DATA;
    if (media && std::ranges::find(wanted, stream) == wanted.end()) stream->discard = AVDISCARD_ALL;
  }
  return demuxer;
}

// A remark on tracks that are hidden from FFmpeg, which would refuse the file for them; empty without any.
std::string Demuxer::hide_undescribed() {
  std::ptrdiff_t wanted = 0;
  for (const UndescribedTrack& track : undescribed_tracks(*input_)) {
    input_->show_instead(track.type_at, "free");
    wanted += track.wanted ? 1 : 0;
  }
  return wanted == 0 ? std::string()
                     : fmt::format("{} without a sample description {} left out.",
                                   wanted == 1 ? "A track" : "Tracks", wanted == 1 ? "was" : "were");
}

Result<void> Demuxer::open_container(const AVInputFormat& format, const DemuxerLimits& limits) {
  AVFormatContext* context = avformat_alloc_context();
  if (context == nullptr)
    return fail(ErrorKind::kMemoryLimit, "There is too little memory to open the file.");
  context->pb = input_->io();
  context->flags |= AVFMT_FLAG_CUSTOM_IO;
  context->opaque = this;
  context->io_open = refuse_open;
  context->max_streams = std::max(kManyStreams, limits.max_streams + 1);
  Options options;
  options.set("format_whitelist", container_whitelist());
  options.set("codec_whitelist", codec_whitelist());
  options.set("protocol_whitelist", "none");
  // A MOV may keep its data in other files. Asking FFmpeg to follow such references leads to refuse_open,
  // which tells of it; otherwise the track would silently be empty.
  options.set("enable_drefs", "1");
  options.set("use_absolute_path", "1");
  const int error =
      avformat_open_input(&context, "", &format, options.get());  // frees the context on failure
  if (error < 0) return open_failure(error);
  context_.reset(context);
  if (!refused_.empty()) return open_failure(AVERROR(EACCES));
  return check_size(*context_, limits);
}

Result<void> Demuxer::look_into_streams(const DemuxerLimits& limits) {
  context_->max_streams = limits.max_streams + 1;  // streams that show up late
  std::vector<AVDictionary*> options(context_->nb_streams, nullptr);
  for (AVDictionary*& one : options) av_dict_set_int(&one, "max_pixels", limits.max_pixels, 0);
  const int error = avformat_find_stream_info(context_.get(), options.empty() ? nullptr : options.data());
  for (AVDictionary*& one : options) av_dict_free(&one);
  if (!refused_.empty() || error < 0) return open_failure(error);
  return check_size(*context_, limits);
}

tl::unexpected<Error> Demuxer::open_failure(int error) const {
  if (!refused_.empty()) {
    return fail(
        ErrorKind::kInputRefused,
        "The file refers to other files, which are not opened. Give a file that holds all of its media.",
        "wanted " + refused_);
  }
  if (input_->read_error() != 0) {
    return fail(ErrorKind::kInputUnreadable, "Reading the file failed. Check the disk and the permissions.");
  }
  if (error == AVERROR(ENOMEM)) {
    return fail(ErrorKind::kInputTooLarge,
                "The file holds too many streams or needs too much memory to be opened.");
  }
  return fail(
      ErrorKind::kInputUnreadable,
      "The file is damaged or cut off: what describes its contents cannot be read. Copy or export it again.",
      ffmpeg_text(error));
}

void Demuxer::leave_out(AVStream& stream, const std::string& why) {
  stream.discard = AVDISCARD_ALL;
  if (streams_.video == &stream) streams_.video = nullptr;
  std::erase(streams_.sounds, &stream);
  streams_.remarks.push_back(left_out(stream, why));
}

Result<bool> Demuxer::read(AVPacket& packet) {
  for (int failures = 0; failures < kDamagedInARow; ++failures) {
    const int error = av_read_frame(context_.get(), &packet);
    if (error >= 0) return true;
    if (input_->read_error() != 0) {
      return fail(ErrorKind::kInputUnreadable, "Reading the file failed. Check the disk and the permissions.",
                  ffmpeg_text(error));
    }
    if (error == AVERROR_EOF) return false;
    if (error == AVERROR(ENOMEM)) {
      return fail(ErrorKind::kInputTooLarge, "The file needs too much memory to be read.");
    }
    ++damaged_;
    if (avio_feof(context_->pb) != 0) return false;
  }
  spdlog::info("gave up reading after {} failures in a row", kDamagedInARow);
  return false;
}

bool Demuxer::is_cut_off() const {
  const std::string_view format = context_->iformat->name;
  return format.starts_with("mov") ? index_beyond_end()
                                   : (format == "avi" || format == "wav") && riff_beyond_end();
}

// The size behind "RIFF" counts what follows it; programs that write to a pipe leave 0 or a very large
// number, about as large as the format can tell (2 GB or 4 GB), whatever follows.
bool Demuxer::riff_beyond_end() const {
  const auto head = input_->read(0, 8);
  if (!head || head->size() < 8 || !head->starts_with("RIFF")) return false;
  const std::int64_t size = AV_RL32(head->data() + 4);
  const bool placeholder = size >= kUnknownSize && size / 2 > input_->size();
  return !placeholder && size + 8 > input_->size() + kCarelessBytes;
}

bool Demuxer::index_beyond_end() const {
  for (AVStream* stream : streams_.all()) {
    int beyond = 0;
    for (int i = avformat_index_get_entries_count(stream) - 1; i >= 0; --i) {
      const AVIndexEntry* entry = avformat_index_get_entry(stream, i);
      if (entry != nullptr && entry->pos + entry->size > input_->size()) ++beyond;
    }
    if (beyond > kBeyondEnd) return true;
  }
  return false;
}

int Demuxer::refuse_open(AVFormatContext* context, AVIOContext** io, const char* url, int /*flags*/,
                         AVDictionary** /*options*/) {
  *io = nullptr;
  auto& self = *static_cast<Demuxer*>(context->opaque);
  self.refused_ = url != nullptr && *url != '\0' ? url : "another file";
  return AVERROR(EACCES);
}

}  // namespace smarttag::media
