// With the real models and voices that espeak-ng speaks.
#include "speech/speakers/speaker_finder.h"

#include <set>

#include "speech/heard_test.h"

namespace smarttag::speech {
namespace {

const std::string kWords =
    "the committee meets again on the second day of the month and speaks about water and roads";

std::vector<TimedFact> turns_in(const Sound& sound, const std::string& speakers, double begin = 0) {
  Settings settings;
  EXPECT_TRUE(settings.read_environment());
  EXPECT_TRUE(settings.set("speakers", speakers));
  const auto engine = inference::Engine::create(settings);
  EXPECT_TRUE(engine);
  auto finder = make_speaker_finder(**engine, settings);
  if (!finder) {
    ADD_FAILURE() << finder.error().client.text;
    return {};
  }
  for (std::size_t at = 0; at < sound.size(); at += 1600) {
    media::AudioChunk chunk;
    chunk.time = begin + static_cast<double>(at) / 16000;
    chunk.samples.assign(sound.begin() + static_cast<std::ptrdiff_t>(at),
                         sound.begin() + static_cast<std::ptrdiff_t>(std::min(sound.size(), at + 1600)));
    EXPECT_TRUE((*finder)->hear(chunk));
  }
  const auto facts = (*finder)->finish();
  EXPECT_TRUE(facts);
  return *facts;
}

std::size_t speakers_in(const std::vector<TimedFact>& turns) {
  std::set<std::string> names;
  for (const auto& turn : turns) names.insert(turn.as<facts::Turn>()->speaker);
  return names.size();
}

TEST(SpeakerFinder, TwoVoicesInTurn) {
  const auto man = spoken("en+m3", kWords);
  const auto woman = spoken("en+f4", kWords);
  const auto sound = joined({silence(1), man, silence(0.7), woman, silence(0.7), man, silence(1)});
  const auto turns = turns_in(sound, "auto", 100);
  ASSERT_EQ(speakers_in(turns), 2U);
  EXPECT_EQ(turns.front().as<facts::Turn>()->speaker, "speaker-1");
  EXPECT_EQ(turns.back().as<facts::Turn>()->speaker, "speaker-1");
  EXPECT_NEAR(turns.front().from, 101, 0.3);
  EXPECT_NEAR(turns.back().to, 99 + seconds(sound), 0.3);
}

TEST(SpeakerFinder, OneVoiceStaysOneWhateverTheCount) {
  const auto man = spoken("en+m3", kWords);
  EXPECT_EQ(speakers_in(turns_in(joined({man, silence(0.5), man}), "auto")), 1U);
  EXPECT_EQ(speakers_in(turns_in(joined({man, silence(0.5), man}), "4")), 1U);
}

TEST(SpeakerFinder, NobodySpeaksInSilenceOrInNoSound) {
  EXPECT_TRUE(turns_in(silence(13), "auto").empty());
  EXPECT_TRUE(turns_in({}, "auto").empty());
  EXPECT_TRUE(turns_in(silence(0.01), "2").empty());
}

TEST(SpeakerFinder, TheSettingIsAutoOrANumber) {
  EXPECT_EQ(*speakers_of(""), -1);
  EXPECT_EQ(*speakers_of("auto"), 0);
  EXPECT_EQ(*speakers_of("3"), 3);
  for (const auto* wrong : {"0", "-1", "101", "3.5", "many", " 2"}) {
    const auto count = speakers_of(wrong);
    ASSERT_FALSE(count) << wrong;
    EXPECT_EQ(count.error().kind, ErrorKind::kUsage);
    EXPECT_NE(count.error().client.text.find(wrong), std::string::npos);
  }
}

}  // namespace
}  // namespace smarttag::speech
