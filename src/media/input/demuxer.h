// Opens the container of one file and hands out the packets of its chosen streams.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/error.h"
#include "media/input/ffmpeg.h"
#include "media/input/file_input.h"
#include "media/input/stream_choice.h"

namespace smarttag::media {

struct DemuxerLimits {
  std::int64_t max_pixels = 0;
  int max_streams = 0;
};

// Several may read one descriptor at once. Not movable, one thread at a time.
class Demuxer {
 public:
  // `format` is what identify() found. Whatever the container asks to be opened besides (data references of a
  // MOV, segments) is refused: kInputRefused. Errors: kInputUnreadable, kInputUnsupported, kInputTooLarge,
  // kInputRefused.
  static Result<std::unique_ptr<Demuxer>> open(std::unique_ptr<FileInput> input, const AVInputFormat& format,
                                               const DemuxerLimits& limits);

  AVFormatContext& context() const { return *context_; }
  const StreamChoice& streams() const { return streams_; }

  // Does not read this chosen stream after all; `why` as for left_out().
  void leave_out(AVStream& stream, const std::string& why);

  // The next packet of any stream that is not discarded; false at the end. Damaged stretches are skipped and
  // counted. kInputUnreadable when the file cannot be read any more.
  Result<bool> read(AVPacket& packet);

  int damaged() const { return damaged_; }

  // Whether the container itself tells that bytes are missing at the end: the index of an MP4 or MOV, the
  // size at the head of an AVI or WAV.
  bool is_cut_off() const;

  // The file name or address that the container wanted opened, empty while it wanted none.
  const std::string& refused() const { return refused_; }

 private:
  explicit Demuxer(std::unique_ptr<FileInput> input) : input_(std::move(input)) {}
  std::string hide_undescribed();
  Result<void> open_container(const AVInputFormat& format, const DemuxerLimits& limits);
  Result<void> look_into_streams(const DemuxerLimits& limits);
  bool index_beyond_end() const;
  bool riff_beyond_end() const;
  tl::unexpected<Error> open_failure(int error) const;
  static int refuse_open(AVFormatContext* context, AVIOContext** io, const char* url, int flags,
                         AVDictionary** options);

  std::unique_ptr<FileInput> input_;  // outlives the context, which reads from it
  std::string refused_;
  int damaged_ = 0;
  StreamChoice streams_;
  FormatContext context_;
};

}  // namespace smarttag::media
