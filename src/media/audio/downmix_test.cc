#include "media/audio/downmix.h"

#include <cmath>

#include <gtest/gtest.h>

namespace smarttag::media {
namespace {

constexpr int kBlock = 400;

AVChannelLayout layout_of(int channels) {
  AVChannelLayout layout{};
  av_channel_layout_default(&layout, channels);
  return layout;
}

// A second of a tone in each channel with these amplitudes, in blocks; from half a second on the second ones.
std::vector<float> mixed(Downmix& downmix, const std::vector<float>& first,
                         const std::vector<float>& second) {
  std::vector<float> mono;
  for (int start = 0; start < 16000; start += kBlock) {
    std::vector<std::vector<float>> planes;
    std::vector<const float*> pointers;
    pointers.reserve(first.size());
    for (const float amplitude : start < 8000 ? first : second) {
      std::vector<float>& plane = planes.emplace_back(kBlock);
      for (int i = 0; i < kBlock; ++i) {
        plane[static_cast<std::size_t>(i)] = amplitude * static_cast<float>(std::sin(0.1 * (start + i)));
      }
    }
    for (const auto& plane : planes) pointers.push_back(plane.data());
    downmix.mix(pointers.data(), kBlock, mono);
  }
  return mono;
}

float peak(const std::vector<float>& samples, std::size_t from, std::size_t to) {
  float most = 0;
  for (std::size_t i = from; i < to; ++i) most = std::max(most, std::abs(samples[i]));
  return most;
}

float largest_step(const std::vector<float>& samples) {
  float most = 0;
  for (std::size_t i = 1; i < samples.size(); ++i)
    most = std::max(most, std::abs(samples[i] - samples[i - 1]));
  return most;
}

TEST(Downmix, OneChannelIsLeftAlone) {
  Downmix downmix(downmix_weights(layout_of(1)));
  const auto mono = mixed(downmix, {0.5F}, {0.5F});
  ASSERT_EQ(mono.size(), 16000U);
  EXPECT_NEAR(peak(mono, 0, 16000), 0.5, 1e-3);
}

TEST(Downmix, EqualChannelsKeepTheirLevel) {
  for (const int channels : {2, 3, 6, 8}) {
    Downmix downmix(downmix_weights(layout_of(channels)));
    const std::vector<float> amplitudes(static_cast<std::size_t>(channels), 0.5F);
    EXPECT_NEAR(peak(mixed(downmix, amplitudes, amplitudes), 0, 16000), 0.5, 1e-3) << channels;
  }
}

TEST(Downmix, NothingIsLostInOppositePhase) {
  Downmix downmix(downmix_weights(layout_of(2)));
  EXPECT_NEAR(peak(mixed(downmix, {0.5F, -0.5F}, {0.5F, -0.5F}), 4000, 16000), 0.5, 0.01);
}

TEST(Downmix, NoticesChannelsThatTurnAgainstEachOther) {
  Downmix downmix(downmix_weights(layout_of(2)));
  EXPECT_NEAR(peak(mixed(downmix, {0.5F, 0.5F}, {0.5F, -0.5F}), 14000, 16000), 0.5, 0.01);
}

TEST(Downmix, GoesBackWithoutAClick) {
  Downmix downmix(downmix_weights(layout_of(2)));
  const auto mono = mixed(downmix, {0.5F, -0.5F}, {0.5F, 0.5F});
  EXPECT_NEAR(peak(mono, 14000, 16000), 0.5, 0.01);
  EXPECT_LT(largest_step({mono.begin() + 1000, mono.end()}), 0.06F);  // the tone itself steps by 0.05
}

TEST(Downmix, SilenceStaysSilence) {
  Downmix downmix(downmix_weights(layout_of(2)));
  EXPECT_EQ(peak(mixed(downmix, {0, 0}, {0, 0}), 0, 16000), 0);
}

TEST(Downmix, ChannelsWithoutPlacesCountAlike) {
  AVChannelLayout layout{};
  layout.order = AV_CHANNEL_ORDER_UNSPEC;
  layout.nb_channels = 4;
  Downmix downmix(downmix_weights(layout));
  EXPECT_NEAR(peak(mixed(downmix, {0.8F, 0, 0, 0}, {0.8F, 0, 0, 0}), 0, 16000), 0.2, 1e-3);
}

TEST(Downmix, NoSamplesAreFine) {
  Downmix downmix(downmix_weights(layout_of(2)));
  std::vector<float> mono;
  const std::vector<const float*> planes{nullptr, nullptr};
  downmix.mix(planes.data(), 0, mono);
  EXPECT_TRUE(mono.empty());
}

}  // namespace
}  // namespace smarttag::media
