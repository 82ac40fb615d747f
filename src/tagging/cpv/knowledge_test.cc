#include "tagging/cpv/own_knowledge.h"

#include <unistd.h>

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::tagging {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
namespace fs = std::filesystem;

class OwnKnowledge : public testing::Test {
 protected:
  OwnKnowledge() { fs::remove_all(folder_); }
  ~OwnKnowledge() override { fs::remove_all(folder_); }

  void write(const std::string& text) const {
    fs::create_directories(folder_);
    std::ofstream(own_knowledge_file(folder_)) << text;
  }

  const fs::path folder_ = fs::temp_directory_path() / ("smarttag-knowledge-" + std::to_string(::getpid()));
};

TEST(Knowledge, ALineThatDoesNotFitIsNamed) {
  for (const auto& [text, told] : {std::pair{R"({"kind": "person"})", "needed"},
                                   {R"({"name": "Ada"})", "needed"},
                                   {"[1]", "JSON object"},
                                   {R"({"kind": "person", "name": 7})", "must be a text"},
                                   {R"({"kind": "ghost", "name": "Ada"})", "Known: person"},
                                   {"{", "line 2"}}) {
    const auto read = Knowledge::parse("\n" + std::string(text) + "\n");
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().kind, ErrorKind::kUsage);
    EXPECT_THAT(read.error().client.text, HasSubstr(told));
  }
  EXPECT_EQ(Knowledge::read("no/such/file").error().kind, ErrorKind::kInternal);
}

TEST(Knowledge, ALaterEntryStandsInForAllThatHaveOneOfItsNames) {
  const auto known = Knowledge::parse(R"({"kind": "person", "name": "甲", "description": "one"}
{"kind": "person", "nameEn": "Ada", "description": "two"}
{"kind": "object", "nameEn": "Ada", "description": "a language"}
{"kind": "person", "name": "甲", "nameEn": "ADA", "description": "both"}
)")
                         .value();
  EXPECT_THAT(known->entries(), SizeIs(2));
  EXPECT_EQ(known->about("person", "ada", "description"), R"({"description":"both"})");
  EXPECT_EQ(known->about("person", "甲", "description"), R"({"description":"both"})");
  EXPECT_EQ(known->about("object", "Ada", "description"), R"({"description":"a language"})");
  EXPECT_EQ(known->about("person", "Ada", ""), "");
}

TEST(Knowledge, APlaceHasWhatTheGazetteerKnowsUnderWhatOneAdds) {
  language::NamedThing place;
  place.english = "Berlin";
  place.chinese = "柏林";
  place.country = "DE";
  const auto known =
      Knowledge::parse(R"({"kind": "place", "nameEn": "berlin", "description": "Grey."})").value();
  EXPECT_EQ(known->about_place(place),
            R"({"name":"柏林","nameEn":"berlin","country":"DE","description":"Grey."})");
  EXPECT_EQ(known->about_place(place, "country"), R"({"country":"DE"})");
}

TEST_F(OwnKnowledge, WhatIsImportedStandsOverWhatIsBuiltIn) {
  const auto before = knowledge(folder_).value();
  EXPECT_THAT(before->about("object", "car"), HasSubstr("road vehicle"));
  const auto first =
      import_knowledge(folder_, R"({"kind": "object", "nameEn": "car", "description": "Ours."})", false);
  ASSERT_TRUE(first) << first.error().client.text;
  EXPECT_EQ(first->added, 1U);
  EXPECT_THAT(knowledge(folder_).value()->about("object", "car"), HasSubstr("Ours."));
  EXPECT_THAT(knowledge(folder_).value()->about("object", "dog"), HasSubstr("Canidae"));
}

TEST_F(OwnKnowledge, AnotherImportAddsAndReplaces) {
  const std::string ada = R"({"kind": "person", "nameEn": "Ada", "description": "one"})";
  ASSERT_TRUE(import_knowledge(folder_, ada, false));
  const auto again = import_knowledge(folder_, ada + "\n" + R"({"kind": "person", "nameEn": "Bob"})", false);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->added, 1U);
  EXPECT_EQ(again->replaced, 1U);
  EXPECT_THAT(own_knowledge(folder_).value()->entries(), SizeIs(2));
  ASSERT_TRUE(import_knowledge(folder_, "", true));
  EXPECT_THAT(own_knowledge(folder_).value()->entries(), IsEmpty());
}

TEST_F(OwnKnowledge, NothingIsImportedOfATextThatDoesNotFit) {
  const std::string ada = R"({"kind": "person", "nameEn": "Ada"})";
  ASSERT_TRUE(import_knowledge(folder_, ada, false));
  EXPECT_FALSE(import_knowledge(folder_,
                                R"({"kind": "person", "nameEn": "Bob"})"
                                "\n{",
                                false));
  EXPECT_THAT(own_knowledge(folder_).value()->entries(), SizeIs(1));
}

TEST_F(OwnKnowledge, NamesThatAreNoneAreNotImported) {
  const auto why = [&](const std::string& name, const std::string& description = "x") {
    const results::Json entry{{"kind", "person"}, {"name", name}, {"description", description}};
    const auto done = import_knowledge(folder_, results::dump(entry), false);
    return done ? "" : done.error().client.text;
  };
  EXPECT_THAT(why("  "), HasSubstr("line 1: \"name\" is blank"));
  EXPECT_THAT(why("\u3000"), HasSubstr("is blank"));
  EXPECT_THAT(why(std::string(2'000'000, 'a')), HasSubstr("10000 bytes at most"));
  EXPECT_THAT(why(std::string(201, 'a')), HasSubstr("200 characters at most"));
  EXPECT_THAT(why("Ada\x1b[2J"), HasSubstr("control character"));
  EXPECT_THAT(why("Ada", std::string(10'001, 'a')), HasSubstr("\"description\" may have 10000 bytes"));
  EXPECT_EQ(why("阿达"), "");
  EXPECT_THAT(own_knowledge(folder_).value()->entries(), SizeIs(1));
}

TEST_F(OwnKnowledge, ADamagedFileIsPassedOverByJobsAndToldToPeople) {
  write("not JSON");
  EXPECT_THAT(knowledge(folder_).value()->about("object", "car"), HasSubstr("road vehicle"));
  EXPECT_EQ(own_knowledge(folder_).error().kind, ErrorKind::kUsage);
  EXPECT_FALSE(import_knowledge(folder_, "", false));
  EXPECT_TRUE(import_knowledge(folder_, "", true)) << "a new beginning";
}

TEST_F(OwnKnowledge, AFolderThatCannotBeWrittenIsNamed) {
  std::ofstream(folder_) << "a file";
  const auto done = import_knowledge(folder_, R"({"kind": "person", "nameEn": "Ada"})", true);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::kOutputFailed);
  EXPECT_THAT(done.error().client.text, HasSubstr("could not be written"));
}

}  // namespace
}  // namespace smarttag::tagging
