#include "speech/recogniser.h"

#include "speech/heard_test.h"
#include "speech/utterances/utterance.h"

namespace smarttag::speech {
namespace {

// A machine's voice is harder than people's: some of its words are misheard even without noise.
const std::string kHarbour = "The first ship leaves the harbor at nine in the morning.";
const std::string kTrain = "El próximo tren sale de la estación a las ocho de la tarde.";

TEST(Recogniser, HearsSentencesWhereTheyAreBetweenLongSilences) {
  const Sound ship = spoken("en-us", kHarbour);
  const Sound train = spoken("es", kTrain);
  const auto facts = heard(joined({silence(10), ship, silence(120), train, silence(30), ship, silence(5)}));
  ASSERT_EQ(facts.size(), 3U) << text_of(facts);
  const double second = 10 + seconds(ship) + 120;
  const double third = second + seconds(train) + 30;
  const std::vector<Span> truth{
      {10, 10 + seconds(ship)}, {second, second + seconds(train)}, {third, third + seconds(ship)}};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(facts[i].from, truth[i].from, 0.3) << what(facts[i]);
    EXPECT_NEAR(facts[i].to, truth[i].to, 0.3) << what(facts[i]);
    EXPECT_EQ(std::get<facts::Speech>(facts[i].of).language, i == 1 ? "es" : "en");
    EXPECT_LE(error_rate(i == 1 ? kTrain : kHarbour, what(facts[i])), 0.25) << what(facts[i]);
    EXPECT_NE(facts[i].as<facts::Speech>(), nullptr);
    EXPECT_EQ(facts[i].analyser, "asr");
    EXPECT_GT(facts[i].score, 0.4F);
    EXPECT_LE(facts[i].score, 1.0F);
  }
}

TEST(Recogniser, KeepsBothLanguagesAroundAShortPause) {
  const Sound ship = spoken("en-us", kHarbour);
  const auto facts = heard(joined({ship, silence(0.4), spoken("es", kTrain), silence(0.4), ship}));
  ASSERT_EQ(facts.size(), 3U) << text_of(facts);
  EXPECT_EQ(std::get<facts::Speech>(facts[0].of).language, "en");
  EXPECT_EQ(std::get<facts::Speech>(facts[1].of).language, "es");
  EXPECT_EQ(std::get<facts::Speech>(facts[2].of).language, "en");
  EXPECT_NEAR(facts[0].from, 0, 0.3) << "speech from the very first sample";
  EXPECT_NEAR(facts[1].from, seconds(ship) + 0.4, 0.3);
}

TEST(Recogniser, InventsNothing) {
  for (const char* made :
       {"anullsrc=r=16000:cl=mono:d=20", "anoisesrc=d=20:c=white:a=0.3", "anoisesrc=d=20:c=pink:a=0.6",
        "anoisesrc=d=20:c=brown:a=0.8", "sine=f=440:d=15", "anoisesrc=d=1.2:c=pink:a=0.5", "sine=f=400:d=1",
        // plucked notes over a bass and a beat
        "aevalsrc=0.3*sin(2*PI*(220+55*floor(mod(4*t\\,5)))*t)*exp(-3*mod(t\\,0.25))+0.2*sin(2*PI*110*t)"
        "+0.1*(random(0)-0.5)*exp(-20*mod(t\\,0.5)):d=30"}) {
    const auto facts = heard(sound_of(std::string("-f lavfi -i '") + made + "'"));
    EXPECT_TRUE(facts.empty()) << made << ": " << text_of(facts);
  }
}

TEST(Recogniser, HearsThroughATelephoneAndNoise) {
  for (const std::string made :
       {"-i pipe:0 -af aresample=8000,highpass=300,lowpass=3400",
        "-i pipe:0 -f lavfi -i anoisesrc=c=pink:a=0.02 -filter_complex amix=duration=first:normalize=0"}) {
    const auto facts = heard(sound_of(made, speaking("en-us", kHarbour)));
    EXPECT_LE(error_rate(kHarbour, text_of(facts)), 0.4) << made << ": " << text_of(facts);
  }
}

TEST(Recogniser, NothingHeardNothingSaid) {
  EXPECT_TRUE(heard({}).empty());
  EXPECT_TRUE(heard({0.5F}).empty());
  EXPECT_TRUE(heard(silence(0.01)).empty());
}

TEST(Recogniser, TheSameSoundGivesTheSameFacts) {
  const Sound sound = joined({spoken("en-us", kHarbour), silence(1), spoken("es", kTrain)});
  const auto first = heard(sound);
  const auto second = heard(sound);
  ASSERT_EQ(first.size(), second.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(what(first[i]), what(second[i]));
    EXPECT_EQ(first[i].from, second[i].from);
  }
}

TEST(Recogniser, MissingModelsAreNamed) {
  Settings settings;
  ASSERT_TRUE(settings.set("cache-dir", "/nonexistent/cache"));
  const auto engine = inference::Engine::create(settings);
  ASSERT_TRUE(engine);
  const auto recogniser = make_recogniser(**engine, RecogniserOptions{}, nullptr);
  ASSERT_FALSE(recogniser);
  EXPECT_EQ(recogniser.error().kind, ErrorKind::kModelMissing);
}

}  // namespace
}  // namespace smarttag::speech
