#include "vision/objects/second_opinion.h"

#include <algorithm>
#include <cmath>

#include "base/table.h"

namespace smarttag::vision::objects {
namespace {

constexpr std::string_view kNobody = "*";
constexpr float kMargin = 0.15F;  // of the box's longer side, on each side

}  // namespace

Result<SecondOpinion> SecondOpinion::create(PictureModel model, const std::vector<std::string>& labels,
                                            const std::filesystem::path& table) {
  const auto rows = read_table(table);
  if (!rows) return tl::unexpected(rows.error());
  SecondOpinion opinion(std::move(model), labels.size());
  const auto& names = opinion.model_.names();
  opinion.labels_.resize(names.size());
  for (const auto& row : *rows) {
    const auto label = std::find(labels.begin(), labels.end(), row.name) - labels.begin();
    if (label == static_cast<std::ptrdiff_t>(labels.size())) continue;
    for (const auto& member : row.members) {
      if (member == kNobody) opinion.asked_[static_cast<std::size_t>(label)] = false;
      const auto at = std::find(names.begin(), names.end(), member);
      if (at == names.end()) continue;  // a picture model of other classes
      opinion.labels_[static_cast<std::size_t>(at - names.begin())].push_back(
          static_cast<std::size_t>(label));
      opinion.knows_[static_cast<std::size_t>(label)] = true;
    }
  }
  return opinion;
}

Result<std::vector<float>> SecondOpinion::of(const cv::Mat& bgr, const Box& box) {
  auto belief = model_.classify(bgr, surroundings(box, bgr.size()));
  if (!belief) return belief;
  std::vector<float> shares(knows_.size() + 1, 0);
  for (std::size_t name = 0; name < labels_.size(); ++name) {
    for (const auto label : labels_[name]) shares[label] += (*belief)[name];
    if (labels_[name].empty()) shares.back() = std::max(shares.back(), (*belief)[name]);
  }
  return shares;
}

cv::Rect surroundings(const Box& box, const cv::Size& picture) {
  const float half = std::max(box.width(), box.height()) * (0.5F + kMargin);
  const float x = (box.left + box.right) / 2;
  const float y = (box.top + box.bottom) / 2;
  const auto pixel = [](float at, int limit) {
    return std::clamp(static_cast<int>(std::lround(at)), 0, limit);
  };
  const int left = pixel(x - half, picture.width - 1);
  const int top = pixel(y - half, picture.height - 1);
  return {left, top, std::max(1, pixel(x + half, picture.width) - left),
          std::max(1, pixel(y + half, picture.height) - top)};
}

}  // namespace smarttag::vision::objects
