#include "vision/text/reading/picture_reader.h"

#include <gmock/gmock.h>
#include <opencv2/imgproc.hpp>

#include "vision/text/reading/decoding/characters.h"
#include "vision/text/reading/drawn_text_test.h"

namespace smarttag::vision::text {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

PictureReader& reader() {
  static auto made = PictureReader::make(engine());
  if (!made) throw std::runtime_error(made.error().client.text);
  return *made;
}

std::vector<TextLine> lines_of(const cv::Mat& picture, int long_side = 960) {
  const auto found = reader().find(picture, long_side);
  EXPECT_TRUE(found.has_value());
  const auto lines = reader().read(picture, found.value(), 0.5F);
  EXPECT_TRUE(lines.has_value());
  return lines.value();
}

std::vector<std::string> texts_of(const cv::Mat& picture, int long_side = 960) {
  std::vector<std::string> texts;
  for (const auto& line : lines_of(picture, long_side)) texts.push_back(line.text);
  return texts;
}

TEST(PictureReader, ReadsLinesOfBothScriptsInReadingOrder) {
  const auto picture = picture_of({{"It was the best of times, 1859", kSans, 36, "40", "60"},
                                   {"今天天气很好", kChinese, 44, "700", "300"},
                                   {"24.5%", kBold, 60, "60", "290"},
                                   {"Straße nach München", kSans, 30, "400", "560"}});
  EXPECT_THAT(texts_of(picture),
              ElementsAre("It was the best of times, 1859", "24.5%", "今天天气很好", "Straße nach München"));
}

TEST(PictureReader, TellsWhereALineIs) {
  const auto lines = lines_of(picture_of({{"Harbour", kBold, 60, "300", "400"}}));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_GT(lines[0].score, 0.95F);
  const Box box = bounds(lines[0].quad);
  EXPECT_NEAR(box.left, 300, 20);
  EXPECT_NEAR(box.top, 400, 25);
  EXPECT_NEAR(box.bottom, 455, 25);
  EXPECT_NEAR(box.width(), 290, 50);
}

TEST(PictureReader, ReadsSmallPrint) {
  const Words small{"Terms and conditions apply", kSans, 16, "50", "650", ":fontcolor=white"};
  EXPECT_THAT(texts_of(picture_of({small})), ElementsAre("Terms and conditions apply"));
}

// Whole words: of a lone character at the end of a turned line the detector may see nothing, and alone nobody
// knows which way round it stands.
TEST(PictureReader, ReadsLinesTurnedEitherWay) {
  const auto upright = picture_of({{"Platform 19", kBold, 60, "400", "300"}});
  cv::Mat turned;
  cv::rotate(upright, turned, cv::ROTATE_90_CLOCKWISE);
  EXPECT_THAT(texts_of(turned), ElementsAre("Platform 19"));
  cv::rotate(upright, turned, cv::ROTATE_90_COUNTERCLOCKWISE);
  EXPECT_THAT(texts_of(turned), ElementsAre("Platform 19"));
}

TEST(PictureReader, ReadsUprightCharactersOneBelowTheOther) {
  EXPECT_THAT(texts_of(picture_of({{"消\n防\n通\n道\n禁\n止\n停\n车", kChinese, 56, "600", "60"}})),
              ElementsAre("消防通道禁止停车"));
}

TEST(PictureReader, ReadsATiltedLine) {
  const auto flat = picture_of({{"Market Street 17", kBold, 48, "420", "330"}});
  cv::Mat tilted;
  cv::warpAffine(flat, tilted, cv::getRotationMatrix2D({640, 360}, 15, 1), flat.size(), cv::INTER_LINEAR,
                 cv::BORDER_REPLICATE);
  EXPECT_THAT(texts_of(tilted), ElementsAre("Market Street 17"));
}

TEST(PictureReader, FindsNothingWhereNothingIs) {
  EXPECT_TRUE(texts_of(cv::Mat(720, 1280, CV_8UC3, cv::Scalar(90, 90, 90))).empty());
  EXPECT_TRUE(texts_of(cv::Mat(1, 1, CV_8UC3, cv::Scalar(90, 90, 90))).empty());
  EXPECT_TRUE(texts_of(cv::Mat()).empty());
}

TEST(PictureReader, ReadsOnlySurerLinesWhenAsked) {
  const auto picture = picture_of({{"Harbour", kBold, 60, "300", "400"}});
  const auto found = reader().find(picture, 640);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(reader().read(picture, *found, 0.5F)->size(), 1U);
  EXPECT_TRUE(reader().read(picture, *found, 1.01F)->empty());
}

TEST(PictureReader, SaysWhichModelIsMissing) {
  const media::testing::ScratchFolder folder;
  Settings settings;
  ASSERT_TRUE(settings.set("cache-dir", (folder / "empty").string()));
  const auto bare = inference::Engine::create(settings);
  ASSERT_TRUE(bare.has_value());
  const auto made = PictureReader::make(**bare);
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().kind, ErrorKind::kModelMissing);
  EXPECT_THAT(made.error().client.text, HasSubstr("smarttag models pull"));
}

// Every line of the truth, as a whole or within a longer one.
void expect_lines(const std::string& file, int long_side, const std::vector<std::string>& truth) {
  const auto decoded = media::testing::decode(shared_media(file));
  ASSERT_TRUE(decoded.has_value());
  const auto texts = texts_of(decoded->frames.at(0).bgr, long_side);
  for (const auto& wanted : truth) {
    EXPECT_TRUE(std::any_of(texts.begin(), texts.end(),
                            [&](const std::string& text) {
                              return text.find(wanted) != std::string::npos ||
                                     likeness(text, wanted) >= 0.97F;
                            }))
        << wanted << " is not among " << ::testing::PrintToString(texts);
  }
}

TEST(PictureReaderOnSharedMedia, ReadsAnAdvertisement) {
  SMARTTAG_NEEDS_SHARED_MEDIA("");
  expect_lines("text/ch_en_num.jpg", 1280,
               {"正品促销", "大桶装更划算", "强力去污符合国标", "-40℃深度防冻不结冰", "惊喜福利不容错过",
                "极速发货", "冰点标准", "破损就赔", "假一赔十", "券后价", "5.8"});
}

TEST(PictureReaderOnSharedMedia, ReadsAShopFront) {
  SMARTTAG_NEEDS_SHARED_MEDIA("");
  expect_lines("text/storefront.jpg", 1280, {"轻运动", "24", "027-88852022", "027-88859022"});
}

TEST(PictureReaderOnSharedMedia, ReadsLatin) {
  SMARTTAG_NEEDS_SHARED_MEDIA("");
  expect_lines("text/latin.jpg", 1600,
               {"Alphabetum in mundo hodie frequentissime adhibitum est alphabetum Latinum."});
}

}  // namespace
}  // namespace smarttag::vision::text
