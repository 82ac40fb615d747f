#include "vision/objects/label_groups.h"

#include <fstream>
#include <map>
#include <sstream>

namespace smarttag::vision::objects {

Result<LabelGroups> LabelGroups::read(const std::filesystem::path& file,
                                      const std::vector<std::string>& labels) {
  std::ifstream in(file);
  if (!in)
    return fail(ErrorKind::kInternal, "The groups of objects are missing. Restore data/.", file.string());
  std::map<std::string, int> known;  // label -> group
  LabelGroups groups;
  std::string line;
  while (std::getline(in, line)) {
    if (line.empty() || line.starts_with('#')) continue;
    const auto tab = line.find('\t');
    if (tab == std::string::npos)
      return fail(ErrorKind::kInternal, "The groups of objects are damaged. Restore data/.",
                  file.string() + ": " + line);
    std::istringstream members(line.substr(tab + 1));
    for (std::string label; std::getline(members, label, '|');) known[label] = groups.count_;
    ++groups.count_;
  }
  for (const auto& label : labels) {
    const auto found = known.find(label);
    groups.group_of_.push_back(found != known.end() ? found->second : groups.count_++);
  }
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
