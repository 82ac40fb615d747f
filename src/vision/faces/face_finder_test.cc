#include "vision/faces/face_finder.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include "vision/faces/face_encoder.h"
#include "vision/faces/real_media_test.h"

namespace smarttag::vision {
namespace {

using faces::decode;
using faces::engine;
using faces::picture;
using testing::IsEmpty;
using testing::SizeIs;

std::unique_ptr<FrameAnalyser> finder() {
  auto made = make_face_finder(engine(), Settings());
  if (!made) throw std::runtime_error(made.error().client.text);
  return std::move(*made);
}

std::vector<TimedFact> finished(FrameAnalyser& analyser, double end) {
  auto facts = analyser.finish(end);
  EXPECT_TRUE(facts);
  return facts.value_or(std::vector<TimedFact>{});
}

std::vector<TimedFact> faces_of(const std::filesystem::path& file) {
  const auto analyser = finder();
  const double end = decode(file, [&](const media::Frame& frame) {
    const auto done = analyser->see(frame);
    EXPECT_TRUE(done) << (done ? "" : done.error().log.text);
  });
  return finished(*analyser, end);
}

int persons_in(const std::vector<TimedFact>& facts) {
  std::set<int> subjects;
  for (const TimedFact& fact : facts) subjects.insert(std::get<facts::Face>(fact.of).person);
  return static_cast<int>(subjects.size());
}

// Pictures shown one after another, each for `seconds` at two samples a second, a cut before each.
struct Slides {
  std::unique_ptr<FrameAnalyser> analyser = finder();
  double time = 0;
  int shot = -1;
  std::int64_t index = 0;

  void show(const cv::Mat& bgr, double seconds, bool cut = true, float scale = 1) {
    shot += cut ? 1 : 0;
    for (double until = time + seconds; time < until; time += 0.5)
      EXPECT_TRUE(analyser->see({time, index++, shot, bgr, scale}));
  }
  std::vector<TimedFact> facts() { return finished(*analyser, time); }
};

cv::Mat photo(const std::string& name) { return picture(shared_media() / "photos" / name); }

TEST(FaceFinder, NewsHasTwoPersonsEachInTheirScenes) {
  SMARTTAG_NEEDS_SHARED_MEDIA("");
  const auto facts = faces_of(shared_media() / "video" / "news.mp4");
  std::ifstream file(shared_media() / "truth.json");
  const auto scenes = nlohmann::json::parse(file)["video/news.mp4"]["scenes"];
  std::map<std::string, std::set<int>> seen_as;
  for (const auto& scene : scenes) {
    const double from = scene["from"], to = scene["to"];
    std::set<int> present;
    for (const TimedFact& fact : facts)
      if (std::min(fact.to, to) - std::max(fact.from, from) > 0.3) {
        present.insert(std::get<facts::Face>(fact.of).person);
        EXPECT_NEAR(fact.from, from, 0.2);
        EXPECT_NEAR(fact.to, to, 0.2);
      }
    EXPECT_EQ(present.size(), scene["persons"].size()) << "scene from " << from;
    if (present.size() == 1) seen_as[scene["persons"][0]].insert(*present.begin());
  }
  EXPECT_EQ(persons_in(facts), 2);
  ASSERT_THAT(seen_as, SizeIs(2));
  EXPECT_THAT(seen_as["Barack Obama"], SizeIs(1));
  EXPECT_THAT(seen_as["Joe Biden"], SizeIs(1));
  EXPECT_NE(seen_as["Barack Obama"], seen_as["Joe Biden"]);
}

TEST(FaceFinder, SeesNobodyWhereNoFaceIsVisible) {
  SMARTTAG_NEEDS_SHARED_MEDIA("");
  for (const char* name : {"cars.mp4", "rabbit.mp4", "persons.mp4"})
    EXPECT_EQ(persons_in(faces_of(shared_media() / "video" / name)), 0) << name;
}

TEST(FaceFinder, APhotographGivesItsFacesAtTimeZero) {
  SMARTTAG_NEEDS_SHARED_MEDIA("");
  const auto facts = faces_of(shared_media() / "photos" / "two_people.jpg");
  ASSERT_THAT(facts, SizeIs(2));
  EXPECT_EQ(what(facts[0]), "person-1");  // the one on the left
  EXPECT_LT(sightings_of(facts[0])[0].box.left, sightings_of(facts[1])[0].box.left);
  for (const TimedFact& fact : facts) {
    EXPECT_NE(fact.as<facts::Face>(), nullptr);
    EXPECT_EQ(fact.analyser, "face");
    EXPECT_EQ(fact.to, 0);
    EXPECT_THAT(std::get<facts::Face>(fact.of).vector, SizeIs(128));
    EXPECT_GT(fact.score, 0.8F);
  }
}

TEST(FaceFinder, TheSamePersonAfterACutIsTheSameNumber) {
  SMARTTAG_NEEDS_SHARED_MEDIA("");
  Slides slides;
  for (const char* name : {"biden.jpg", "obama.jpg", "biden2.jpg", "obama2.jpg"}) slides.show(photo(name), 2);
  const auto facts = slides.facts();
  ASSERT_THAT(facts, SizeIs(4));
  EXPECT_EQ(persons_in(facts), 2);
  EXPECT_DOUBLE_EQ(facts[0].from, 0);  // person-1 came first
  EXPECT_DOUBLE_EQ(facts[0].to, 2);
  EXPECT_DOUBLE_EQ(facts[1].from, 4);
}

TEST(FaceFinder, TheSameFaceTwiceInOneFrameIsTwoPersons) {
  SMARTTAG_NEEDS_SHARED_MEDIA("");
  cv::Mat one = photo("obama.jpg"), both;
  cv::hconcat(one, one, both);
  Slides slides;
  slides.show(both, 2);
  EXPECT_EQ(persons_in(slides.facts()), 2);
}

TEST(FaceFinder, AFaceThatDissolvesIntoAnotherIsTwoPersons) {
  SMARTTAG_NEEDS_SHARED_MEDIA("");
  // Both faces at the same place and size.
  const cv::Mat obama = photo("obama.jpg")(cv::Rect(321, 31, 340, 449)).clone();
  cv::Mat biden = photo("biden.jpg")(cv::Rect(387, 120, 380, 500)).clone();
  cv::resize(biden, biden, obama.size());
  Slides slides;
  slides.show(obama, 2);
  for (const double part : {0.25, 0.5, 0.75}) {
    cv::Mat mixed;
    cv::addWeighted(obama, 1 - part, biden, part, 0, mixed);
    slides.show(mixed, 0.5, false);
  }
  slides.show(biden, 2, false);
  EXPECT_EQ(persons_in(slides.facts()), 2);
}

TEST(FaceFinder, BoxesAreInDisplayedPixels) {
  SMARTTAG_NEEDS_SHARED_MEDIA("");
  Slides plain, scaled;
  plain.show(photo("obama.jpg"), 1);
  scaled.show(photo("obama.jpg"), 1, true, 2);
  const auto one = plain.facts(), two = scaled.facts();
  ASSERT_THAT(one, SizeIs(1));
  ASSERT_THAT(two, SizeIs(1));
  EXPECT_FLOAT_EQ(sightings_of(two[0])[0].box.left, 2 * sightings_of(one[0])[0].box.left);
}

TEST(FaceFinder, EverySampleOfAStillSceneIsASighting) {
  SMARTTAG_NEEDS_SHARED_MEDIA("");
  Slides slides;
  slides.show(photo("biden2.jpg"), 60);
  const auto facts = slides.facts();
  ASSERT_THAT(facts, SizeIs(1));
  EXPECT_THAT(sightings_of(facts[0]), SizeIs(120));
}

TEST(FaceFinder, AFlashOfAHalfSecondWithoutAFaceBeforeOrAfterIsNotCut) {
  SMARTTAG_NEEDS_SHARED_MEDIA("");
  const cv::Mat blank(1137, 910, CV_8UC3, cv::Scalar::all(60));
  Slides slides;
  slides.show(photo("obama.jpg"), 1.5);
  slides.show(blank, 0.5, false);
  slides.show(photo("obama.jpg"), 1.5, false);
  const auto facts = slides.facts();
  ASSERT_THAT(facts, SizeIs(1));
  EXPECT_THAT(sightings_of(facts[0]), SizeIs(6));
  EXPECT_DOUBLE_EQ(facts[0].to, 3.5);
}

TEST(FaceFinder, APhotographThatLiesOnItsSideHasItsFaces) {
  SMARTTAG_NEEDS_SHARED_MEDIA("");
  for (const auto turn : {cv::ROTATE_90_CLOCKWISE, cv::ROTATE_90_COUNTERCLOCKWISE, cv::ROTATE_180}) {
    cv::Mat turned;
    cv::rotate(photo("two_people.jpg"), turned, turn);
    const auto analyser = finder();
    EXPECT_TRUE(analyser->see({0, 0, 0, turned, 1}));
    EXPECT_THAT(finished(*analyser, 0), SizeIs(2)) << turn;
  }
}

TEST(FaceFinder, ABlurredFaceOfAPhotographIsAPersonToo) {
  SMARTTAG_NEEDS_SHARED_MEDIA("");
  cv::Mat small;
  const cv::Mat sharp = photo("two_people.jpg");
  cv::resize(sharp, small, {}, 0.25, 0.25, cv::INTER_AREA);
  cv::resize(small, small, sharp.size());
  const auto analyser = finder();
  EXPECT_TRUE(analyser->see({0, 0, 0, small, 1}));
  EXPECT_THAT(finished(*analyser, 0), SizeIs(2));
}

TEST(FaceFinder, NoFramesGiveNoFacts) { EXPECT_THAT(finished(*finder(), 10), IsEmpty()); }

TEST(FaceFinder, AFrameThatIsNoPictureIsAnError) {
  const auto analyser = finder();
  const auto done = analyser->see({0, 0, 0, cv::Mat(), 1});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::kAnalysisFailed);
}

}  // namespace
}  // namespace smarttag::vision
