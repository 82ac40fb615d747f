// Local features of a picture: points that are found again from other distances and angles, and what they
// look like (SIFT, Lowe 2004), in a form that is small enough to be kept and sent.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

#include "base/error.h"

namespace smarttag::vision::known_things {

// Name and version of what makes them: features of another one cannot be compared.
inline constexpr const char* kFeatureModel = "sift 1";

struct LocalFeatures {
  struct Point {
    cv::Point2f at;   // pixels of the picture that was given
    float size = 0;   // diameter of what was looked at, in these pixels
    float angle = 0;  // degrees, 0 to 360
  };
  cv::Size picture;           // pixels
  std::vector<Point> points;  // as many as descriptors has rows
  cv::Mat descriptors;        // CV_8U, 128 columns: RootSIFT (Arandjelovic 2012), its unit length is 512
  cv::Mat thumbnail;          // CV_8UC1, kThumbnail x kThumbnail: all of the picture; empty for a scene
};
inline constexpr int kThumbnail = 32;

// Of a picture in which things are looked for; its long side is scaled down to at most `long_side` pixels for
// it. BGR, 8 bit, of any size.
LocalFeatures features_of_scene(const cv::Mat& bgr, int long_side = 1280);

// Of a picture that shows the thing and little else. It is looked at in three sizes, as one that is far away
// differs from a large one in more than its size. kUsage, with a sentence for people: fewer than a dozen
// points.
Result<LocalFeatures> features_of_sample(const cv::Mat& bgr);

// Of the same picture with dark and bright exchanged, as a mark that is printed dark on white is laid white
// over a film. Nothing is computed anew: every gradient points the other way, so that each point is turned by
// half, and with it the parts of its descriptor.
LocalFeatures inverted(const LocalFeatures& sample);

// The compact form, below 100 KB. From: kUsage for bytes that to_bytes did not write.
std::vector<std::uint8_t> to_bytes(const LocalFeatures& features);
Result<LocalFeatures> from_bytes(std::span<const std::uint8_t> bytes);

// The square of the distance of two descriptors (128 bytes each).
int distance_squared(const std::uint8_t* a, const std::uint8_t* b);

// The square of the distance at which descriptors have this cosine.
constexpr int distance_at(double cosine) { return static_cast<int>(512.0 * 512.0 * 2 * (1 - cosine)); }

}  // namespace smarttag::vision::known_things
