// With the real models, and sound that is made. Where the model of sound events is not installed, what it
// tells is not tested.
#include "speech/sounds/sound_finder.h"

#include "speech/heard_test.h"

namespace smarttag::speech {
namespace {

// The busy signal of North American telephones: 480 and 620 Hz, half a second of each.
Sound busy_signal(double length) {
  const std::string tone = "0.2*(sin(2*PI*480*t)+sin(2*PI*620*t))*lt(mod(t\\,1)\\,0.5)";
  return sound_of("-f lavfi -i \"aevalsrc=" + tone + ":s=16000:d=" + std::to_string(length) + "\"");
}

Sound tune(double length) {
  // A chord that changes every half second.
  const std::string root = "220*pow(2\\,mod(floor(t*2)*5\\,12)/12)";
  std::string chord;
  for (const char* ratio : {"1", "1.26", "1.5"})
    chord += (chord.empty() ? "" : "+") + std::string("sin(2*PI*t*") + ratio + "*" + root + ")";
  return sound_of("-f lavfi -i \"aevalsrc=0.15*exp(-2*mod(t\\,0.5))*(" + chord +
                  "):s=16000:d=" + std::to_string(length) + "\"");
}

std::shared_ptr<inference::Engine> engine() {
  Settings settings;
  EXPECT_TRUE(settings.read_environment());
  static const auto made = inference::Engine::create(settings);
  EXPECT_TRUE(made);
  return *made;
}

void hear(AudioAnalyser& finder, const Sound& sound, double begin, int channel = 0) {
  for (std::size_t at = 0; at < sound.size(); at += 1600) {
    media::AudioChunk chunk;
    chunk.time = begin + static_cast<double>(at) / 16000;
    chunk.channel = channel;
    chunk.samples.assign(sound.begin() + static_cast<std::ptrdiff_t>(at),
                         sound.begin() + static_cast<std::ptrdiff_t>(std::min(sound.size(), at + 1600)));
    EXPECT_TRUE(finder.hear(chunk));
  }
}

std::unique_ptr<AudioAnalyser> finder() {
  const auto kinds = model_of_kinds(*engine());
  EXPECT_TRUE(kinds) << kinds.error().client.text;
  auto made = make_sound_finder(*engine(), *kinds);
  EXPECT_TRUE(made) << made.error().client.text;
  return made ? std::move(*made) : nullptr;
}

std::vector<TimedFact> sounds_in(const Sound& sound, double begin = 0) {
  const auto made = finder();
  hear(*made, sound, begin);
  const auto facts = made->finish();
  EXPECT_TRUE(facts);
  return *facts;
}

std::vector<TimedFact> labelled(const std::vector<TimedFact>& facts, const std::string& label) {
  std::vector<TimedFact> found;
  std::copy_if(facts.begin(), facts.end(), std::back_inserter(found),
               [&](const TimedFact& fact) { return what(fact) == label; });
  return found;
}

bool has_events() { return engine()->compile("sound-events").has_value(); }

TEST(SoundFinder, SpeechAndMusicAreToldWithTheirTimes) {
  const auto words = spoken("en+m3", "the committee meets again on the second day of the month");
  const auto sound = joined({silence(4), words, silence(12 - seconds(words)), tune(20), silence(4)});
  const auto facts = sounds_in(sound, 100);
  const auto speech = labelled(facts, "speech");
  const auto music = labelled(facts, "music");
  ASSERT_FALSE(speech.empty());
  EXPECT_NEAR(speech.front().from, 104, 0.5);
  EXPECT_NEAR(speech.back().to, 104 + seconds(words), 0.7);
  ASSERT_EQ(music.size(), 1U);
  EXPECT_NEAR(music.front().from, 116, 1);
  EXPECT_NEAR(music.front().to, 136, 1);
  EXPECT_GT(music.front().score, 0.6F);
}

TEST(SoundFinder, AnEventIsToldWithItsTime) {
  if (!has_events()) GTEST_SKIP() << "smarttag models pull yamnet";
  const auto facts = sounds_in(joined({silence(7.3), busy_signal(5), silence(9)}));
  const auto calls = labelled(facts, "telephone");
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_NEAR(calls.front().from, 7.3, 0.5);
  EXPECT_NEAR(calls.front().to, 12.3, 0.8);
  EXPECT_GT(calls.front().score, 0.8F);
  EXPECT_EQ(calls.front().analyser, "sound");
}

// The busy signal alone is music to the model of kinds.
TEST(SoundFinder, KindsThatNoEventConfirmsAreNotTold) {
  if (!has_events()) GTEST_SKIP() << "smarttag models pull yamnet";
  const auto facts = sounds_in(joined({busy_signal(6), silence(4)}));
  EXPECT_TRUE(labelled(facts, "music").empty());
}

TEST(SoundFinder, SilenceIsNothing) {
  EXPECT_TRUE(sounds_in(silence(31)).empty());
  EXPECT_TRUE(sounds_in({}).empty());
}

TEST(SoundFinder, SoundOfAMomentIsNoHarm) {
  for (const double length : {0.001, 0.02, 0.4, 0.97, 1.5}) EXPECT_TRUE(sounds_in(silence(length)).empty());
}

TEST(SoundFinder, AGapKeepsTheTimesBehindIt) {
  if (!has_events()) GTEST_SKIP() << "smarttag models pull yamnet";
  const auto made = finder();
  hear(*made, busy_signal(5), 0);
  hear(*made, busy_signal(5), 60);
  const auto facts = made->finish();
  ASSERT_TRUE(facts);
  const auto calls = labelled(*facts, "telephone");
  ASSERT_EQ(calls.size(), 2U);
  EXPECT_NEAR(calls[0].to, 5, 0.5);
  EXPECT_NEAR(calls[1].from, 60, 0.5);
  EXPECT_NEAR(calls[1].to, 65, 0.5);
}

TEST(SoundFinder, WhatBothChannelsHearIsToldOnce) {
  const auto made = finder();
  const auto music = tune(15);
  hear(*made, music, 0, 0);
  hear(*made, music, 0.2, 1);
  const auto facts = made->finish();
  ASSERT_TRUE(facts);
  EXPECT_EQ(labelled(*facts, "music").size(), 1U);
}

TEST(SoundFinder, WithoutTheModelOfKindsTheErrorNamesIt) {
  Settings settings;
  ASSERT_TRUE(settings.read_environment());
  ASSERT_TRUE(
      settings.set("models-cache", (std::filesystem::temp_directory_path() / "no-models-here").string()));
  const auto bare = inference::Engine::create(settings);
  ASSERT_TRUE(bare);
  const auto made = model_of_kinds(**bare);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, ErrorKind::kModelMissing);
}

}  // namespace
}  // namespace smarttag::speech
