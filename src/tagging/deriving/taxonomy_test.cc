#include "tagging/deriving/taxonomy.h"
#include "base/paths.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>

namespace smarttag::tagging {
namespace {

namespace fs = std::filesystem;

const fs::path kData = home_folder() / "data";

class TaxonomyFile : public testing::Test {
 protected:
  ~TaxonomyFile() override { fs::remove(file_); }

  Result<Taxonomy> read(const std::string& text) {
    std::ofstream(file_) << text;
    return Taxonomy::read(file_);
  }
  std::string refusal(const std::string& text) {
    const auto result = read(text);
    if (result) return "accepted";
    EXPECT_EQ(result.error().kind, ErrorKind::kUsage);
    return result.error().client.text;
  }

  const fs::path file_ = fs::temp_directory_path() / ("taxonomy_test_" + std::to_string(::getpid()) + ".tsv");
};

TEST_F(TaxonomyFile, GivesTheTagOfALabel) {
  const auto taxonomy =
      read("# comment\n\nobject:car\tObject\tcar\t0.4\nscene:seashore\tScene\tbeach\t0\r\n");
  ASSERT_TRUE(taxonomy.has_value());
  EXPECT_EQ(taxonomy->tag_of("object", "car", 0.5F), (Tag{"Object", "car"}));
  EXPECT_EQ(taxonomy->tag_of("scene", "seashore", 0.0F), (Tag{"Scene", "beach"}));
}

TEST_F(TaxonomyFile, TheMinimumScoreItselfCounts) {
  const auto taxonomy = read("object:car\tObject\tcar\t0.5\n");
  ASSERT_TRUE(taxonomy.has_value());
  EXPECT_TRUE(taxonomy->tag_of("object", "car", 0.5F).has_value());
  EXPECT_FALSE(taxonomy->tag_of("object", "car", 0.49F).has_value());
}

TEST_F(TaxonomyFile, TakesAFactByItsAnalyserLabelAndScore) {
  const auto taxonomy = read("object:car\tObject\tcar\t0.4\n");
  ASSERT_TRUE(taxonomy.has_value());
  TimedFact fact;
  fact.analyser = "object";
  fact.of = facts::Object{"car"};
  fact.score = 0.6F;
  EXPECT_EQ(taxonomy->tag_of(fact), (Tag{"Object", "car"}));
  fact.analyser = "scene";
  EXPECT_FALSE(taxonomy->tag_of(fact).has_value());
}

TEST_F(TaxonomyFile, TakesWhatIsHeardToo) {
  const auto taxonomy = read("sound:applause\tAction\tapplause\t0.6\n");
  ASSERT_TRUE(taxonomy.has_value());
  TimedFact fact{1, 3, 0.7F, "sound", facts::Sound{"applause"}, {}};
  EXPECT_EQ(taxonomy->tag_of(fact), (Tag{"Action", "applause"}));
  fact.score = 0.5F;
  EXPECT_FALSE(taxonomy->tag_of(fact).has_value());
}

TEST_F(TaxonomyFile, ALabelThatIsNotListedHasNoTag) {
  const auto taxonomy = read("object:car\tObject\tcar\t0.4\nscene:bubble\t-\t-\t0\n");
  ASSERT_TRUE(taxonomy.has_value());
  EXPECT_FALSE(taxonomy->tag_of("object", "tram", 1.0F).has_value());
  EXPECT_FALSE(taxonomy->lists("object", "tram"));
  EXPECT_FALSE(taxonomy->tag_of("scene", "bubble", 1.0F).has_value());
  EXPECT_TRUE(taxonomy->lists("scene", "bubble"));
}

TEST_F(TaxonomyFile, AnErrorNamesItsLine) {
  EXPECT_NE(refusal("# one\n\nobject:car\tThing\tcar\t0.4\n").find("line 3"), std::string::npos);
}

TEST_F(TaxonomyFile, RefusesWhatIsNotFourFields) {
  EXPECT_NE(refusal("object:car\tObject\tcar\n").find("line 1"), std::string::npos);
  EXPECT_NE(refusal("object:car\tObject\tcar\t0.4\t\n").find("line 1"), std::string::npos);
  EXPECT_NE(refusal("object:car Object car 0.4\n").find("one tab"), std::string::npos);
  EXPECT_NE(refusal("object:car\tObject\t\t0.4\n").find("one tab"), std::string::npos);
}

TEST_F(TaxonomyFile, RefusesALabelWithoutItsAnalyser) {
  for (const char* label : {"car", ":car", "object:"})
    EXPECT_NE(refusal(std::string(label) + "\tObject\tcar\t0.4\n").find("analyser:label"), std::string::npos)
        << label;
}

TEST_F(TaxonomyFile, RefusesAScoreThatIsNone) {
  for (const char* score : {"1.1", "-0.1", "high", "0.4x", "nan", "0,4"})
    EXPECT_NE(refusal(std::string("object:car\tObject\tcar\t") + score + "\n").find("0 to 1"),
              std::string::npos)
        << score;
}

TEST_F(TaxonomyFile, RefusesALabelTwiceAndNamesBothLines) {
  const auto text = refusal("object:car\tObject\tcar\t0.4\n#\nobject:car\tObject\tautomobile\t0.4\n");
  EXPECT_NE(text.find("line 3"), std::string::npos);
  EXPECT_NE(text.find("line 1"), std::string::npos);
}

TEST(Taxonomy, AMissingFileIsADefectOfTheInstallation) {
  const auto result = Taxonomy::read(kData / "no-such-file.tsv");
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind, ErrorKind::kInternal);
}

std::vector<std::string> lines_of(const fs::path& file) {
  std::ifstream in(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);)
    if (!line.empty() && !line.starts_with('#')) lines.push_back(line);
  return lines;
}

TEST(ShippedTaxonomy, ListsEveryClassOfTheObjectModel) {
  const auto taxonomy = Taxonomy::read(kData / "tags.tsv");
  ASSERT_TRUE(taxonomy.has_value()) << taxonomy.error().client.text;
  const auto labels = lines_of(kData / "labels" / "coco80.txt");
  EXPECT_EQ(labels.size(), 80U);
  for (const auto& label : labels) EXPECT_TRUE(taxonomy->lists("object", label)) << label;
}

TEST(ShippedTaxonomy, ListsEveryConceptOfThePictureModel) {
  const auto taxonomy = Taxonomy::read(kData / "tags.tsv");
  ASSERT_TRUE(taxonomy.has_value()) << taxonomy.error().client.text;
  std::map<std::string, std::string> concept_of;
  for (const auto& line : lines_of(kData / "picture_concepts.tsv")) {
    const auto tab = line.find('\t');
    ASSERT_NE(tab, std::string::npos) << line;
    std::istringstream classes(line.substr(tab + 1));
    for (std::string label; std::getline(classes, label, '|');)
      EXPECT_TRUE(concept_of.emplace(label, line.substr(0, tab)).second) << label << " stands twice";
  }
  const auto labels = lines_of(kData / "labels" / "imagenet1k.txt");
  EXPECT_EQ(labels.size(), 1000U);
  EXPECT_EQ(std::set<std::string>(labels.begin(), labels.end()).size(), 1000U);
  for (const auto& label : labels) {
    const auto merged = concept_of.find(label);
    EXPECT_TRUE(taxonomy->lists("scene", merged == concept_of.end() ? label : merged->second)) << label;
    if (merged != concept_of.end()) concept_of.erase(merged);
  }
  for (const auto& [label, name] : concept_of)
    ADD_FAILURE() << label << " of " << name << " is no class of ImageNet";
}

TEST(ShippedTaxonomy, TellsEmotionsThatAreSureAlone) {
  const auto taxonomy = Taxonomy::read(kData / "tags.tsv");
  ASSERT_TRUE(taxonomy.has_value()) << taxonomy.error().client.text;
  for (const auto* label : {"angry", "disgusted", "afraid", "happy", "sad", "surprised", "neutral"})
    EXPECT_TRUE(taxonomy->lists("emotion", label)) << label;
  TimedFact fact{0, 2, 0.9F, "emotion", facts::Emotion{"happy", {}}, {}};
  EXPECT_EQ(taxonomy->tag_of(fact), (Tag{"Emotion", "happy"}));
  fact.of = facts::Emotion{"angry", {}};
  EXPECT_FALSE(taxonomy->tag_of(fact).has_value()) << "a mouth that speaks";
  fact.of = facts::Emotion{"neutral", {}};
  EXPECT_FALSE(taxonomy->tag_of(fact).has_value());
}

TEST(ShippedTaxonomy, NamesTagsAsTheSpecificationDoes) {
  const auto taxonomy = Taxonomy::read(kData / "tags.tsv");
  ASSERT_TRUE(taxonomy.has_value()) << taxonomy.error().client.text;
  EXPECT_EQ(taxonomy->tag_of("object", "car", 0.9F), (Tag{"Object", "car"}));
  EXPECT_EQ(taxonomy->tag_of("scene", "beach", 0.9F), (Tag{"Scene", "beach"}));
  EXPECT_EQ(taxonomy->tag_of("scene", "groom", 0.9F), (Tag{"Character", "groom"}));
  EXPECT_EQ(taxonomy->tag_of("scene", "dog", 0.9F), (Tag{"Object", "dog"}));
  EXPECT_FALSE(taxonomy->tag_of("scene", "web site", 1.0F).has_value());
}

}  // namespace
}  // namespace smarttag::tagging
