#include "vision/shots/cut_finder.h"

#include <gtest/gtest.h>

#include "inference/engine.h"

namespace smarttag::vision {
namespace {

class CutFinder : public ::testing::Test {
 protected:
  CutFinder() {
    auto engine = inference::Engine::create(settings_);
    EXPECT_TRUE(engine);
    auto made = make_cut_finder(**engine, settings_);
    EXPECT_TRUE(made);
    finder_ = std::move(*made);
  }
  void see(double time, int shot) {
    media::Frame frame;
    frame.time = time;
    frame.shot = shot;
    ASSERT_TRUE(finder_->see(frame));
  }

  Settings settings_;
  std::unique_ptr<FrameAnalyser> finder_;
};

TEST_F(CutFinder, ShotsFollowEachOtherFromTheStartToTheEnd) {
  see(0.04, 0);  // the first picture may come late
  see(1, 0);
  see(1.6, 1);
  see(2, 1);
  see(3.2, 2);
  const auto shots = finder_->finish(5);
  ASSERT_TRUE(shots);
  ASSERT_EQ(shots->size(), 3U);
  EXPECT_EQ((*shots)[0].from, 0);
  EXPECT_EQ((*shots)[0].to, 1.6);
  EXPECT_EQ(std::get<facts::Shot>((*shots)[0].of).begins, "");
  EXPECT_EQ((*shots)[1].from, 1.6);
  EXPECT_EQ(std::get<facts::Shot>((*shots)[1].of).begins, "cut");
  EXPECT_EQ((*shots)[2].to, 5);
}

TEST_F(CutFinder, WithoutPicturesThereIsNone) {
  const auto shots = finder_->finish(5);
  ASSERT_TRUE(shots);
  EXPECT_TRUE(shots->empty());
}

}  // namespace
}  // namespace smarttag::vision
