// With the real model and sound that is made.
#include "speech/sounds/music_check.h"

#include "speech/heard_test.h"

namespace smarttag::speech {
namespace {

bool is_music_alone(const Sound& sound) {
  Settings settings;
  EXPECT_TRUE(settings.read_environment());
  static const auto engine = inference::Engine::create(settings);
  EXPECT_TRUE(engine);
  auto check = MusicCheck::create(**engine);
  EXPECT_TRUE(check) << check.error().client.text;
  const auto music = check->is_music_alone(sound);
  EXPECT_TRUE(music);
  return *music;
}

// Plucked tones that die away.
Sound plucked(double length) {
  return sound_of(
      "-f lavfi -i \"aevalsrc=0.3*exp(-3*mod(t\\,0.6))*(sin(2*PI*t*262)+sin(2*PI*t*524)/2+sin(2*PI*t*786)/3):"
      "s=16000:d=" +
      std::to_string(length) + "\"");
}

TEST(MusicCheck, AVoiceIsHeardWhereverItStands) {
  const auto words = spoken("en+m3", "good morning");
  EXPECT_FALSE(is_music_alone(words));
  EXPECT_FALSE(is_music_alone(joined({plucked(12), words, plucked(12)})));
  EXPECT_FALSE(is_music_alone(joined({plucked(26), words})));
}

TEST(MusicCheck, InstrumentsAreMusic) {
  EXPECT_TRUE(is_music_alone(plucked(8)));
  EXPECT_TRUE(is_music_alone(plucked(27)));
}

// Far voices may lie in it: the recogniser decides.
TEST(MusicCheck, NoiseAndSilenceAreNot) {
  EXPECT_FALSE(is_music_alone(sound_of("-f lavfi -i anoisesrc=d=5:c=pink:a=0.3:s=7")));
  for (const double length : {0.0, 0.001, 0.1, 3.0, 30.0})
    EXPECT_FALSE(is_music_alone(silence(length))) << length;
}

}  // namespace
}  // namespace smarttag::speech
