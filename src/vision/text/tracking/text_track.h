// One line of text that stays on screen: where it was seen, and what its readings say together.
#pragma once

#include <string>
#include <vector>

#include <opencv2/core.hpp>

#include "facts/fact.h"
#include "vision/text/reading/text_line.h"
#include "vision/text/watching/line_patch.h"

namespace smarttag::vision::text {

// Several readings of one line vote for what it says.
class Readings {
 public:
  // `weight` 0 to 1: less for a reading that is known to be of a part.
  void add(const std::string& text, float score, float weight = 1);

  // The text with the most votes, each weighing its squared score; empty before any reading.
  const std::string& text() const;
  float score() const;  // the best score with which that text was read

  // Only this counts from now on.
  void replace(const std::string& text, float score);

 private:
  struct Vote {
    std::string text;
    float weight = 0;
    float score = 0;
  };
  std::vector<Vote> votes_;  // the winner first, at most 8
};

struct TextTrack {
  Readings readings;
  std::vector<Sighting> sightings;  // boxes in displayed pixels
  Quad quad{};                      // when last seen, in pixels of the frame
  LinePatch patch;                  // how it looked when it was read
  cv::Point shift;                  // how far it has moved since, in pixels of the view
  cv::Point step;                   // its last movement from one view to the next
  bool seen = false;                // in the current view
  int missed = 0;                   // views in a row without it
  double gone = 0;                  // time of the first of them
  int better_looks = 0;             // how often it was read again for a clearer view
  bool unclear = false;             // worth reading again in the current view
  bool partly_hidden = false;       // only a part of it was read in the current view
  bool crawls = false;              // the text runs through its place
  double read_at = 0;               // time of the last reading

  Box box() const { return bounds(quad); }
};

// The fact of a track that ended at `to`: a TextLine, score the mean over its sightings.
TimedFact fact_of(const TextTrack& track, double to);

}  // namespace smarttag::vision::text
