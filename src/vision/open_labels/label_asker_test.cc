#include "vision/open_labels/label_asker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::vision {
namespace {

using testing::ElementsAre;

media::Frame frame(double time, int shot, int grey) {
  media::Frame made;
  made.bgr = cv::Mat(72, 128, CV_8UC3, cv::Scalar(grey, grey, grey));
  made.time = time;
  made.shot = shot;
  return made;
}

struct Asked {
  std::vector<double> from;
  std::vector<std::size_t> pictures;
};

std::vector<TimedFact> facts_of(const std::vector<media::Frame>& frames, AskLimits limits, Asked& asked) {
  const auto asker = make_label_asker({{"Scene", "office", "an office", "", "", true, 0}}, limits,
                                      [&](const ShotPictures& shot) -> Result<std::vector<std::size_t>> {
                                        asked.from.push_back(shot.from);
                                        asked.pictures.push_back(shot.jpegs.size());
                                        return std::vector<std::size_t>{0};
                                      });
  for (const auto& each : frames) EXPECT_TRUE(asker->see(each));
  auto facts = asker->finish(100);
  EXPECT_TRUE(facts);
  return facts ? *facts : std::vector<TimedFact>{};
}

TEST(LabelAsker, AsksOnceForEachShot) {
  Asked asked;
  const auto facts = facts_of({frame(0, 0, 10), frame(1, 0, 10), frame(2, 1, 200)}, {2, 40}, asked);
  EXPECT_THAT(asked.from, ElementsAre(0, 2));
  ASSERT_EQ(facts.size(), 2U);
  EXPECT_EQ(facts[0].to, 2);
  EXPECT_EQ(facts[1].to, 100);
  EXPECT_EQ(what(facts[0]), "office");
}

TEST(LabelAsker, ShowsMoreOfAShotThatChanges) {
  Asked asked;
  facts_of({frame(0, 0, 10), frame(3, 0, 100), frame(6, 0, 200)}, {2, 40}, asked);
  EXPECT_THAT(asked.pictures, ElementsAre(2));
}

TEST(LabelAsker, OfTooManyShotsEachSecondOrFourthIsAskedAbout) {
  Asked asked;
  std::vector<media::Frame> frames;
  for (int i = 0; i < 20; ++i) frames.push_back(frame(i, i, 10 * i));
  facts_of(frames, {1, 6}, asked);
  EXPECT_THAT(asked.from, ElementsAre(0, 4, 8, 12, 16));
}

TEST(LabelAsker, FailsWithTheModel) {
  const auto asker = make_label_asker({{}}, {}, [](const ShotPictures&) -> Result<std::vector<std::size_t>> {
    return fail(ErrorKind::kAnalysisFailed, "no");
  });
  ASSERT_TRUE(asker->see(frame(0, 0, 10)));
  EXPECT_FALSE(asker->finish(1));
}

}  // namespace
}  // namespace smarttag::vision
