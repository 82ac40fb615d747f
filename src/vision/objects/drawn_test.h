// Pictures for the tests of the analysers: drawn things that the models know, and the shared media.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "base/testing/shared_media.h"
#include "media/source.h"
#include "vision/analyser.h"

namespace smarttag::vision::objects {

inline cv::Mat wall(const cv::Size& size = {640, 480}) { return {size, CV_8UC3, cv::Scalar(180, 200, 210)}; }

// A round wall clock with its numbers and hands.
inline cv::Mat wall_with_clock(const cv::Point& centre = {320, 240}, const cv::Size& size = {640, 480}) {
  cv::Mat picture = wall(size);
  const cv::Scalar ink(20, 20, 20);
  cv::circle(picture, centre, 170, ink, cv::FILLED, cv::LINE_AA);
  cv::circle(picture, centre, 155, cv::Scalar(250, 250, 250), cv::FILLED, cv::LINE_AA);
  for (int hour = 1; hour <= 12; ++hour) {
    const double angle = hour * CV_PI / 6;
    const cv::Point at(centre.x - 12 + cvRound(125 * std::sin(angle)),
                       centre.y + 12 - cvRound(125 * std::cos(angle)));
    cv::putText(picture, std::to_string(hour), at, cv::FONT_HERSHEY_SIMPLEX, 1, ink, 2, cv::LINE_AA);
  }
  cv::line(picture, centre, centre + cv::Point(70, -40), ink, 8, cv::LINE_AA);
  cv::line(picture, centre, centre + cv::Point(-20, -110), ink, 5, cv::LINE_AA);
  return picture;
}

inline Box clock_box(const cv::Point& centre = {320, 240}) {
  return {static_cast<float>(centre.x - 170), static_cast<float>(centre.y - 170),
          static_cast<float>(centre.x + 170), static_cast<float>(centre.y + 170)};
}

// What an analyser tells by this name; the rest is evidence.
inline std::vector<TimedFact> told_as(const char* analyser, std::vector<TimedFact> facts) {
  std::erase_if(facts, [&](const TimedFact& fact) { return fact.analyser != analyser; });
  return facts;
}

// The facts of an analyser that sees the whole file.
inline std::vector<TimedFact> facts_of(FrameAnalyser& analyser, const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  auto source = media::Source::open(fd, media::Limits::from(Settings()));
  EXPECT_TRUE(source.has_value());
  if (!source) return {};
  const auto see = [&](const media::Frame& frame) { return analyser.see(frame).has_value(); };
  const auto decoded = (*source)->decode({see, {}, {}});
  EXPECT_TRUE(decoded.has_value());
  auto facts = analyser.finish((*source)->info().duration);
  ::close(fd);
  EXPECT_TRUE(facts.has_value());
  return facts ? std::move(*facts) : std::vector<TimedFact>();
}

}  // namespace smarttag::vision::objects
