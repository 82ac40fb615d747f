// Follows lines of text from view to view and makes a timed fact of each. Knows no model: it is told what was
// read.
#pragma once

#include <deque>
#include <vector>

#include "facts/fact.h"
#include "vision/text/tracking/reading_merge.h"
#include "vision/text/tracking/text_track.h"
#include "vision/text/watching/view.h"

namespace smarttag::vision::text {

// For each view, in order of time: begin, then, if a look was taken, unread and read, then end. Memory: the
// sightings, one small patch for each line on screen, and the last four views.
class TextTracker {
 public:
  // Sees which of the known lines are still there. `unchanged` says that the whole picture is as it was in
  // the view before. `displayed` is what one pixel of the frame is in displayed pixels.
  void begin(const View& view, float displayed, bool unchanged);

  bool any() const { return !tracks_.empty(); }
  bool lost() const;     // a known line is not seen at its place: a look is due
  bool unclear() const;  // a line that was hard to read is seen more clearly now
  bool moving() const;   // a line has moved since the view before: others may come in behind it

  // Where lines are seen now, in pixels of the view.
  std::vector<Box> known_places() const;

  // Where lines stood that have gone in the last half minute, in pixels of the view: captions come back to
  // the same place.
  std::vector<Box> left_places() const;

  // Of the lines found in this view, those that are not known yet. Pixels of the frame.
  std::vector<Quad> unread(const std::vector<Quad>& found) const;

  // What those lines say.
  void read(const std::vector<TextLine>& lines);

  // A line that two views in a row do not show has gone, at the first of the two.
  void end();

  // Every line, in order of time and then of reading. `end` as in FrameAnalyser::finish. Called once.
  std::vector<TimedFact> finish(double end);

 private:
  bool follow(TextTrack& track) const;
  void sight(TextTrack& track, float score) const;
  void remember(TextTrack& track, const TextLine& line) const;
  bool take_known(const TextLine& line);
  bool take_seen(const TextLine& line);
  bool take_crawling(const TextLine& line);
  bool is_other_part(const TextLine& line, const std::vector<Box>& places) const;
  void take_new(const TextLine& line);
  void look_back(TextTrack& track) const;
  void close(std::size_t index, double to);
  Quad in_view(const Quad& quad) const;
  bool cut_left(const TextLine& line) const;  // at the picture's edge
  bool cut_right(const TextLine& line) const;
  float weight(const TextLine& line) const;
  Relation relation_to(const TextTrack& track, const TextLine& line) const;

  struct LeftPlace {
    Box box;  // in pixels of the view
    double at = 0;
  };

  View view_;
  float displayed_ = 1;
  std::deque<View> before_;  // the newest last
  std::vector<TextTrack> tracks_;
  std::vector<TimedFact> facts_;
  std::deque<LeftPlace> left_;  // the newest last
};

}  // namespace smarttag::vision::text
