#include "vision/text/reading/picture_reader.h"

#include <algorithm>

#include <opencv2/core.hpp>

#include "base/text/unicode.h"
#include "vision/text/reading/decoding/characters.h"
#include "vision/text/reading/line_crop.h"
#include "vision/text/reading/reading_order.h"

namespace smarttag::vision::text {
namespace {

constexpr float kSure = 0.93F;   // mean score of lines that are surely read the right way up
constexpr float kSurer = 0.08F;  // by which the other way must be surer

std::size_t letters_of(const std::vector<TextLine>& lines) {
  std::size_t sum = 0;
  for (const auto& line : lines) sum += characters(line.text).size();
  return sum;
}

// Mean score over all characters.
float sureness(const std::vector<TextLine>& lines) {
  float sum = 0;
  for (const auto& line : lines) sum += line.score * static_cast<float>(characters(line.text).size());
  const auto count = static_cast<float>(letters_of(lines));
  return count > 0 ? sum / count : 0;
}

std::vector<TextLine> in_order(std::vector<TextLine> lines, Turn turn) {
  std::vector<Box> boxes;
  for (const auto& line : lines) boxes.push_back(bounds(line.quad));
  std::vector<TextLine> ordered;
  ordered.reserve(lines.size());
  for (const std::size_t i : reading_order(boxes, turn)) ordered.push_back(std::move(lines[i]));
  return ordered;
}

// Where parts of this side begin that cover a length, each overlapping the next by a fifth.
std::vector<int> starts(int length, int side) {
  std::vector<int> all{0};
  while (all.back() + side < length) all.push_back(std::min(all.back() + side * 4 / 5, length - side));
  return all;
}

// Adds a line of one part; what earlier parts (the first `before` of `all`) saw of the same line is united
// with it.
void add_part(std::vector<Quad>& all, std::size_t before, const Quad& quad) {
  const Box box = bounds(quad);
  for (std::size_t i = 0; i < before; ++i) {
    const Box other = bounds(all[i]);
    const float high = std::min(box.bottom, other.bottom) - std::max(box.top, other.top);
    const float wide = std::min(box.right, other.right) - std::max(box.left, other.left);
    const bool same = wide > 0 && high > 0 && (high > 0.6F * std::min(box.height(), other.height())) &&
                      std::max(box.height(), other.height()) < 2.5F * std::min(box.height(), other.height());
    if (!same) continue;
    const float left = std::min(box.left, other.left), right = std::max(box.right, other.right);
    const float top = std::min(box.top, other.top), bottom = std::max(box.bottom, other.bottom);
    all[i] = {{{left, top}, {right, top}, {right, bottom}, {left, bottom}}};
    return;
  }
  all.push_back(quad);
}

}  // namespace

Result<PictureReader> PictureReader::make(inference::Engine& engine) {
  auto detector = TextDetector::make(engine);
  if (!detector) return tl::unexpected(detector.error());
  auto recogniser = TextRecogniser::make(engine);
  if (!recogniser) return tl::unexpected(recogniser.error());
  return PictureReader(std::move(*detector), std::move(*recogniser));
}

Result<std::vector<TextLine>> PictureReader::read(const cv::Mat& bgr, const std::vector<Quad>& quads,
                                                  float threshold) {
  std::vector<TextLine> lines;
  std::vector<Box> boxes;
  std::size_t upwards = 0, downwards = 0;
  for (const auto& quad : quads) {
    const cv::Mat flat = flat_line(bgr, quad);
    Reading reading;
    bool from_below = false;
    if (stands(flat)) {
      auto standing = recogniser_.read_standing(flat);
      if (!standing) return tl::unexpected(standing.error());
      reading = std::move(standing->reading);
      from_below = standing->upwards;
    } else {
      auto lying = recogniser_.read(flat);
      if (!lying) return tl::unexpected(lying.error());
      reading = std::move(*lying);
    }
    if (reading.score < threshold || !says_something(reading.text)) continue;
    if (stands(flat)) (from_below ? upwards : downwards) += characters(reading.text).size();
    lines.push_back({std::string(trim_spaces(reading.text)), reading.score, quad});
    boxes.push_back(bounds(quad));
  }
  turn_ = turn_of(boxes);
  if (turn_ == Turn::kQuarter && upwards > downwards) turn_ = Turn::kThreeQuarters;
  return in_order(std::move(lines), turn_);
}

Result<std::vector<TextLine>> PictureReader::read_either_way(const cv::Mat& bgr,
                                                             const std::vector<Quad>& quads,
                                                             float threshold) {
  auto upright = read(bgr, quads, threshold);
  if (!upright || quads.empty() || sureness(*upright) >= kSure) return upright;
  std::vector<TextLine> lines;
  for (const auto& quad : quads) {
    cv::Mat flat = flat_line(bgr, quad);
    if (stands(flat)) return upright;
    cv::rotate(flat, flat, cv::ROTATE_180);
    auto reading = recogniser_.read(flat);
    if (!reading) return tl::unexpected(reading.error());
    if (reading->score < threshold || !says_something(reading->text)) continue;
    lines.push_back({std::string(trim_spaces(reading->text)), reading->score, quad});
  }
  if (sureness(lines) < sureness(*upright) + kSurer || letters_of(lines) < letters_of(*upright) / 2)
    return upright;
  turn_ = Turn::kHalf;
  return in_order(std::move(lines), turn_);
}

Result<std::vector<Quad>> PictureReader::find_in_parts(const cv::Mat& bgr, int side) {
  std::vector<Quad> all;
  for (const int top : starts(bgr.rows, side)) {
    for (const int left : starts(bgr.cols, side)) {
      const cv::Rect part = cv::Rect(left, top, side, side) & cv::Rect({0, 0}, bgr.size());
      auto found = detector_.detect(bgr(part).clone(), side);
      if (!found) return found;
      const std::size_t before = all.size();
      for (Quad quad : *found) {
        for (auto& corner : quad) corner += cv::Point2f(static_cast<float>(left), static_cast<float>(top));
        add_part(all, before, quad);
      }
    }
  }
  return all;
}

}  // namespace smarttag::vision::text
