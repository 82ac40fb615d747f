// HEIC and AVIF: coded pictures, tiles, orientation, alpha, depth; and what is refused.
#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "media/testing/generated_media.h"
#include "media/testing/heif_file.h"
#include "media/testing/quadrants.h"

namespace smarttag::media {
namespace {

using namespace smarttag::media::testing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

const cv::Size kSize(160, 120), kTile(80, 60);
const std::string kHevc = "-c:v libx265 -x265-params log-level=none -tag:v hvc1 -frames:v 1 ";
const std::string kAv1 = "-c:v libaom-av1 -still-picture 1 -cpu-used 8 -crf 10 -frames:v 1 ";

HeifItem picture(const ScratchFolder& scratch, const std::string& codec, const std::string& arguments = "") {
  const auto source = write_quadrants(scratch / "q.ppm");
  return coded_item(
      generate(scratch / "coded.mp4", "-i " + source.string() + " -pix_fmt yuv420p " + codec + arguments),
      kSize);
}

// The four quadrants, each a tile, behind the grid that is made of them.
HeifFile tiles(const ScratchFolder& scratch, const std::string& codec, const std::string& brand) {
  HeifFile file{brand, {grid_item(2, 2, kSize)}, {{"dimg", 1, {2, 3, 4, 5}}}, 1};
  for (const char* place : {"0:0", "80:0", "0:60", "80:60"})
    file.items.push_back(picture(scratch, codec, "-vf crop=80:60:" + std::string(place)));
  for (std::size_t i = 1; i < file.items.size(); ++i) file.items[i].properties[0] = size_box(kTile);
  return file;
}

std::filesystem::path write(const ScratchFolder& scratch, const HeifFile& file) {
  write_bytes(scratch / "a", bytes_of(file));
  return scratch / "a";
}

void expect_quadrants(const Result<Decoded>& decoded, const std::string& seen = "RGBW") {
  ASSERT_TRUE(decoded) << decoded.error().client.text << decoded.error().log.text;
  ASSERT_TRUE(decoded->ended);
  EXPECT_EQ(decoded->info.type, MediaInfo::Type::kPicture);
  EXPECT_EQ(decoded->info.container, "heif");
  ASSERT_EQ(decoded->frames.size(), 1U);
  EXPECT_EQ(decoded->frames[0].bgr.size(), cv::Size(decoded->info.width, decoded->info.height));
  EXPECT_EQ(quadrants(decoded->frames[0].bgr), seen);
}

TEST(Heif, HevcIsAPicture) {
  const ScratchFolder scratch;
  const auto decoded = decode(write(scratch, {"heic", {picture(scratch, kHevc)}, {}, 1}));
  expect_quadrants(decoded);
  EXPECT_EQ(decoded->info.video_codec, "hevc");
  EXPECT_EQ(decoded->info.width, 160);
}

TEST(Heif, TenBitsAreAPicture) {
  const ScratchFolder scratch;
  auto item = picture(scratch, kHevc, "-pix_fmt yuv420p10le");
  item.properties.push_back(colour_box(1, 13, 6, false));
  expect_quadrants(decode(write(scratch, {"heix", {item}, {}, 1})));
}

// As the same frame of a film, which tells of its colours in its stream.
TEST(Heif, HighDynamicRangeIsToneMapped) {
  const ScratchFolder scratch;
  const std::string grey = "-f lavfi -i color=c=0x606060:s=160x120 -pix_fmt yuv420p10le " + kHevc;
  auto item = coded_item(generate(scratch / "plain.mp4", grey), kSize);
  item.properties.push_back(colour_box(9, 16, 9, false));
  const auto film = generate(scratch / "film.mp4",
                             grey + "-color_primaries bt2020 -color_trc smpte2084 -colorspace bt2020nc");
  const auto expected = decode(film), decoded = decode(write(scratch, {"heix", {item}, {}, 1}));
  ASSERT_TRUE(expected && decoded);
  const double green = colour_at(expected->frames.at(0).bgr, 0, 0, 1, 1)[1];
  EXPECT_GT(std::abs(green - 0x60), 5);
  EXPECT_NEAR(colour_at(decoded->frames.at(0).bgr, 0, 0, 1, 1)[1], green, 2);
}

TEST(Heif, TilesOfHevcAreOnePicture) {
  const ScratchFolder scratch;
  expect_quadrants(decode(write(scratch, tiles(scratch, kHevc, "heic"))));
}

TEST(Heif, TilesOfAv1AreOnePicture) {
  const ScratchFolder scratch;
  const auto decoded = decode(write(scratch, tiles(scratch, kAv1, "avif")));
  expect_quadrants(decoded);
  EXPECT_EQ(decoded->info.video_codec, "av1");
}

// The others are, for example, a thumbnail.
TEST(Heif, ThePrimaryPictureIsTaken) {
  const ScratchFolder scratch;
  auto small = coded_item(
      generate(scratch / "s.mp4", "-f lavfi -i color=c=red:s=64x64 -pix_fmt yuv420p " + kHevc), {64, 64});
  expect_quadrants(decode(write(scratch, {"heic", {small, picture(scratch, kHevc)}, {{"thmb", 1, {2}}}, 2})));
}

struct Turn {
  int exif;  // the orientation that says the same
  std::vector<std::string> boxes;
};

void PrintTo(const Turn& turn, std::ostream* out) { *out << turn.exif; }

class HeifTurn : public ::testing::TestWithParam<Turn> {};

// An EXIF record that asks for yet another turn beside it does not count (ISO/IEC 23008-12, annex A).
TEST_P(HeifTurn, IsAppliedOnce) {
  const ScratchFolder scratch;
  auto item = picture(scratch, kHevc);
  item.properties.insert(item.properties.end(), GetParam().boxes.begin(), GetParam().boxes.end());
  const auto decoded = decode(write(scratch, {"heic", {item, exif_item(6)}, {{"cdsc", 2, {1}}}, 1}));
  expect_quadrants(decoded, turned_by_exif(GetParam().exif));
  EXPECT_EQ(decoded->info.width, GetParam().exif >= 5 ? 120 : 160);
}

INSTANTIATE_TEST_SUITE_P(Orientations, HeifTurn,
                         ::testing::Values(Turn{1, {}}, Turn{2, {mirror_box(true)}},
                                           Turn{3, {rotation_box(2)}}, Turn{4, {mirror_box(false)}},
                                           Turn{5, {rotation_box(1), mirror_box(false)}},
                                           Turn{6, {rotation_box(3)}},
                                           Turn{7, {rotation_box(1), mirror_box(true)}},
                                           Turn{8, {rotation_box(1)}}));

TEST(Heif, WhiteOnTransparentLiesOnBlack) {
  const ScratchFolder scratch;
  const auto colour = coded_item(
      generate(scratch / "w.mp4", "-f lavfi -i color=c=white:s=160x120 -pix_fmt yuv420p " + kHevc), kSize);
  auto alpha = coded_item(
      generate(scratch / "m.mp4",
               "-f lavfi -i color=c=black:s=160x120 -vf drawbox=0:0:40:30:white:fill,scale=out_range=full "
               "-color_range pc -pix_fmt yuv420p " +
                   kHevc),
      kSize);
  alpha.properties.push_back(alpha_box());
  const auto decoded = decode(write(scratch, {"heic", {colour, alpha}, {{"auxl", 2, {1}}}, 1}));
  ASSERT_TRUE(decoded) << decoded.error().client.text << decoded.error().log.text;
  EXPECT_GT(colour_at(decoded->frames.at(0).bgr, 0, 0, 0.2, 0.2)[1], 240);
  EXPECT_LT(colour_at(decoded->frames[0].bgr, 0.5, 0.5, 1, 1)[1], 15);
}

// The same frames in a track of pictures (ISO/IEC 23008-12, 7), without a primary picture.
TEST(Heif, ASequenceIsAFilm) {
  const ScratchFolder scratch;
  std::string mp4 =
      read_bytes(generate(scratch / "a.mp4",
                          "-f lavfi -i testsrc=s=160x120:r=10:d=2 -pix_fmt yuv420p -c:v libx265 "
                          "-x265-params log-level=none -tag:v hvc1 -brand msf1"));
  mp4.replace(mp4.find("vide"), 4, "pict");
  ASSERT_EQ(mp4.substr(8, 4), "msf1");
  write_bytes(scratch / "a.heics", mp4);
  const auto decoded = decode(scratch / "a.heics");
  ASSERT_TRUE(decoded) << decoded.error().client.text;
  EXPECT_EQ(decoded->info.type, MediaInfo::Type::kVideo);
  EXPECT_NEAR(decoded->info.duration, 2, 0.11);
  EXPECT_EQ(decoded->frames.size(), 4U);
}

TEST(Heif, ASequenceWithoutATrackIsItsPrimaryPicture) {
  const ScratchFolder scratch;
  expect_quadrants(decode(write(scratch, {"msf1", {picture(scratch, kHevc)}, {}, 1})));
}

TEST(Heif, TooManyPixelsAreRefusedBeforeTheyAreDecoded) {
  const ScratchFolder scratch;
  auto file = tiles(scratch, kHevc, "heic");
  file.items[0] = grid_item(2, 2, {30000, 30000});
  EXPECT_EQ(failure(write(scratch, file)),
            "InputTooLarge: The picture has 30000x30000 pixels; at most 16777216 are allowed (setting "
            "max-pixels).");
}

// What the item tells is small, what its stream holds is not.
TEST(Heif, MorePixelsThanTheFileTellsOfAreRefused) {
  const ScratchFolder scratch;
  auto item = picture(scratch, kHevc);
  item.properties[0] = size_box({16, 16});
  Limits limits = test_limits();
  limits.max_pixels = 1000;
  EXPECT_THAT(failure(write(scratch, {"heic", {item}, {}, 1}), limits), StartsWith("Input"));
}

TEST(Heif, AnUnknownCodecIsUnsupported) {
  const ScratchFolder scratch;
  auto item = picture(scratch, kHevc);
  item.type = "xyz1";
  EXPECT_THAT(failure(write(scratch, {"mif1", {item}, {}, 1})),
              ::testing::AllOf(StartsWith("InputUnsupported: "), HasSubstr("PNG or JPEG")));
}

TEST(Heif, MissingTilesAreDamage) {
  const ScratchFolder scratch;
  auto file = tiles(scratch, kHevc, "heic");
  file.references[0].to = {2, 3, 4};
  EXPECT_THAT(failure(write(scratch, file)), StartsWith("InputUnreadable: "));
}

TEST(Heif, APictureOfItselfIsDamage) {
  const ScratchFolder scratch;
  auto file = tiles(scratch, kHevc, "heic");
  file.references[0].to = {1, 1, 1, 1};
  EXPECT_THAT(failure(write(scratch, file)), StartsWith("InputUnreadable: "));
}

TEST(Heif, NoiseInsteadOfAPictureIsDamage) {
  const ScratchFolder scratch;
  auto item = picture(scratch, kHevc);
  item.data = std::string("\0\0\x10\0", 4) + std::string(4096, 'x');
  EXPECT_THAT(failure(write(scratch, {"heic", {item}, {}, 1})), StartsWith("InputUnreadable: "));
}

TEST(Heif, CutOffIsUnreadable) {
  const ScratchFolder scratch;
  const std::string bytes = bytes_of(tiles(scratch, kHevc, "heic"));
  for (const double share : {0.1, 0.5, 0.9}) {
    write_bytes(scratch / "cut",
                bytes.substr(0, static_cast<std::size_t>(share * static_cast<double>(bytes.size()))));
    EXPECT_THAT(failure(scratch / "cut"), StartsWith("InputUnreadable: ")) << share;
  }
}

TEST(Heif, BrandsWithoutContentAreUnreadable) {
  const ScratchFolder scratch;
  const std::string brands =
      std::string("\0\0\0\x18", 4) + "ftypmif1" + std::string("\0\0\0\0", 4) + "mif1heic";
  write_bytes(scratch / "a.heic", brands + std::string("\0\0\0\x08meta", 8) + std::string(1000, 'x'));
  EXPECT_THAT(failure(scratch / "a.heic"), StartsWith("InputUnreadable: "));
}

}  // namespace
}  // namespace smarttag::media
