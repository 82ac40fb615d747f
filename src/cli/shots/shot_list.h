// A list of shots as people and editing programs read it.
#pragma once

#include <string>
#include <vector>

namespace smarttag::cli {

struct ListedShot {
  double from = 0;  // seconds
  double to = 0;
  std::string begins;     // "cut", "fade" or "dissolve"; empty for the first
  double transition = 0;  // seconds that the fade or dissolve takes
  double score = 0;       // how sure the beginning is
};

struct ShotList {
  std::string name;       // of the file
  double duration = 0;    // seconds
  double frame_rate = 0;  // frames a second, above 0
  std::vector<ListedShot> shots;
};

std::string shots_as_text(const ShotList& list);
std::string shots_as_json(const ShotList& list);

// The columns of PySceneDetect's list-scenes (frames count from 1), and behind them how each shot begins.
std::string shots_as_csv(const ShotList& list);

// CMX 3600, as PySceneDetect's save-edl writes it: an event for each shot, timecode of the frame rate rounded
// to whole frames, non-drop; fades and dissolves as comments.
std::string shots_as_edl(const ShotList& list);

}  // namespace smarttag::cli
