// Kinds of things (COCO's supercategories): a model that hesitates between car, truck and bus is sure of a
// vehicle.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"

namespace smarttag::vision::objects {

class LabelGroups {
 public:
  // From a table (table.h) of groups and their labels. A label of the model that stands in no row is a group
  // of its own; a label of the table that the model lacks is passed over. kInternal as read_table().
  static Result<LabelGroups> read(const std::filesystem::path& file, const std::vector<std::string>& labels);

  int count() const { return count_; }
  int group_of(int label) const { return group_of_[static_cast<std::size_t>(label)]; }

  // What to call a thing of the group that could be any of its labels ("animal"): for groups whose name ends
  // with * in the table; else empty.
  const std::string& general_name(int group) const { return general_names_[static_cast<std::size_t>(group)]; }

  // How sure it is that something of each group is there: 1 - product of (1 - score) over its labels. Scores
  // below kLeastScore are noise and do not count.
  std::vector<float> strengths(std::span<const float> scores) const;

  static constexpr float kLeastScore = 0.15F;

 private:
  std::vector<int> group_of_;               // by label
  std::vector<std::string> general_names_;  // by group
  int count_ = 0;
};

}  // namespace smarttag::vision::objects
