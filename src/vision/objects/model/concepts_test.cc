#include "vision/objects/model/concepts.h"
#include "base/paths.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "base/table.h"
#include "vision/objects/model/label_groups.h"

namespace smarttag::vision::objects {
namespace {

namespace fs = std::filesystem;

const fs::path kData = home_folder() / "data";

class Tables : public testing::Test {
 protected:
  ~Tables() override { fs::remove(file_); }
  fs::path write(const std::string& text) {
    std::ofstream(file_) << text;
    return file_;
  }
  const fs::path file_ = fs::temp_directory_path() / ("table_test_" + std::to_string(::getpid()) + ".tsv");
};

TEST_F(Tables, GroupsAddUpWhatTheirLabelsSay) {
  const auto groups = LabelGroups::read(write("vehicle\tcar|bus|tram\n"), {"bus", "dog", "car"});
  ASSERT_TRUE(groups.has_value());
  EXPECT_EQ(groups->group_of(0), groups->group_of(2));
  EXPECT_NE(groups->group_of(0), groups->group_of(1)) << "a label of no row is a group of its own";
  const auto strengths = groups->strengths(std::vector<float>{0.5F, 0.3F, 0.4F});
  EXPECT_FLOAT_EQ(strengths[static_cast<std::size_t>(groups->group_of(0))], 1 - 0.5F * 0.6F);
  EXPECT_FLOAT_EQ(strengths[static_cast<std::size_t>(groups->group_of(1))], 0.3F);
}

TEST_F(Tables, NoiseDoesNotAddUp) {
  const auto groups = LabelGroups::read(write("vehicle\tcar|bus\n"), {"car", "bus"});
  ASSERT_TRUE(groups.has_value());
  EXPECT_FLOAT_EQ(groups->strengths(std::vector<float>{0.14F, 0.14F})[0], 0);
}

TEST_F(Tables, ConceptsAddUpTheirClasses) {
  const auto concepts = Concepts::read(write("dog\tbeagle|basset\n"), {"beagle", "beach", "basset"});
  ASSERT_TRUE(concepts.has_value());
  EXPECT_EQ(concepts->names(), (std::vector<std::string>{"dog", "beach"}));
  const auto sums = concepts->sums(std::vector<float>{0.25F, 0.125F, 0.5F});
  EXPECT_EQ(sums, (std::vector<float>{0.75F, 0.125F}));
}

// Every member of a shipped table must be something that the models know: a slip of the pen would go unseen.
std::set<std::string> lines_of(const fs::path& file) {
  std::ifstream in(file);
  std::set<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.insert(line);
  return lines;
}

TEST(ShippedTables, SpeakOfWhatTheModelsKnow) {
  const auto labels = lines_of(kData / "labels" / "coco80.txt");
  const auto classes = lines_of(kData / "labels" / "imagenet1k.txt");
  const auto concepts = Concepts::read(kData / "picture_concepts.tsv", {classes.begin(), classes.end()});
  ASSERT_TRUE(concepts.has_value());
  const std::set<std::string> names(concepts->names().begin(), concepts->names().end());
  const auto opinions = read_table(kData / "object_concepts.tsv");
  const auto groups = read_table(kData / "object_groups.tsv");
  ASSERT_TRUE(opinions.has_value() && groups.has_value());
  for (const auto& row : *opinions) {
    EXPECT_TRUE(labels.contains(row.name)) << row.name;
    for (const auto& name : row.members)
      EXPECT_TRUE(name == "*" || names.contains(name)) << row.name << ": " << name;
  }
  std::set<std::string> grouped;
  for (const auto& row : *groups) grouped.insert(row.members.begin(), row.members.end());
  EXPECT_EQ(grouped, labels);
}

}  // namespace
}  // namespace smarttag::vision::objects
