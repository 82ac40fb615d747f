// When to look for text in a video, and how closely: text is found within a sample of its appearing, and a
// video without any costs little.
#pragma once

namespace smarttag::vision::text {

enum class Look {
  kNone,
  kQuick,  // the detector on a small canvas
  kFull,   // on a large one, and reading
};

// What is known of a sample before any look.
struct Sign {
  double time = 0;
  int shot = 0;
  float changed = 1;         // share of the picture that differs from the one last looked at
  int new_strokes = 0;       // longest run of cells that have got strokes since (StrokeMap)
  int returned_strokes = 0;  // cells that have got strokes where a line has gone lately
  int stroke_cells = 0;      // cells with strokes in runs
  bool missing = false;      // a known line is not seen at its place, or can be read better now
  bool moving = false;       // a known line moves
};

// One for each video; deterministic. For each sample: next, and if it says so a look and then took.
class LookPlan {
 public:
  Look next(const Sign& sign);

  // What the look of this sample brought. `found`: lines that were not known.
  void took(const Sign& sign, Look look, bool found);

  // After a quick look that found nothing: whether so many strokes are worth a full one, since they may be
  // letters too small for the quick one.
  bool full_after_nothing(const Sign& sign) const;

 private:
  bool first_ = true;
  int shot_ = 0;
  int in_vain_ = 0;             // looks in a row, within the shot, that found nothing
  double looked_ = 0;           // time of the last look
  double full_in_vain_ = -1e9;  // time of the last full look for small letters that found nothing
  double credit_ = 0;           // looks that strokes alone may still ask for
  double credited_ = 0;         // time up to which credit_ was given
};

}  // namespace smarttag::vision::text
