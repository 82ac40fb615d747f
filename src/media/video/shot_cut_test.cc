#include "media/video/shot_cut.h"

#include <cmath>
#include <functional>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::media {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Soft random structure, as photographs have; its value at a place, so that the picture can move.
class Scene {
 public:
  explicit Scene(unsigned seed) {
    std::mt19937 random(seed);
    for (auto& wave : waves_) {
      for (float& number : wave) number = static_cast<float>(random() % 1000) / 1000;
    }
  }

  Thumbnail at(double shift_x = 0, double gain = 1, double offset = 0) const {
    Thumbnail thumbnail;
    for (int y = 0; y < Thumbnail::kHeight; ++y) {
      for (int x = 0; x < Thumbnail::kWidth; ++x) {
        double value = 110;
        for (const auto& wave : waves_) {
          value += 25 * std::sin((wave[0] - 0.5) * 1.2 * (x + shift_x) + (wave[1] - 0.5) * 1.2 * y +
                                 6.28 * wave[2]);
        }
        thumbnail.grey[static_cast<std::size_t>(y * Thumbnail::kWidth + x)] =
            static_cast<float>(std::clamp(gain * value + offset, 0.0, 255.0));
      }
    }
    return thumbnail;
  }

 private:
  std::array<std::array<float, 3>, 8> waves_{};
};

// The frames that start a shot, the first one left out.
std::vector<int> cuts(int count, const std::function<Thumbnail(int)>& frame, double rate = 25) {
  ShotCut detector;
  std::vector<int> found;
  int decided = 0;
  const auto collect = [&] {
    while (const auto cut = detector.next()) {
      if (*cut && decided > 0) found.push_back(decided);
      ++decided;
    }
  };
  for (int i = 0; i < count; ++i) {
    detector.add(frame(i), i / rate);
    collect();
  }
  detector.finish();
  collect();
  EXPECT_EQ(decided, count);
  return found;
}

const Scene kOne(1), kTwo(2), kThree(3);

TEST(ShotCut, IsExactToTheFrame) {
  EXPECT_THAT(cuts(60, [](int i) { return i < 17 ? kOne.at() : (i < 40 ? kTwo.at() : kThree.at()); }),
              ElementsAre(17, 40));
}

TEST(ShotCut, TheFirstFrameStartsAShot) {
  ShotCut detector;
  EXPECT_FALSE(detector.next());
  detector.add(kOne.at(), 0);
  detector.finish();
  EXPECT_EQ(detector.next(), true);
  EXPECT_FALSE(detector.next());
}

TEST(ShotCut, IsFoundAtTheVeryEndAndBeginning) {
  EXPECT_THAT(cuts(20, [](int i) { return i < 19 ? kOne.at() : kTwo.at(); }), ElementsAre(19));
  EXPECT_THAT(cuts(20, [](int i) { return i < 1 ? kOne.at() : kTwo.at(); }), ElementsAre(1));
}

TEST(ShotCut, MotionIsNone) {
  for (const double speed : {0.3, 1.0, 3.0}) {
    EXPECT_THAT(cuts(80, [&](int i) { return kOne.at(speed * i); }), IsEmpty()) << speed;
  }
}

TEST(ShotCut, MotionAtHalfTheFrameRateIsNone) {
  EXPECT_THAT(cuts(80, [](int i) { return kOne.at(2.0 * (i / 2)); }), IsEmpty());
}

TEST(ShotCut, IsFoundAmidMotion) {
  EXPECT_THAT(cuts(80, [](int i) { return i < 33 ? kOne.at(1.0 * i) : kTwo.at(-1.0 * i); }), ElementsAre(33));
}

TEST(ShotCut, FlashesAreNone) {
  for (const int length : {1, 2, 3}) {
    EXPECT_THAT(
        cuts(60, [&](int i) { return i >= 30 && i < 30 + length ? kOne.at(0, 0.3, 190) : kOne.at(); }),
        IsEmpty())
        << length;
    EXPECT_THAT(cuts(60, [&](int i) { return i >= 30 && i < 30 + length ? kTwo.at() : kOne.at(); }),
                IsEmpty())
        << length;
  }
}

TEST(ShotCut, LightThatIsSwitchedIsNone) {
  EXPECT_THAT(cuts(60, [](int i) { return i < 30 ? kOne.at() : kOne.at(0, 0.55); }), IsEmpty());
}

TEST(ShotCut, FadesAndDissolvesAreNone) {
  EXPECT_THAT(cuts(60, [](int i) { return kOne.at(0, std::clamp((i - 10) / 15.0, 0.0, 1.0)); }), IsEmpty());
  EXPECT_THAT(cuts(60,
                   [](int i) {
                     const double share = std::clamp((i - 10) / 20.0, 0.0, 1.0);
                     Thumbnail mixed = kOne.at();
                     const Thumbnail other = kTwo.at();
                     for (std::size_t k = 0; k < mixed.grey.size(); ++k) {
                       mixed.grey[k] += static_cast<float>(share) * (other.grey[k] - mixed.grey[k]);
                     }
                     return mixed;
                   }),
              IsEmpty());
}

TEST(ShotCut, FlatCardsAreCut) {
  EXPECT_THAT(cuts(60, [](int i) { return kOne.at(0, 0, i < 30 ? 20 : 200); }), ElementsAre(30));
}

TEST(ShotCut, NoiseIsNone) {
  std::mt19937 random(5);
  std::normal_distribution<float> noise(0, 2);
  EXPECT_THAT(cuts(100,
                   [&](int) {
                     Thumbnail noisy = kOne.at(0, 0.1);
                     for (float& grey : noisy.grey) grey += noise(random);
                     return noisy;
                   }),
              IsEmpty());
}

TEST(ShotCut, SlidesAtOnePictureASecondAreEachAShot) {
  EXPECT_THAT(cuts(
                  4, [](int i) { return Scene(static_cast<unsigned>(10 + i)).at(); }, 1),
              ElementsAre(1, 2, 3));
}

TEST(ShotCut, ManyFramesASecondStayBounded) {
  EXPECT_THAT(cuts(
                  600, [](int i) { return i < 300 ? kOne.at() : kTwo.at(); }, 240),
              ElementsAre(300));
}

TEST(ShotCut, FramesWithTheSameTimeAreTaken) {
  ShotCut detector;
  int decided = 0;
  for (int i = 0; i < 100; ++i) {
    detector.add(i < 50 ? kOne.at() : kTwo.at(), 0);
    while (detector.next()) ++decided;
  }
  EXPECT_GE(decided, 80);
}

}  // namespace
}  // namespace smarttag::media
