// For the tests of this room: pictures and videos of the shared media, decoded as the program decodes them.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "base/settings.h"
#include "base/testing/shared_media.h"
#include "inference/engine.h"
#include "media/source.h"

namespace smarttag::vision::faces {

// Calls `take` with each frame; the duration of the media.
inline double decode(const std::filesystem::path& file,
                     const std::function<void(const media::Frame&)>& take) {
  const int fd = open(file.c_str(), O_RDONLY);
  EXPECT_GE(fd, 0) << file;
  if (fd < 0) return 0;
  double duration = 0;
  if (auto source = media::Source::open(fd, media::Limits::from(Settings())); source) {
    media::Sinks sinks;
    sinks.frame = [&take](const media::Frame& frame) {
      take(frame);
      return true;
    };
    const auto done = (*source)->decode(sinks);
    EXPECT_TRUE(done) << (done ? "" : done.error().client.text);
    duration = (*source)->info().duration;
  } else {
    ADD_FAILURE() << file << ": " << source.error().client.text;
  }
  close(fd);
  return duration;
}

inline cv::Mat picture(const std::filesystem::path& file) {
  cv::Mat bgr;
  decode(file, [&bgr](const media::Frame& frame) { bgr = frame.bgr.clone(); });
  return bgr;
}

// Made once for all tests of the program: it loads the models.
inline inference::Engine& engine() {
  static const auto made = inference::Engine::create(Settings());
  if (!made) throw std::runtime_error(made.error().client.text);
  return **made;
}

}  // namespace smarttag::vision::faces
