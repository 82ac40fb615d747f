// How much of a picture differs visibly from a remembered one: lets an analyser skip what it has already
// read.
#pragma once

#include <opencv2/core.hpp>

#include "base/geometry.h"

namespace smarttag::media {

// Compares small cells (8x8 pixels of a grey copy whose long side is at most 960) by their content: what is
// left of a cell after the best fit by a slight change of brightness and contrast. So codec noise, key frames
// and slight fades do not count, a line of text that appears, changes or goes does. Below 1 ms for 1280x720.
// Not safe for use from several threads at once. A picture is CV_8UC3 of any size.
class PictureChange {
 public:
  // Takes a small copy; the picture may go.
  void remember(const cv::Mat& bgr);

  // Forgets: the next picture counts as changed.
  void forget() { grey_.release(); }

  // Share of the cells that differ, 0 to 1; 1 when nothing is remembered or the size differs. One caption
  // line of 20 letters in 1280x720 is about 0.01; unchanged pictures give less than 0.001.
  float changed(const cv::Mat& bgr) const;

  // The same for the cells under a region, in pixels of bgr, each weighted by how much of it lies in the
  // region. Costs in proportion to the region. 1 for a region outside of the picture.
  float changed(const cv::Mat& bgr, const Box& region) const;

 private:
  cv::Mat grey_;   // the remembered picture, made small
  cv::Size size_;  // of the remembered picture itself
};

}  // namespace smarttag::media
