// The pictures of a report's page: one of each shot and the best one of each person.
#pragma once

#include <string>
#include <vector>

#include "worker/analysis_process.h"

namespace smarttag::cli {

struct PageShot {
  double from = 0;  // seconds
  double to = 0;
  std::string begins;  // "cut", "fade", "dissolve"; empty for the first
  int picture = -1;    // of PagePictures::jpegs
};

struct PagePictures {
  std::vector<PageShot> shots;  // of a picture one, of sound none
  std::vector<int> persons;     // of each person of VideoLabel or ImageLabel, in their order: of jpegs, or -1
  std::vector<std::string> jpegs;
};

// Runs two more analyses of the input behind the descriptor, for its shots and for the pictures. At most
// kMostShotPictures shots have one. Errors: as AnalysisProcess::run, and kInternal.
inline constexpr std::size_t kMostShotPictures = 300;
Result<PagePictures> take_pictures(worker::AnalysisProcess& process, int input,
                                   const worker::FinishedAnalysis& finished,
                                   const worker::AnalysisProcess::Watch& watch);

}  // namespace smarttag::cli
