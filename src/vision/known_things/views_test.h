// For the tests of this room: pictures of the shared media, and views of them from elsewhere.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "base/settings.h"
#include "base/testing/shared_media.h"
#include "media/source.h"

namespace smarttag::vision::known_things {

// Calls `take` with each frame as the program samples them.
inline void decode(const std::filesystem::path& file, const std::function<void(const media::Frame&)>& take) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  auto source = media::Source::open(fd, media::Limits::from(Settings()));
  ASSERT_TRUE(source) << file;
  media::Sinks sinks;
  sinks.frame = [&](const media::Frame& frame) {
    take(frame);
    return true;
  };
  EXPECT_TRUE((*source)->decode(sinks)) << file;
  ::close(fd);
}

inline cv::Mat picture(const std::filesystem::path& file) {
  cv::Mat bgr;
  decode(file, [&](const media::Frame& frame) { bgr = frame.bgr.clone(); });
  return bgr;
}

// The files of these endings in a folder of the shared media, in order of their names.
inline std::vector<std::filesystem::path> files_in(const std::string& folder,
                                                   const std::vector<std::string>& endings) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(shared_media() / folder))
    if (std::find(endings.begin(), endings.end(), entry.path().extension()) != endings.end())
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

// A picture as it looks, printed on a wall, from `degrees` to the side at 1.2 times its width, made smaller
// and darker or brighter.
inline cv::Mat from_the_side(const cv::Mat& bgr, double degrees, double scale = 0.7, double gain = 0.8) {
  const double far = 1.2 * std::max(bgr.cols, bgr.rows);
  const double angle = degrees * CV_PI / 180;
  std::vector<cv::Point2f> from;
  std::vector<cv::Point2f> to;
  for (const auto& corner :
       {cv::Point2d(-0.5, -0.5), cv::Point2d(0.5, -0.5), cv::Point2d(0.5, 0.5), cv::Point2d(-0.5, 0.5)}) {
    const double x = corner.x * bgr.cols;
    const double y = corner.y * bgr.rows;
    const double near = far / (far + x * std::sin(angle)) * scale;
    from.emplace_back(static_cast<float>(x + 0.5 * bgr.cols), static_cast<float>(y + 0.5 * bgr.rows));
    to.emplace_back(static_cast<float>(x * std::cos(angle) * near), static_cast<float>(y * near));
  }
  const cv::Rect2f around = cv::boundingRect(to);
  for (auto& point : to) point -= around.tl();
  cv::Mat view;
  cv::warpPerspective(bgr, view, cv::getPerspectiveTransform(from, to), around.size(), cv::INTER_LINEAR,
                      cv::BORDER_REPLICATE);
  view.convertTo(view, -1, gain);
  return view;
}

// A mark such as companies have: a ring with a letter in it and a word below. Dark on white.
inline cv::Mat mark(const std::string& letter, const std::string& word, int side = 240) {
  cv::Mat drawn(240, 240, CV_8UC3, cv::Scalar::all(255));
  const cv::Scalar ink(60, 20, 20);
  cv::circle(drawn, {120, 90}, 74, ink, 16, cv::LINE_AA);
  cv::putText(drawn, letter, {78, 132}, cv::FONT_HERSHEY_TRIPLEX, 4, ink, 10, cv::LINE_AA);
  cv::putText(drawn, word, {18, 222}, cv::FONT_HERSHEY_DUPLEX, 1.8, ink, 5, cv::LINE_AA);
  cv::resize(drawn, drawn, {side, side}, 0, 0, cv::INTER_AREA);
  return drawn;
}

}  // namespace smarttag::vision::known_things
