#include "vision/objects/model/label_groups.h"

#include <map>

#include "base/table.h"

namespace smarttag::vision::objects {

Result<LabelGroups> LabelGroups::read(const std::filesystem::path& file,
                                      const std::vector<std::string>& labels) {
  auto rows = read_table(file);
  if (!rows) return tl::unexpected(std::move(rows).error());
  std::map<std::string, int> known;  // label -> group
  LabelGroups groups;
  for (const auto& row : *rows) {
    for (const auto& label : row.members) known[label] = groups.count_;
    const bool has_general_name = row.name.ends_with('*');
    groups.general_names_.push_back(has_general_name ? row.name.substr(0, row.name.size() - 1) : "");
    ++groups.count_;
  }
  for (const auto& label : labels) {
    const auto found = known.find(label);
    groups.group_of_.push_back(found != known.end() ? found->second : groups.count_++);
  }
  groups.general_names_.resize(static_cast<std::size_t>(groups.count_));
  return groups;
}

std::vector<float> LabelGroups::strengths(std::span<const float> scores) const {
  std::vector<float> none(static_cast<std::size_t>(count_), 1.0F);
  for (std::size_t label = 0; label < scores.size(); ++label)
    if (scores[label] >= kLeastScore) none[static_cast<std::size_t>(group_of_[label])] *= 1 - scores[label];
  for (auto& value : none) value = 1 - value;
  return none;
}

}  // namespace smarttag::vision::objects
