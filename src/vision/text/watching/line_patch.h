// What a line of text looked like when it was read: tells at little cost whether it is still there,
// unchanged, so that it need not be read again.
#pragma once

#include <optional>
#include <vector>

#include <opencv2/core.hpp>

#include "vision/text/reading/text_line.h"

namespace smarttag::vision::text {

// Keeps the strong edges of the line, mostly those of its letters, with their direction. A later picture
// shows the same line when these edges are there again, whatever moves behind the letters and however bright
// they are; each stretch of about half a letter's height is asked on its own, so that one changed letter
// shows. On a plain ground a stretch must not have gained edges either: an F that became an E. Pictures are
// CV_8UC1 and all of one size.
class LinePatch {
 public:
  LinePatch() = default;  // of nothing: never seen

  // `quad` in pixels of `grey`.
  LinePatch(const cv::Mat& grey, const Quad& quad);

  // How far, in pixels, the line has moved since it was remembered, if it is there, at `expected` or a pixel
  // beside. Parts outside of the picture are not asked; it must be half inside.
  std::optional<cv::Point> seen_in(const cv::Mat& grey, cv::Point expected = {}) const;

  // The same, searched for around `expected`: about a letter's height up and down, two to the left and right.
  std::optional<cv::Point> followed_in(const cv::Mat& grey, cv::Point expected = {}) const;

  // Strength of the line's edges now over that when it was remembered: above 1 the view has become clearer.
  // `shift` as told by seen_in.
  float clearness(const cv::Mat& grey, cv::Point shift) const;

  // For a line that was read again as the same text, moved by `shift`: forgets the edges that have changed,
  // which were not the letters'. False, and nothing is forgotten, if too few would be left.
  bool refine(const cv::Mat& grey, cv::Point shift);

 private:
  struct Edge {
    short x, y;    // in pixels of the picture it was remembered from
    short dx, dy;  // Sobel gradient
  };
  struct Gradient;
  bool same(const Gradient& now, cv::Point shift) const;
  std::size_t part_of(int x, int y) const;
  std::vector<double> energies(const Gradient& gradient, cv::Point shift) const;

  cv::Rect place_;  // upright bounds
  bool tall_ = false;
  int part_length_ = 1;  // pixels along the line; two neighbouring parts make a stretch
  cv::Mat grey_;         // the pixels within place_
  std::vector<Edge> edges_;
  std::vector<double> energies_;  // of each part: its squared gradients summed, of edges and all else
};

}  // namespace smarttag::vision::text
