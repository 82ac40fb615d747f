#include "vision/text/text_reader.h"

#include <algorithm>
#include <fstream>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "vision/text/reading/decoding/characters.h"
#include "vision/text/reading/drawn_text_test.h"

namespace smarttag::vision::text {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// What the analyser tells of a file, decoded as in the program.
std::vector<TimedFact> facts_of(const std::filesystem::path& file, const Settings& settings = {}) {
  auto analyser = make_text_reader(engine(), settings);
  EXPECT_TRUE(analyser.has_value());
  const media::testing::OpenedFile opened(file);
  media::Sinks sinks;
  sinks.frame = [&](const media::Frame& frame) { return analyser.value()->see(frame).has_value(); };
  EXPECT_TRUE(opened->decode(sinks).has_value());
  auto facts = analyser.value()->finish(opened->info().duration);
  EXPECT_TRUE(facts.has_value());
  return facts.value();
}

std::vector<std::string> texts(const std::vector<TimedFact>& facts) {
  std::vector<std::string> out;
  out.reserve(facts.size());
  for (const auto& f : facts) out.push_back(what(f));
  return out;
}

// A video of a pattern that moves all over, with words.
std::vector<TimedFact> facts_of_video(const std::vector<Words>& words, const std::string& seconds) {
  const media::testing::ScratchFolder folder;
  std::string filters = drawing(folder, words);
  const auto file = media::testing::generate(
      folder / "video.mp4", "-f lavfi -i gradients=s=1280x720:n=6:speed=0.02:seed=3:rate=10 -t " + seconds +
                                " -vf \"" + (filters.empty() ? "null" : filters) +
                                "\" -c:v libx264 -preset veryfast -crf 26 -pix_fmt yuv420p");
  return facts_of(file);
}

TEST(TextReader, CaptionsOfAVideoWithTheirTimes) {
  const auto facts = facts_of_video(
      {{"SMART TV", kBold, 40, "1040", "30"},
       {"The storm reached the coast at noon", kSans, 36, "200", "620", Words().more, 1.8, 4.3},
       {"台风即将登陆请注意防范", kChinese, 40, "300", "620", Words().more, 4.3, 6.8}},
      "9");
  ASSERT_THAT(texts(facts),
              ElementsAre("SMART TV", "The storm reached the coast at noon", "台风即将登陆请注意防范"));
  EXPECT_EQ(facts[0].from, 0);
  EXPECT_NEAR(facts[0].to, 9, 0.1);
  EXPECT_NEAR(facts[1].from, 1.8, 0.5);
  EXPECT_NEAR(facts[1].to, 4.3, 0.5);
  EXPECT_NEAR(facts[2].from, 4.3, 0.5);
  EXPECT_NEAR(facts[2].to, 6.8, 0.5);
  EXPECT_GE(sightings_of(facts[0]).size(), 17U);
  for (const auto& fact : facts) {
    EXPECT_NE(fact.as<facts::TextLine>(), nullptr);
    EXPECT_EQ(fact.analyser, "ocr");
    EXPECT_GT(fact.score, 0.9F);
    for (const auto& sighting : sightings_of(fact)) {
      EXPECT_GE(sighting.time, fact.from);
      EXPECT_LE(sighting.time, fact.to);
      EXPECT_GT(sighting.box.area(), 0);
    }
  }
}

TEST(TextReader, CreditsThatScrollAreOneFactEach) {
  const auto facts = facts_of_video({{"Directed by", kSans, 40, "500", "720-110*t", Words().more},
                                     {"Anna Schneider", kSans, 40, "470", "800-110*t", Words().more}},
                                    "7");
  EXPECT_THAT(texts(facts), ElementsAre("Directed by", "Anna Schneider"));
}

TEST(TextReader, AVideoWithoutTextHasNone) { EXPECT_THAT(facts_of_video({}, "5"), IsEmpty()); }

TEST(TextReader, APictureIsReadInReadingOrder) {
  const media::testing::ScratchFolder folder;
  const auto file = media::testing::generate(
      folder / "poster.png", "-f lavfi -i color=0x204020:s=800x1000 -frames:v 1 -vf \"" +
                                 drawing(folder, {{"Summer Fair", kBold, 80, "100", "100"},
                                                  {"夏季集市", kChinese, 60, "100", "300"},
                                                  {"Saturday 14 June, 10:00", kSans, 28, "100", "500"},
                                                  {"Entry free", kSans, 16, "100", "900"}}) +
                                 "\"");
  const auto facts = facts_of(file);
  ASSERT_THAT(texts(facts), ElementsAre("Summer Fair", "夏季集市", "Saturday 14 June, 10:00", "Entry free"));
  for (const auto& fact : facts) {
    EXPECT_EQ(fact.from, 0);
    EXPECT_EQ(fact.to, 0);
    EXPECT_EQ(sightings_of(fact).size(), 1U);
  }
}

TEST(TextReader, BoxesAreInDisplayedPixels) {
  const media::testing::ScratchFolder folder;
  const auto file = media::testing::generate(
      folder / "large.png", "-f lavfi -i color=0x204020:s=3840x2160 -frames:v 1 -vf \"" +
                                drawing(folder, {{"Harbour", kBold, 200, "1000", "800"}}) + "\"");
  const auto facts = facts_of(file);
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_NEAR(sightings_of(facts[0])[0].box.left, 1000, 60);
  EXPECT_NEAR(sightings_of(facts[0])[0].box.top, 800, 90);
}

TEST(TextReader, TheThresholdDropsPoorLines) {
  const media::testing::ScratchFolder folder;
  const auto file = media::testing::generate(
      folder / "sign.png", "-f lavfi -i color=0x204020:s=640x360 -frames:v 1 -vf \"" +
                               drawing(folder, {{"Harbour", kBold, 60, "100", "100"}}) + "\"");
  Settings all, none;
  ASSERT_TRUE(all.set("text-threshold", "0.5"));
  ASSERT_TRUE(none.set("text-threshold", "1"));
  EXPECT_EQ(facts_of(file, all).size(), 1U);
  EXPECT_THAT(facts_of(file, none), IsEmpty());
}

TEST(TextReader, NoFrameIsNoError) {
  auto analyser = make_text_reader(engine(), {});
  ASSERT_TRUE(analyser.has_value());
  const auto facts = (*analyser)->finish(12);
  ASSERT_TRUE(facts.has_value());
  EXPECT_THAT(*facts, IsEmpty());
}

TEST(TextReader, FramesMayChangeTheirSize) {
  auto analyser = make_text_reader(engine(), {});
  ASSERT_TRUE(analyser.has_value());
  const auto small = picture_of({{"Harbour", kBold, 40, "100", "100"}}, "color=0x204020:s=640x360");
  const auto large = picture_of({{"Harbour", kBold, 80, "200", "200"}}, "color=0x204020:s=1280x720");
  int index = 0;
  for (const auto& picture : {small, small, large, large, cv::Mat(1, 9, CV_8UC3, cv::Scalar(0))}) {
    const media::Frame frame{index * 0.5, index, 0, picture, 1};
    ASSERT_TRUE((*analyser)->see(frame).has_value());
    ++index;
  }
  const auto facts = (*analyser)->finish(2.5);
  ASSERT_TRUE(facts.has_value());
  EXPECT_EQ(what(facts->at(0)), "Harbour");
}

TEST(TextReader, SaysWhichModelIsMissing) {
  const media::testing::ScratchFolder folder;
  Settings settings;
  ASSERT_TRUE(settings.set("cache-dir", (folder / "empty").string()));
  const auto bare = inference::Engine::create(settings);
  ASSERT_TRUE(bare.has_value());
  const auto made = make_text_reader(**bare, settings);
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().kind, ErrorKind::kModelMissing);
  EXPECT_THAT(made.error().client.text, HasSubstr("smarttag models pull"));
}

TEST(TextReaderOnSharedMedia, EveryCaptionOfTheNewsInItsScene) {
  SMARTTAG_NEEDS_SHARED_MEDIA("");
  std::ifstream in(shared_media("truth.json"));
  const auto truth = nlohmann::json::parse(in).at("video/news.mp4");
  const auto facts = facts_of(shared_media("video/news.mp4"));
  std::size_t captions = 0;
  for (const auto& scene : truth.at("scenes")) {
    for (const auto& caption : scene.at("captions")) {
      ++captions;
      const auto wanted = caption.get<std::string>();
      const auto found = std::find_if(facts.begin(), facts.end(),
                                      [&](const TimedFact& f) { return likeness(what(f), wanted) >= 0.97F; });
      ASSERT_NE(found, facts.end()) << wanted << " is not among " << ::testing::PrintToString(texts(facts));
      EXPECT_NEAR(found->from, scene.at("from").get<double>(), 0.55) << wanted;
      EXPECT_NEAR(found->to, scene.at("to").get<double>(), 0.55) << wanted;
    }
  }
  EXPECT_EQ(captions, 10U);
  EXPECT_EQ(facts.size(), captions) << ::testing::PrintToString(texts(facts));
}

TEST(TextReaderOnSharedMedia, NoTextInAFilmWithoutAny) {
  SMARTTAG_NEEDS_SHARED_MEDIA("");
  EXPECT_THAT(texts(facts_of(shared_media("video/rabbit.mp4"))), IsEmpty());
}

}  // namespace
}  // namespace smarttag::vision::text
