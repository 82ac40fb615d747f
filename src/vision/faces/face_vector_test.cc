#include "vision/faces/face_vector.h"

#include <map>
#include <numbers>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include "vision/faces/real_media_test.h"

namespace smarttag::vision::faces {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

FaceReader& reader() {
  static const auto made = FaceReader::create(engine(), Settings());
  if (!made) throw std::runtime_error(made.error().client.text);
  return **made;
}

std::vector<Face> read(const cv::Mat& bgr) {
  auto faces = reader().read(bgr);
  EXPECT_TRUE(faces) << (faces ? "" : faces.error().log.text);
  return faces.value_or(std::vector<Face>{});
}

// Reliable faces, from left to right.
std::vector<Face> known_faces(const cv::Mat& bgr) {
  std::vector<Face> faces = read(bgr);
  std::erase_if(faces, [](const Face& face) { return !face.reliable; });
  std::sort(faces.begin(), faces.end(), [](const Face& a, const Face& b) { return a.box.left < b.box.left; });
  return faces;
}

cv::Mat photo(const std::string& name) { return picture(shared_media() / "photos" / name); }

TEST(FaceReader, FindsTheRightNumberOfFacesAndTellsTwoPersonsApart) {
  SMARTTAG_NEEDS_SHARED_MEDIA("");
  const std::map<std::string, std::vector<std::string>> photos{{"obama.jpg", {"Obama"}},
                                                               {"obama2.jpg", {"Obama"}},
                                                               {"biden.jpg", {"Biden"}},
                                                               {"biden2.jpg", {"Biden"}},
                                                               {"two_people.jpg", {"Obama", "Biden"}},
                                                               {"obama_and_biden.jpg", {"Biden", "Obama"}}};
  std::vector<std::pair<std::string, Face>> all;
  for (const auto& [name, persons] : photos) {
    const std::vector<Face> faces = known_faces(photo(name));
    ASSERT_EQ(faces.size(), persons.size()) << name;
    for (size_t i = 0; i < faces.size(); ++i) all.emplace_back(persons[i], faces[i]);
  }
  for (const auto& [name, face] : all)
    for (const auto& [other_name, other] : all) {
      const float alike = similarity(face.vector, other.vector);
      if (name == other_name)
        EXPECT_GE(alike, reader().thresholds().surely_same);
      else
        EXPECT_LT(alike, 0.3F);  // far below same_person, 0.42
    }
}

cv::Mat turned(const cv::Mat& bgr, double degrees) {
  const cv::Mat rotation = cv::getRotationMatrix2D({bgr.cols / 2.0F, bgr.rows / 2.0F}, degrees, 0.7);
  cv::Mat result;
  cv::warpAffine(bgr, result, rotation, bgr.size());
  return result;
}

struct Variation {
  const char* name;
  std::function<cv::Mat(const cv::Mat&)> make;
};

TEST(FaceReader, KnowsAPersonTiltedBlurredSmallDarkAndBright) {
  SMARTTAG_NEEDS_SHARED_MEDIA("");
  const auto blurred = [](const cv::Mat& bgr) {
    cv::Mat result;
    cv::GaussianBlur(bgr, result, {}, 5);
    return result;
  };
  const auto small = [](const cv::Mat& bgr) {
    cv::Mat result;
    cv::resize(bgr, result, {}, 0.13, 0.13, cv::INTER_AREA);  // faces 30 pixels wide
    return result;
  };
  const auto lit = [](double gain) {
    return [gain](const cv::Mat& bgr) {
      cv::Mat result;
      bgr.convertTo(result, -1, gain);
      return result;
    };
  };
  const Variation variations[] = {
      {"45 degrees to the left", [](const cv::Mat& p) { return turned(p, 45); }},
      {"45 degrees to the right", [](const cv::Mat& p) { return turned(p, -45); }},
      {"20 degrees", [](const cv::Mat& p) { return turned(p, 20); }},
      {"mirrored",
       [](const cv::Mat& p) {
         cv::Mat result;
         cv::flip(p, result, 1);
         return result;
       }},
      {"blurred", blurred},
      {"small", small},
      {"dark", lit(0.25)},
      {"bright", lit(1.5)}};
  for (const char* name : {"obama.jpg", "biden.jpg"}) {
    const cv::Mat original = photo(name);
    const std::vector<Face> known = known_faces(original);
    ASSERT_THAT(known, SizeIs(1)) << name;
    for (const Variation& variation : variations) {
      const std::vector<Face> faces = known_faces(variation.make(original));
      ASSERT_THAT(faces, SizeIs(1)) << name << " " << variation.name;
      EXPECT_GE(similarity(faces[0].vector, known[0].vector), reader().thresholds().surely_same)
          << name << " " << variation.name;
    }
  }
}

TEST(FaceReader, VectorsAreUnitsAndBoxesLieInThePicture) {
  SMARTTAG_NEEDS_SHARED_MEDIA("");
  const cv::Mat cut = photo("obama.jpg")(cv::Rect(450, 80, 460, 500)).clone();  // half of a face at the edge
  for (const Face& face : read(cut)) {
    EXPECT_NEAR(similarity(face.vector, face.vector), 1, 1e-4);
    EXPECT_GE(face.box.left, 0);
    EXPECT_LE(face.box.right, 460);
    EXPECT_GE(face.score, 0);
    EXPECT_LE(face.score, 1);
  }
}

TEST(FaceReader, SeesNoFaceWhereThereIsNone) {
  cv::Mat noise(480, 640, CV_8UC3);
  cv::RNG random(1);
  random.fill(noise, cv::RNG::UNIFORM, 0, 256);
  EXPECT_THAT(read(noise), IsEmpty());
  EXPECT_THAT(read(cv::Mat(720, 1280, CV_8UC3, cv::Scalar(90, 120, 180))), IsEmpty());
  cv::Mat disc(400, 400, CV_8UC3, cv::Scalar::all(0));
  cv::circle(disc, {200, 200}, 120, {120, 160, 210}, cv::FILLED);
  EXPECT_THAT(read(disc), IsEmpty());
}

TEST(FaceReader, TakesPicturesOfAnyShape) {
  for (const cv::Size size : {cv::Size(1, 1), cv::Size(3000, 2), cv::Size(2, 3000), cv::Size(33, 31)})
    EXPECT_THAT(read(cv::Mat(size, CV_8UC3, cv::Scalar::all(128))), IsEmpty()) << size;
}

TEST(FaceReader, AnEmptyPictureIsAnErrorNotACrash) { EXPECT_FALSE(reader().read(cv::Mat())); }

TEST(FaceReader, SmallFacesAreDroppedByTheSetting) {
  SMARTTAG_NEEDS_SHARED_MEDIA("");
  Settings settings;
  ASSERT_TRUE(settings.set("face-size", "500"));
  const auto strict = FaceReader::create(engine(), settings);
  ASSERT_TRUE(strict);
  EXPECT_THAT(*(*strict)->read(photo("two_people.jpg")), IsEmpty());
}

TEST(FaceReader, WithoutModelsItSaysWhatToRun) {
  Settings settings;
  const auto empty = std::filesystem::temp_directory_path() / "smarttag-faces-no-models";
  ASSERT_TRUE(settings.set("cache-dir", empty.string()));
  const auto bare = inference::Engine::create(settings);
  ASSERT_TRUE(bare);
  const auto made = FaceReader::create(**bare, settings);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, ErrorKind::kModelMissing);
  EXPECT_THAT(made.error().client.text, testing::HasSubstr("smarttag models pull"));
}

}  // namespace
}  // namespace smarttag::vision::faces
