#include "vision/known_things/matcher.h"

#include <numeric>

#include "vision/known_things/views_test.h"

namespace smarttag::vision::known_things {
namespace {

Matcher matcher_of(std::vector<LocalFeatures> samples) {
  std::vector<int> things(samples.size());
  std::iota(things.begin(), things.end(), 0);
  return {std::move(samples), std::move(things)};
}

// Every photograph is a thing of the library, by one sample: a view of it from 30 degrees to the side,
// smaller and in other light.
class EveryPhotograph : public ::testing::Test {
 protected:
  void SetUp() override {
    SMARTTAG_NEEDS_SHARED_MEDIA("tags");
    files_ = files_in("tags", {".jpg", ".png"});
    std::vector<LocalFeatures> samples;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      auto features = features_of_sample(
          from_the_side(picture(files_[i]), i % 2 == 0 ? 30 : -30, i % 3 == 0 ? 0.5 : 0.8));
      ASSERT_TRUE(features) << files_[i] << features.error().client.text;
      samples.push_back(std::move(*features));
    }
    matcher_ = std::make_unique<Matcher>(matcher_of(std::move(samples)));
  }

  std::vector<std::filesystem::path> files_;
  std::unique_ptr<Matcher> matcher_;
};

TEST_F(EveryPhotograph, IsFoundFromTheSideAndTakenForNoOther) {
  for (std::size_t i = 0; i < files_.size(); ++i) {
    const cv::Mat bgr = picture(files_[i]);
    const auto found = matcher_->find(bgr);
    ASSERT_FALSE(found.empty()) << files_[i];
    for (const auto& one : found) EXPECT_EQ(one.thing, static_cast<int>(i)) << files_[i];
    EXPECT_GT(iou(found.front().box, {0, 0, static_cast<float>(bgr.cols), static_cast<float>(bgr.rows)}),
              0.8F)
        << files_[i];
  }
}

TEST_F(EveryPhotograph, IsNotSeenInFilmsThatDoNotShowIt) {
  constexpr std::int64_t kEvery = 6;  // three seconds
  auto films = files_in("tags", {".mp4"});
  for (const auto& film : files_in("video", {".mp4"})) films.push_back(film);
  int frames = 0;
  for (const auto& film : films)
    decode(film, [&](const media::Frame& frame) {
      if (frame.index % kEvery != 0) return;
      ++frames;
      for (const auto& found : matcher_->find(frame.bgr))
        ADD_FAILURE() << film << " at " << frame.time << " is taken for "
                      << files_[static_cast<std::size_t>(found.thing)];
    });
  EXPECT_GT(frames, 50);
}

const std::vector<std::pair<std::string, std::string>> kMarks{
    {"R", "ROADS"}, {"K", "Kappa"}, {"8", "EIGHT"}, {"m", "moray"}, {"W", "WELLS"}};

std::vector<LocalFeatures> marks() {
  std::vector<LocalFeatures> samples;
  for (const auto& [letter, word] : kMarks) {
    samples.push_back(features_of_sample(mark(letter, word)).value());
    samples.push_back(inverted(samples.back()));
  }
  return samples;
}

// A mark of 60 pixels on a card in a photograph of 1280x720, as a JPEG or an encoder leaves it.
TEST(Marks, OfSixtyPixelsAreFoundAndTakenForNoOther) {
  SMARTTAG_NEEDS_SHARED_MEDIA("tags");
  const Matcher matcher = matcher_of(marks());
  const auto files = files_in("tags", {".jpg"});
  for (std::size_t i = 0; i < 15; ++i) {
    cv::Mat bgr;
    cv::resize(picture(files[i]), bgr, {1280, 720}, 0, 0, cv::INTER_AREA);
    const std::size_t which = i % kMarks.size();
    const cv::Rect place(60 + static_cast<int>(i) * 70, 80 + static_cast<int>(i) * 33, 60, 60);
    bgr(cv::Rect(place.x - 5, place.y - 5, 70, 70)).setTo(cv::Scalar::all(250));
    mark(kMarks[which].first, kMarks[which].second, 60).copyTo(bgr(place));
    cv::GaussianBlur(bgr, bgr, {0, 0}, 0.6);
    const auto found = matcher.find(bgr);
    ASSERT_FALSE(found.empty()) << files[i] << ' ' << kMarks[which].second;
    const Box box{static_cast<float>(place.x), static_cast<float>(place.y), static_cast<float>(place.br().x),
                  static_cast<float>(place.br().y)};
    for (const auto& one : found) {
      EXPECT_EQ(one.thing / 2, static_cast<int>(which)) << files[i];
      EXPECT_GT(iou(one.box, box), 0.7F) << files[i];
    }
  }
}

TEST(Marks, AreFoundWithDarkAndBrightExchanged) {
  const Matcher matcher = matcher_of(marks());
  cv::Mat bgr(720, 1280, CV_8UC3, cv::Scalar(60, 90, 40));
  cv::randn(bgr, cv::Scalar(60, 90, 40), cv::Scalar::all(6));
  cv::Mat small = mark("K", "Kappa", 80);
  cv::Mat ink;
  cv::cvtColor(small, ink, cv::COLOR_BGR2GRAY);
  bgr(cv::Rect(1100, 40, 80, 80)).setTo(cv::Scalar::all(245), ink < 128);
  const auto found = matcher.find(bgr);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().thing, 3);  // the inverted sample of the second mark
}

TEST(Marks, EachPlaceOfAThingIsFound) {
  const Matcher matcher = matcher_of({features_of_sample(mark("R", "ROADS")).value()});
  cv::Mat bgr(720, 1280, CV_8UC3, cv::Scalar::all(220));
  for (const cv::Point& at : {cv::Point(50, 60), cv::Point(700, 300)})
    mark("R", "ROADS", 150).copyTo(bgr(cv::Rect(at, cv::Size(150, 150))));
  EXPECT_EQ(matcher.find(bgr).size(), 2U);
}

TEST(Matcher, WithoutSamplesFindsNothing) { EXPECT_TRUE(matcher_of({}).find(mark("R", "ROADS")).empty()); }

TEST(Matcher, APlainPictureShowsNothing) {
  const Matcher matcher = matcher_of({features_of_sample(mark("R", "ROADS")).value()});
  EXPECT_TRUE(matcher.find(cv::Mat(2, 3, CV_8UC3, cv::Scalar::all(9))).empty());
  EXPECT_TRUE(matcher.find(cv::Mat(720, 1280, CV_8UC3, cv::Scalar::all(9))).empty());
}

}  // namespace
}  // namespace smarttag::vision::known_things
