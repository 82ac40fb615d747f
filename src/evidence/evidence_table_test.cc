#include "evidence/evidence_table.h"
#include "base/paths.h"

#include <unistd.h>

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::evidence {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::SizeIs;

class EvidenceFile : public testing::Test {
 protected:
  ~EvidenceFile() override { fs::remove(file_); }

  Result<EvidenceTable> read(const std::string& text) {
    std::ofstream(file_) << text;
    return EvidenceTable::read(file_);
  }
  std::vector<Conclusion> weigh(const std::string& text, Terms terms) {
    const auto table = read(text);
    EXPECT_TRUE(table.has_value()) << table.error().client.text;
    return table ? table->weigh(std::move(terms)) : std::vector<Conclusion>();
  }
  std::string refusal(const std::string& text) {
    const auto table = read(text);
    if (table) return "accepted";
    EXPECT_EQ(table.error().kind, ErrorKind::kUsage);
    return table.error().client.text;
  }

  const fs::path file_ = fs::temp_directory_path() / ("evidence_test_" + std::to_string(::getpid()) + ".tsv");
};

TEST_F(EvidenceFile, EvidenceAddsUpByItsWeights) {
  const auto found = weigh("Scene\tstreet\t0.5\t-\t0.5 object:car + 2 scene:street sign\n",
                           {{"object:car", 0.6F}, {"scene:street sign", 0.125F}});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].main, "Scene");
  EXPECT_EQ(found[0].sub, "street");
  EXPECT_FLOAT_EQ(found[0].score, 0.55F);
  EXPECT_EQ(found[0].why, "0.5 x object:car 0.60 + 2 x scene:street sign 0.12");
}

TEST_F(EvidenceFile, BelowTheMinimumThereIsNoTag) {
  EXPECT_THAT(weigh("Scene\tstreet\t0.5\t-\t0.5 object:car\n", {{"object:car", 0.9F}}), SizeIs(0));
}

TEST_F(EvidenceFile, AScoreIsOneAtMost) {
  EXPECT_EQ(weigh("Character\tcrowd\t0.5\t-\t0.1 count:person\n", {{"count:person", 30}})[0].score, 1);
}

TEST_F(EvidenceFile, EverythingNeededMustHold) {
  const std::string row = "Action\tmeeting\t0.5\tcount:person>=4, scene:restaurant<0.2\t1 object:table\n";
  EXPECT_THAT(weigh(row, {{"object:table", 0.8F}, {"count:person", 4}}), SizeIs(1));
  EXPECT_THAT(weigh(row, {{"object:table", 0.8F}, {"count:person", 3}}), SizeIs(0));
  EXPECT_THAT(weigh(row, {{"object:table", 0.8F}, {"count:person", 4}, {"scene:restaurant", 0.2F}}),
              SizeIs(0));
}

TEST_F(EvidenceFile, TheSurestRowOfATagCounts) {
  const std::string rows = "Object\tfood\t0.1\t-\t1 object:cake\nObject\tfood\t0.1\t-\t1 object:pizza\n";
  const auto found = weigh(rows, {{"object:cake", 0.3F}, {"object:pizza", 0.7F}});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_FLOAT_EQ(found[0].score, 0.7F);
}

TEST_F(EvidenceFile, ARowSeesTheTagsOfTheRowsAboveIt) {
  const std::string rows =
      "Character\tdoctor\t0.5\t-\t1 part:stethoscope\nScene\thospital\t0.5\t-\t1 tag:doctor\n";
  EXPECT_THAT(weigh(rows, {{"part:stethoscope", 0.6F}}), SizeIs(2));
}

TEST_F(EvidenceFile, AGroupIsItsLabelsFromAllItsLines) {
  const auto table = read("@food\tpizza|cake\n@food\tapple\n");
  ASSERT_TRUE(table.has_value());
  EXPECT_THAT(table->groups().at("food"), testing::ElementsAre("pizza", "cake", "apple"));
}

TEST_F(EvidenceFile, AnErrorNamesItsLineAndWhatIsWrong) {
  EXPECT_THAT(refusal("# one\n\nThing\tcar\t0.5\t-\t1 object:car\n"), HasSubstr("line 3: \"Thing\""));
  EXPECT_THAT(refusal("Scene\tstreet\t0.5\t-\n"), HasSubstr("a main tag, a sub tag"));
  EXPECT_THAT(refusal("Scene\t\t0.5\t-\t1 a\n"), HasSubstr("empty"));
  EXPECT_THAT(refusal("Scene\tstreet\t1.5\t-\t1 a\n"), HasSubstr("minimum"));
  EXPECT_THAT(refusal("Scene\tstreet\t0.5\tobject:car\t1 a\n"), HasSubstr("object:car"));
  EXPECT_THAT(refusal("Scene\tstreet\t0.5\tobject:car>=much\t1 a\n"), HasSubstr("no number"));
  EXPECT_THAT(refusal("Scene\tstreet\t0.5\t-\tobject:car\n"), HasSubstr("no weight"));
  EXPECT_THAT(refusal("@food\n"), HasSubstr("group"));
}

TEST(EvidenceTable, AMissingFileIsADefectOfTheInstallation) {
  const auto table = EvidenceTable::read("/no/such/evidence.tsv");
  ASSERT_FALSE(table.has_value());
  EXPECT_EQ(table.error().kind, ErrorKind::kInternal);
}

TEST(EvidenceTable, TheShippedOneIsRead) {
  const auto table = EvidenceTable::read(home_folder() / "data" / "evidence.tsv");
  ASSERT_TRUE(table.has_value()) << table.error().client.text;
  EXPECT_THAT(table->weigh({}), SizeIs(0)) << "nothing follows from nothing";
}

}  // namespace
}  // namespace smarttag::evidence
