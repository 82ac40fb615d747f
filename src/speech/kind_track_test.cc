// With the real model and sound that is made.
#include "speech/sounds/kind_track.h"

#include "speech/heard_test.h"

namespace smarttag::speech {
namespace {

KindModel kinds() {
  Settings settings;
  EXPECT_TRUE(settings.read_environment());
  static const auto engine = inference::Engine::create(settings);
  EXPECT_TRUE(engine);
  const auto model = model_of_kinds(**engine);
  EXPECT_TRUE(model) << model.error().client.text;
  auto kinds = KindModel::of(*model);
  EXPECT_TRUE(kinds);
  return *kinds;
}

std::int64_t at(double time) { return static_cast<std::int64_t>(time * 16000); }

// In pieces of a tenth of a second, to the end; begins at that time.
KindTrack track_of(const Sound& sound, double begin = 0) {
  KindTrack track(kinds(), at(begin));
  for (std::size_t i = 0; i < sound.size(); i += 1600)
    EXPECT_TRUE(track.hear(std::span(sound).subspan(i, std::min<std::size_t>(1600, sound.size() - i))));
  EXPECT_TRUE(track.finish());
  return track;
}

bool is_music_alone(const Sound& sound) {
  return track_of(sound).is_music_alone(0, static_cast<std::int64_t>(sound.size()));
}

// Plucked tones that die away.
Sound plucked(double length) {
  return sound_of(
      "-f lavfi -i \"aevalsrc=0.3*exp(-3*mod(t\\,0.6))*(sin(2*PI*t*262)+sin(2*PI*t*524)/2+sin(2*PI*t*786)/3):"
      "s=16000:d=" +
      std::to_string(length) + "\"");
}

TEST(KindTrack, AVoiceIsHeardWhereverItStands) {
  const auto words = spoken("en+m3", "good morning");
  EXPECT_FALSE(is_music_alone(words));
  EXPECT_FALSE(is_music_alone(joined({plucked(12), words, plucked(12)})));
  EXPECT_FALSE(is_music_alone(joined({plucked(26), words})));
}

TEST(KindTrack, InstrumentsAreMusic) {
  EXPECT_TRUE(is_music_alone(plucked(8)));
  EXPECT_TRUE(is_music_alone(plucked(27)));
}

// Far voices may lie in it: the recogniser decides.
TEST(KindTrack, NoiseAndSilenceAreNot) {
  EXPECT_FALSE(is_music_alone(sound_of("-f lavfi -i anoisesrc=d=5:c=pink:a=0.3:s=7")));
  for (const double length : {0.0, 0.001, 0.1, 3.0, 30.0})
    EXPECT_FALSE(is_music_alone(silence(length))) << length;
}

TEST(KindTrack, OnlyTheTimeThatIsAskedForCounts) {
  const auto words = spoken("en+m3", "the committee meets again on the second day of the month");
  const double begin = 100;
  const auto track = track_of(joined({plucked(20), words, plucked(20)}), begin);
  EXPECT_TRUE(track.is_music_alone(at(begin), at(begin + 19)));
  EXPECT_FALSE(track.is_music_alone(at(begin + 20), at(begin + 20 + seconds(words))));
  EXPECT_TRUE(track.is_music_alone(at(begin + 21 + seconds(words)), at(begin + 40 + seconds(words))));
}

TEST(KindTrack, SpeechIsNotSung) {
  const auto words = spoken("en+m3", "the committee meets again on the second day of the month");
  const auto track = track_of(joined({silence(1), words, silence(1)}));
  EXPECT_EQ(track.sung(at(0), at(2 + seconds(words))), 0);
  EXPECT_EQ(track.sung(at(1), at(1)), 0) << "of nothing";
}

TEST(KindTrack, ItIsKnownSomeSecondsBehindWhatWasHeard) {
  KindTrack track(kinds(), 0);
  const auto sound = silence(40);
  EXPECT_TRUE(track.hear(sound));
  EXPECT_GT(track.known_to(), at(20));
  EXPECT_LT(track.known_to(), at(40));
  EXPECT_TRUE(track.finish());
  EXPECT_GT(track.known_to(), at(1000));
}

// What is forgotten is a minute old.
TEST(KindTrack, TheLastMinuteIsKept) {
  KindTrack track(kinds(), 0);
  for (int i = 0; i < 12; ++i) {
    EXPECT_TRUE(track.hear(plucked(10)));
    track.forget(at(1000));
  }
  EXPECT_TRUE(track.finish());
  track.forget(at(1000));
  EXPECT_FALSE(track.is_music_alone(at(10), at(40)));
  EXPECT_TRUE(track.is_music_alone(at(70), at(100)));
}

}  // namespace
}  // namespace smarttag::speech
