#include "tagging/observing/fan_out.h"

#include <atomic>

#include <gtest/gtest.h>

namespace smarttag::tagging {
namespace {

// A source of blank frames and silence: one frame and one chunk for each second.
class BlankSource : public media::Source {
 public:
  explicit BlankSource(int seconds) { info_.duration = seconds; }
  const media::MediaInfo& info() const override { return info_; }
  Result<void> decode(const media::Sinks& sinks) override {
    for (int i = 0; i < static_cast<int>(info_.duration); ++i) {
      media::Frame frame;
      frame.time = i;
      frame.index = i;
      if (sinks.frame && !sinks.frame(std::move(frame))) return {};
      ++handed_out;
      if (sinks.audio && !sinks.audio({static_cast<double>(i), std::vector<float>(media::kSampleRate)}))
        return {};
      if (i == fail_at) return fail(ErrorKind::kInputUnreadable, "cut");
    }
    return {};
  }
  int fail_at = -1;
  int handed_out = 0;

 private:
  media::MediaInfo info_;
};

class Eye : public vision::FrameAnalyser {
 public:
  explicit Eye(std::int64_t fail_at = -1) : fail_at_(fail_at) {}
  Result<void> see(const media::Frame& frame) override {
    if (frame.index == fail_at_) return fail(ErrorKind::kAnalysisFailed, "eye");
    ++seen_;
    return {};
  }
  Result<std::vector<TimedFact>> finish(double end) override {
    return std::vector{TimedFact{1, end, 1, "eye", facts::Object{std::to_string(seen_)}, {}}};
  }

 private:
  std::int64_t fail_at_;
  int seen_ = 0;
};

class Ear : public speech::AudioAnalyser {
 public:
  Result<void> hear(const media::AudioChunk& chunk) override {
    samples_ += chunk.samples.size();
    return {};
  }
  Result<std::vector<TimedFact>> finish() override {
    return std::vector{TimedFact{0, 1, 1, "ear", facts::Speech{std::to_string(samples_)}, {}}};
  }

 private:
  std::size_t samples_ = 0;
};

TEST(FanOut, EveryAnalyserGetsEverythingAndFactsComeInOrderOfTime) {
  BlankSource source(50);
  Observers observers;
  observers.frame.push_back(std::make_unique<Eye>());
  observers.frame.push_back(std::make_unique<Eye>());
  observers.audio.push_back(std::make_unique<Ear>());
  ProgressMeter progress(50, true, true, 0, {});
  facts::FactLog log(-1);
  const auto observed = observe(source, observers, log, progress);
  ASSERT_TRUE(observed);
  EXPECT_DOUBLE_EQ(*observed, 50);
  const auto all =
      facts::all_of(*log.stream({facts::kind_of<facts::Object>(), facts::kind_of<facts::Speech>()}));
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 3U);
  EXPECT_EQ(what(all->at(0)), std::to_string(50 * media::kSampleRate));
  EXPECT_EQ(what(all->at(1)), "50");
  EXPECT_DOUBLE_EQ(all->at(1).to, 50);
}

TEST(FanOut, AnAnalyserThatFailsStopsTheDecode) {
  BlankSource source(100000);
  Observers observers;
  observers.frame.push_back(std::make_unique<Eye>(10));
  observers.audio.push_back(std::make_unique<Ear>());
  ProgressMeter progress(100000, true, true, 0, {});
  facts::FactLog log(-1);
  const auto observed = observe(source, observers, log, progress);
  ASSERT_FALSE(observed);
  EXPECT_EQ(observed.error().client.text, "eye");
  EXPECT_LT(source.handed_out, 1000);
}

TEST(FanOut, AnInputThatEndsEarlyIsNoSuccess) {
  BlankSource source(20);
  source.fail_at = 12;
  Observers observers;
  observers.frame.push_back(std::make_unique<Eye>());
  ProgressMeter progress(20, true, false, 0, {});
  facts::FactLog log(-1);
  const auto observed = observe(source, observers, log, progress);
  ASSERT_FALSE(observed);
  EXPECT_EQ(observed.error().kind, ErrorKind::kInputUnreadable);
}

TEST(FanOut, ProgressRisesToOneAndNamesTheSlowestStage) {
  std::vector<Progress> told;
  ProgressMeter meter(10, true, true, 0, [&](const Progress& p) { told.push_back(p); });
  meter.reached(Lap::kPictures, 5);
  meter.reached(Lap::kSpeech, 2);
  meter.reached(Lap::kSpeech, 1);  // never falls
  meter.finished(Lap::kPictures);
  meter.finished(Lap::kSpeech);
  ASSERT_GE(told.size(), 2U);
  EXPECT_DOUBLE_EQ(told.back().fraction, 1);
  EXPECT_EQ(told.back().stage, kResultsStage);
  for (std::size_t i = 1; i < told.size(); ++i) EXPECT_GT(told[i].fraction, told[i - 1].fraction);
}

}  // namespace
}  // namespace smarttag::tagging
