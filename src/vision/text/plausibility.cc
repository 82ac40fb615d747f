#include "vision/text/plausibility.h"

#include <algorithm>

#include "vision/text/reading/decoding/characters.h"

namespace smarttag::vision::text {
namespace {

// False readings in three videos without text were all single characters, read at up to 0.94, most of them
// more than a quarter of the picture high.
constexpr float kLargestCharacter = 0.2F;  // share of the picture's short side
constexpr float kCharacterScore = 0.8F;
constexpr float kLastingScore = 0.9F;
constexpr std::size_t kLastingSamples = 3;
constexpr float kFleetingScore = 0.85F;
constexpr float kCutScore = 0.97F;

}  // namespace

bool plausible(const TextLine& line, cv::Size picture) {
  if (characters(line.text).size() > 1) return true;
  const Box box = bounds(line.quad);
  const auto side = static_cast<float>(std::min(picture.width, picture.height));
  return std::min(box.width(), box.height()) < kLargestCharacter * side && line.score >= kCharacterScore;
}

bool worth_telling(const TimedFact& fact, bool still_picture, const Box& edge) {
  const auto& line = std::get<facts::TextLine>(fact.of);
  const bool single = characters(line.text).size() == 1;
  if (still_picture) return !single || fact.score >= kCharacterScore;
  if (single) return fact.score >= kLastingScore && line.sightings.size() >= kLastingSamples;
  if (line.sightings.size() > 1) return true;
  if (line.sightings.empty()) return false;
  const Box& box = line.sightings.front().box;
  const bool cut = box.left <= edge.left + 2 || box.top <= edge.top + 2 || box.right >= edge.right - 3 ||
                   box.bottom >= edge.bottom - 3;
  return fact.score >= (cut ? kCutScore : kFleetingScore);
}

}  // namespace smarttag::vision::text
