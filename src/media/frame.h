// What the media room hands to analysers. All of one job share the same frames and audio.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

#include "base/geometry.h"

namespace smarttag::media {

// One sampled picture, upright, square pixels, SDR. Read-only and shared: analysers never write into `bgr`.
struct Frame {
  double time = 0;         // seconds from the start of the media
  std::int64_t index = 0;  // number of the sample, from 0
  int shot = 0;            // number of the shot it belongs to, from 0; rises at each cut
  cv::Mat bgr;             // CV_8UC3; its long side is at most the setting analysis-pixels
  float scale = 1;  // displayed pixels for one pixel of `bgr`: box in displayed space = box in bgr * scale
};

// Consecutive samples of 16 kHz mono audio, -1 to 1. Gaps in the source are filled with silence, so that
// sample i of the stream is at i / 16000 seconds from the start of the media.
struct AudioChunk {
  double time = 0;  // seconds, of the first sample
  std::vector<float> samples;
};
inline constexpr int kSampleRate = 16000;

// What a probe tells of an opened input.
struct MediaInfo {
  enum class Type { kVideo, kAudio, kPicture };
  Type type = Type::kVideo;
  double duration = 0;  // seconds; 0 for a picture
  int width = 0;        // displayed pixels; 0 without video
  int height = 0;
  double frame_rate = 0;   // mean, frames a second; 0 where it does not apply
  bool has_video = false;  // there is something to look at; true for a picture too
  bool has_audio = false;
  std::string container;    // FFmpeg's short name
  std::string video_codec;  // FFmpeg's short name; empty without video
  std::string audio_codec;
  std::string title;  // of the container's metadata; may be empty
};

}  // namespace smarttag::media
