#include "cli/shots/shot_list.h"

#include <algorithm>
#include <cmath>

#include <spdlog/fmt/fmt.h>

#include "results/json.h"

namespace smarttag::cli {
namespace {

// 00:01:02.345
std::string clock(double seconds) {
  const auto all = std::llround(seconds * 1000);
  return fmt::format("{:02}:{:02}:{:02}.{:03}", all / 3600000, all / 60000 % 60, all / 1000 % 60, all % 1000);
}

long long frame_at(double seconds, double rate) { return std::llround(seconds * rate); }

// 00:01:02:08
std::string timecode(long long frame, long long rate) {
  const auto seconds = frame / rate;
  return fmt::format("{:02}:{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60,
                     frame % rate);
}

double rounded(double seconds) { return std::round(seconds * 1000) / 1000; }

}  // namespace

std::string shots_as_text(const ShotList& list) {
  std::string text;
  int number = 0;
  for (const auto& shot : list.shots) {
    const std::string how =
        shot.transition > 0 ? fmt::format("{} of {:.2f} s", shot.begins, shot.transition) : shot.begins;
    text += fmt::format("{:>4}  {}  {}  {:>8.2f} s  {}", ++number, clock(shot.from), clock(shot.to),
                        shot.to - shot.from, how);
    while (text.back() == ' ') text.pop_back();
    text += "\n";
  }
  return text;
}

std::string shots_as_json(const ShotList& list) {
  results::Json shots = results::Json::array();
  for (const auto& shot : list.shots)
    shots.push_back({{"from", rounded(shot.from)},
                     {"to", rounded(shot.to)},
                     {"begins", shot.begins},
                     {"transition", rounded(shot.transition)},
                     {"score", rounded(shot.score)}});
  return results::dump(results::Json{{"file", list.name},
                                     {"duration", rounded(list.duration)},
                                     {"frameRate", rounded(list.frame_rate)},
                                     {"shots", std::move(shots)}}) +
         "\n";
}

std::string shots_as_csv(const ShotList& list) {
  std::string text =
      "Scene Number,Start Frame,Start Timecode,Start Time (seconds),End Frame,End Timecode,End Time "
      "(seconds),"
      "Length (frames),Length (timecode),Length (seconds),Begins,Transition (seconds)\n";
  int number = 0;
  for (const auto& shot : list.shots) {
    const auto from = frame_at(shot.from, list.frame_rate), to = frame_at(shot.to, list.frame_rate);
    const double length = shot.to - shot.from;
    text += fmt::format("{},{},{},{:.3f},{},{},{:.3f},{},{},{:.3f},{},{:.3f}\n", ++number, from + 1,
                        clock(shot.from), shot.from, to, clock(shot.to), shot.to, to - from, clock(length),
                        length, shot.begins, shot.transition);
  }
  return text;
}

std::string shots_as_edl(const ShotList& list) {
  const auto rate = std::max(1LL, std::llround(list.frame_rate));
  // Frames are counted at the real rate and told at the rounded one, as editing programs do.
  const auto code = [&](double seconds) { return timecode(frame_at(seconds, list.frame_rate), rate); };
  std::string title = list.name;
  std::replace_if(
      title.begin(), title.end(), [](unsigned char c) { return c < ' '; }, ' ');
  std::string text = fmt::format("TITLE: {}\nFCM: NON-DROP FRAME\n\n", title);
  int number = 0;
  for (const auto& shot : list.shots) {
    text += fmt::format("{:03}  AX V     C        {} {} {} {}\n", ++number, code(shot.from), code(shot.to),
                        code(shot.from), code(shot.to));
    if (shot.transition > 0)
      text += fmt::format("* {} OF {} FRAMES AT ITS BEGINNING\n", shot.begins == "fade" ? "FADE" : "DISSOLVE",
                          frame_at(shot.transition, list.frame_rate));
  }
  return text;
}

}  // namespace smarttag::cli
