#include "language/vectors/nearest_name.h"

#include <cmath>

#include <gtest/gtest.h>

namespace smarttag::language {
namespace {

// Names around a circle, and a description at this angle.
std::vector<float> at(double degrees) {
  const double radians = degrees * 3.14159265 / 180;
  return {static_cast<float>(std::cos(radians)), static_cast<float>(std::sin(radians))};
}

// One name at 0 degrees, `others` at 80.
std::vector<std::vector<float>> names(std::size_t others) {
  std::vector<std::vector<float>> all{at(0)};
  for (std::size_t i = 0; i < others; ++i) all.push_back(at(80 + 0.01 * static_cast<double>(i)));
  return all;
}

TEST(NearestName, IsTheOneThatStandsOut) { EXPECT_EQ(nearest_name(at(5), names(40)), 0U); }

TEST(NearestName, IsNoneWhereTwoAreAboutAsNear) {
  auto two = names(40);
  two.push_back(at(1));
  EXPECT_FALSE(nearest_name(at(5), two));
}

TEST(NearestName, IsNoneWhereAllAreAlike) { EXPECT_FALSE(nearest_name(at(200), names(40))); }

TEST(NearestName, IsNoneAmongFew) {
  EXPECT_FALSE(nearest_name(at(0), names(5)));
  EXPECT_FALSE(nearest_name(at(0), {}));
}

}  // namespace
}  // namespace smarttag::language
