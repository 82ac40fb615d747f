#include "libraries/chosen_face.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::libraries {
namespace {

using ::testing::HasSubstr;

tagging::PictureFace face(float side, bool reliable = true) {
  return {{0, 0, side, side}, 0.9, reliable, reliable ? std::vector<float>{side, 0} : std::vector<float>{}};
}

TEST(ChosenFace, TheOnlyOneOrTheClearlyLargest) {
  EXPECT_EQ(chosen_face({"m", {face(50)}})->vector[0], 50);
  EXPECT_EQ(chosen_face({"m", {face(50), face(100), face(20, false)}})->vector[0], 100);
}

TEST(ChosenFace, NobodyIsGuessed) {
  struct Case {
    std::vector<tagging::PictureFace> faces;
    const char* sentence;
  };
  for (const auto& c : {Case{{}, "no face"}, Case{{face(100), face(80)}, "several faces"},
                        Case{{face(100, false)}, "too small, blurred or turned"},
                        Case{{face(100, false), face(30)}, "too small, blurred or turned"}}) {
    const auto chosen = chosen_face({"m", c.faces});
    ASSERT_FALSE(chosen) << c.sentence;
    EXPECT_EQ(chosen.error().kind, ErrorKind::kUsage);
    EXPECT_THAT(chosen.error().client.text, HasSubstr(c.sentence));
  }
}

}  // namespace
}  // namespace smarttag::libraries
