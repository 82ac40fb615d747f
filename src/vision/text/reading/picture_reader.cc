#include "vision/text/reading/picture_reader.h"

#include <algorithm>

#include "vision/text/reading/decoding/characters.h"
#include "vision/text/reading/line_crop.h"
#include "vision/text/reading/reading_order.h"

namespace smarttag::vision::text {

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
  for (const auto& quad : quads) {
    const cv::Mat flat = flat_line(bgr, quad);
    auto reading = stands(flat) ? recogniser_.read_standing(flat) : recogniser_.read(flat);
    if (!reading) return tl::unexpected(reading.error());
    if (reading->score < threshold || !says_something(reading->text)) continue;
    lines.push_back({trimmed(reading->text), reading->score, quad});
    boxes.push_back(bounds(quad));
  }
  std::vector<TextLine> in_order;
  in_order.reserve(lines.size());
  for (const std::size_t i : reading_order(boxes)) in_order.push_back(std::move(lines[i]));
  return in_order;
}

}  // namespace smarttag::vision::text
