#include "cli/finished/page_pictures.h"

#include <algorithm>
#include <utility>

#include "cli/finished/kept_facts.h"
#include "cli/finished/lines.h"
#include "results/image_label.h"
#include "results/video_label.h"

namespace smarttag::cli {
namespace {

using Type = media::MediaInfo::Type;

constexpr int kShotWidth = 320;     // pixels
constexpr int kPictureWidth = 960;  // of a still picture
constexpr int kPersonWidth = 200;
constexpr float kAroundFace = 0.4F;  // of its size, on each side

// A square around a face, inside of the picture.
Box around(const results::Position& face, const media::MediaInfo& media) {
  const auto [left, top] = face.left_top;
  const auto [right, bottom] = face.right_bottom;
  const float half = (0.5F + kAroundFace) * static_cast<float>(std::max(right - left, bottom - top));
  const float x = static_cast<float>(left + right) / 2, y = static_cast<float>(top + bottom) / 2;
  return clipped({x - half, y - half, x + half, y + half}, static_cast<float>(media.width),
                 static_cast<float>(media.height));
}

Result<std::vector<tagging::StillWish>> persons_in(const std::vector<results::TypedResult>& results,
                                                   const media::MediaInfo& media) {
  std::vector<tagging::StillWish> wishes;
  if (const auto* result = find_result(results, results::VideoLabel::kType)) {
    const auto label = results::read<results::VideoLabel>(result->data);
    if (!label) return tl::unexpected(label.error());
    for (const auto& person : label->persons) {
      const auto best = std::max_element(person.occurrences.begin(), person.occurrences.end(),
                                         [](const auto& a, const auto& b) { return a.score < b.score; });
      if (best != person.occurrences.end())
        wishes.push_back({best->timestamp, around(best->position, media), kPersonWidth});
    }
  }
  if (const auto* result = find_result(results, results::ImageLabel::kType)) {
    const auto label = results::read<results::ImageLabel>(result->data);
    if (!label) return tl::unexpected(label.error());
    for (const auto& person : label->persons)
      wishes.push_back({0, around(person.position, media), kPersonWidth});
  }
  return wishes;
}

Result<std::vector<PageShot>> shots_in(worker::AnalysisProcess& process, int input, Type type,
                                       const worker::AnalysisProcess::Watch& watch) {
  if (type == Type::kPicture) return std::vector<PageShot>{{}};
  tagging::JobSpec spec;
  spec.shots = true;
  const auto finished = process.run(input, spec, watch);
  if (!finished) return tl::unexpected(finished.error());
  const auto facts = kept<facts::Shot>(*finished);
  if (!facts) return tl::unexpected(facts.error());
  std::vector<PageShot> shots;
  for (const auto& fact : *facts)
    shots.push_back({fact.from, fact.to, std::get<facts::Shot>(fact.of).begins, -1});
  return shots;
}

// A number in `pictures` for each wish that was met.
Result<std::vector<int>> take(worker::AnalysisProcess& process, int input, tagging::JobSpec spec,
                              const worker::AnalysisProcess::Watch& watch, PagePictures& pictures) {
  std::vector<int> numbers(spec.stills.size(), -1);
  if (numbers.empty()) return numbers;
  const auto finished = process.run(input, spec, watch);
  if (!finished) return tl::unexpected(finished.error());
  auto stills = kept<facts::Still>(*finished);
  if (!stills) return tl::unexpected(std::move(stills).error());
  for (auto& fact : *stills) {
    auto& still = std::get<facts::Still>(fact.of);
    if (still.number < 0 || static_cast<std::size_t>(still.number) >= numbers.size()) continue;
    numbers[static_cast<std::size_t>(still.number)] = static_cast<int>(pictures.jpegs.size());
    pictures.jpegs.push_back(std::move(still.jpeg));
  }
  return numbers;
}

}  // namespace

Result<PagePictures> take_pictures(worker::AnalysisProcess& process, int input,
                                   const worker::FinishedAnalysis& finished,
                                   const worker::AnalysisProcess::Watch& watch) {
  const auto& media = finished.analysis.media;
  PagePictures pictures;
  if (!media.has_video) return pictures;
  auto shots = shots_in(process, input, media.type, watch);
  if (!shots) return tl::unexpected(std::move(shots).error());
  pictures.shots = std::move(*shots);
  const auto results = finished.results();
  if (!results) return tl::unexpected(results.error());
  auto persons = persons_in(*results, media);
  if (!persons) return tl::unexpected(std::move(persons).error());

  tagging::JobSpec spec;
  const std::size_t every = (pictures.shots.size() + kMostShotPictures - 1) / kMostShotPictures;
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < pictures.shots.size(); i += std::max<std::size_t>(every, 1)) {
    const auto& shot = pictures.shots[i];
    shown.push_back(i);
    spec.stills.push_back(
        {(shot.from + shot.to) / 2, {}, media.type == Type::kPicture ? kPictureWidth : kShotWidth});
  }
  spec.stills.insert(spec.stills.end(), persons->begin(), persons->end());
  const auto numbers = take(process, input, std::move(spec), watch, pictures);
  if (!numbers) return tl::unexpected(numbers.error());
  for (std::size_t i = 0; i < shown.size(); ++i) pictures.shots[shown[i]].picture = (*numbers)[i];
  pictures.persons.assign(numbers->begin() + static_cast<std::ptrdiff_t>(shown.size()), numbers->end());
  return pictures;
}

}  // namespace smarttag::cli
