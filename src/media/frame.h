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

// Samples of 16 kHz mono audio of one channel of speech, -1 to 1. Sound that belongs together (a mono or
// stereo recording of one scene) is one channel; tracks and channels with voices of their own (each side of a
// telephone call, the microphone of a second track) are channels of their own. Within a channel chunks follow
// each other in order of time; where one begins later than the last one ended, nothing sounded in between.
struct AudioChunk {
  double time = 0;  // seconds from the start of the media, of the first sample
  std::vector<float> samples;
  int channel = 0;  // from 0; 0 is the one sound of an ordinary file
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
  // Sentences for the user: a track that was left out, an end that is missing. Complete after decode().
  std::vector<std::string> remarks;
};

}  // namespace smarttag::media
