// Pictures whose text does not stand upright in rows: turned pages, columns, long strips.
#include <algorithm>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "vision/text/reading/drawn_text_test.h"
#include "vision/text/text_reader.h"

namespace smarttag::vision::text {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> texts_of(const std::filesystem::path& file) {
  auto analyser = make_text_reader(engine(), {});
  EXPECT_TRUE(analyser.has_value());
  const media::testing::OpenedFile opened(file);
  media::Sinks sinks;
  sinks.frame = [&](const media::Frame& frame) { return analyser.value()->see(frame).has_value(); };
  EXPECT_TRUE(opened->decode(sinks).has_value());
  const auto facts = analyser.value()->finish(0);
  EXPECT_TRUE(facts.has_value());
  std::vector<std::string> texts;
  for (const auto& fact : *facts) texts.push_back(what(fact));
  return texts;
}

// A white page with black words, then the filters.
std::vector<std::string> texts_of_page(const std::vector<Words>& words, const std::string& size,
                                       const std::string& filters) {
  const media::testing::ScratchFolder folder;
  return texts_of(media::testing::generate(folder / "page.png", "-f lavfi -i color=white:s=" + size +
                                                                    " -frames:v 1 -update 1 -vf \"" +
                                                                    drawing(folder, words) + filters + "\""));
}

const std::string kBlack = ":fontcolor=black";
const std::vector<Words> kPage{{"The harbour opens at nine", kSans, 44, "60", "60", kBlack},
                               {"Ferries leave every hour", kSans, 44, "60", "180", kBlack},
                               {"Tickets are sold on board", kSans, 44, "60", "300", kBlack}};

class LyingPage : public ::testing::TestWithParam<const char*> {};

TEST_P(LyingPage, IsReadInItsOrder) {
  EXPECT_THAT(
      texts_of_page(kPage, "900x500", GetParam()),
      ElementsAre("The harbour opens at nine", "Ferries leave every hour", "Tickets are sold on board"));
}

INSTANTIATE_TEST_SUITE_P(Turns, LyingPage,
                         ::testing::Values("", ",transpose=1", ",hflip,vflip", ",transpose=2"));

TEST(LyingPages, StripIsReadLineByLine) {
  std::vector<Words> words;
  for (int i = 1; i <= 20; ++i)
    words.push_back({fmt::format("Line number {}", i), kSans, 24, "40", std::to_string(100 * i), kBlack});
  const auto texts = texts_of_page(words, "600x2200", "");
  std::vector<std::string> wanted;
  for (const auto& one : words) wanted.push_back(one.text);
  EXPECT_EQ(texts, wanted);
}

// What stands in ../shared/cases, where it is there.
std::filesystem::path shared_case(const std::string& name) { return shared_media("../cases/" + name); }

#define SMARTTAG_NEEDS_CASE(name) \
  if (!std::filesystem::exists(shared_case(name))) GTEST_SKIP() << "missing: " << shared_case(name)

class TurnedCase : public ::testing::TestWithParam<const char*> {};

TEST_P(TurnedCase, IsReadInItsOrder) {
  SMARTTAG_NEEDS_CASE(GetParam());
  EXPECT_THAT(texts_of(shared_case(GetParam())),
              ElementsAre("Departure gate closes", "at 14:35 in terminal B", "请在十四点前到达登机口"));
}

INSTANTIATE_TEST_SUITE_P(Cases, TurnedCase, ::testing::Values("23b-rot90.png", "23-upside-down.png"));

TEST(LyingPagesOfCases, LeaningColumnIsOneLine) {
  SMARTTAG_NEEDS_CASE("22-vertical-leaning.png");
  EXPECT_THAT(texts_of(shared_case("22-vertical-leaning.png")),
              ElementsAre("国破山河在城春草木深感时花溅泪恨别鸟惊心烽火连三月家书抵万金"));
}

TEST(LyingPagesOfCases, ColumnsAreReadFromTheRight) {
  SMARTTAG_NEEDS_CASE("22b-vertical-poem.png");
  const auto texts = texts_of(shared_case("22b-vertical-poem.png"));
  ASSERT_GE(texts.size(), 3U);
  EXPECT_EQ(texts[0], "昨夜夜半枕上分明梦见");
  EXPECT_EQ(texts[1], "语多时依旧桃花面");
}

}  // namespace
}  // namespace smarttag::vision::text
