// Recognition of recorded speech: the shared media, against their truth.json.
#include <fstream>
#include <tuple>

#include <nlohmann/json.hpp>

#include "speech/heard_test.h"

namespace smarttag::speech {
namespace {

class RealSpeech : public testing::Test {
 protected:
  void SetUp() override {
    const auto truth = shared_media("truth.json");
    if (truth.empty())
      GTEST_SKIP() << "the shared media are missing: set SMARTTAG_MEDIA to their folder to test real speech";
    std::ifstream(truth) >> truth_;
  }

  static std::vector<TimedFact> heard_in(const std::string& name) {
    return heard(sound_of("-i '" + shared_media(name) + "'"));
  }

  void expect_file(const std::string& name, double most_errors) {
    const auto& truth = truth_.at(name);
    const auto facts = heard_in(name);
    ASSERT_FALSE(facts.empty());
    for (const auto& fact : facts)
      EXPECT_EQ(std::get<facts::Speech>(fact.of).language, truth.at("language").get<std::string>())
          << what(fact);
    EXPECT_LE(error_rate(truth.at("text"), text_of(facts)), most_errors) << text_of(facts);
  }

  nlohmann::json truth_;
};

TEST_F(RealSpeech, EnglishUtterance) { expect_file("speech/libri.wav", 0.08); }
TEST_F(RealSpeech, EnglishReading) { expect_file("speech/two_cities.wav", 0.08); }
TEST_F(RealSpeech, ChineseUtterance) { expect_file("speech/aishell.wav", 0.20); }
TEST_F(RealSpeech, ChineseNews) { expect_file("speech/foxconn-zh.wav", 0.20); }

TEST_F(RealSpeech, NewsInTwoLanguages) {
  const auto facts = heard_in("video/news.mp4");
  double errors = 0;
  double english = 0;
  for (const auto& scene : truth_.at("video/news.mp4").at("scenes")) {
    const double from = scene.at("from");
    const double to = scene.at("to");
    const std::string speech = scene.at("speech");
    const auto text = text_of(facts, from, to);
    if (speech.empty()) {
      EXPECT_EQ(text, "") << "a car park";
      continue;
    }
    for (const auto& fact : facts)
      if ((fact.from + fact.to) / 2 >= from && (fact.from + fact.to) / 2 < to) {
        EXPECT_EQ(std::get<facts::Speech>(fact.of).language, scene.at("language").get<std::string>())
            << what(fact);
        EXPECT_GT(fact.from, from - 0.5) << what(fact);
        EXPECT_LT(fact.to, to + 0.3) << what(fact);
      }
    if (scene.at("language") == "en") {
      const auto count = static_cast<double>(words(speech).size());
      english += count;
      errors += error_rate(speech, text) * count;
    } else {
      EXPECT_LE(error_rate(speech, text), 0.20) << text;
    }
  }
  EXPECT_LE(errors / english, 0.08) << text_of(facts);
}

// The second ends within the third syllable.
TEST_F(RealSpeech, WordsBeforeOneThatIsCutAreHeard) {
  const auto facts = heard(sound_of("-t 1 -i '" + shared_media("speech/aishell.wav") + "'"));
  ASSERT_EQ(facts.size(), 1U) << text_of(facts);
  EXPECT_TRUE(what(facts[0]).starts_with("广州")) << what(facts[0]);
}

// Pieces that sound like another language alone: Bulgarian in the one, Chinese in the other.
TEST_F(RealSpeech, APieceThatIsNotSureOfItsLanguageIsInTheLanguageAroundIt) {
  for (const auto& [file, part, language] :
       {std::tuple{"speech2/pt_azure2.opus", "", "pt"}, {"speech2/ko_azure2.opus", "-t 20", "ko"}}) {
    if (shared_media(file).empty()) GTEST_SKIP() << file;
    for (const auto& fact : heard(sound_of(std::string(part) + " -i '" + shared_media(file) + "'")))
      EXPECT_EQ(fact.as<facts::Speech>()->language, language) << what(fact);
  }
}

TEST_F(RealSpeech, NothingIsSaidInMusicOrACarPark) {
  EXPECT_EQ(text_of(heard_in("video/rabbit.mp4")), "");
  EXPECT_EQ(text_of(heard_in("video/cars.mp4")), "");
}

TEST_F(RealSpeech, SpeechAmidLongSilencesIsWhereItIs) {
  const Sound english = sound_of("-i '" + shared_media("speech/libri.wav") + "'");
  const Sound chinese = sound_of("-i '" + shared_media("speech/aishell.wav") + "'");
  const auto alone = heard(english);
  const auto facts = heard(joined({silence(60), english, silence(130), chinese, silence(0.1), english}));
  const double last = 60 + seconds(english) + 130 + seconds(chinese) + 0.1;
  ASSERT_GE(facts.size(), 2 * alone.size() + 1);
  for (std::size_t i = 0; i < alone.size(); ++i) {
    const auto& late = facts[facts.size() - alone.size() + i];
    EXPECT_NEAR(facts[i].from, alone[i].from + 60, 0.1) << what(facts[i]);
    EXPECT_NEAR(late.from, alone[i].from + last, 0.3) << what(late);
    EXPECT_NEAR(late.to, alone[i].to + last, 0.3) << what(late);
    EXPECT_EQ(std::get<facts::Speech>(late.of).language, "en");
  }
  EXPECT_EQ(std::get<facts::Speech>(facts[alone.size()].of).language, "zh");
}

}  // namespace
}  // namespace smarttag::speech
