#include "speech/speakers/joined_windows.h"

#include <gtest/gtest.h>

namespace smarttag::speech {
namespace {

using Frame = VoiceModels::Frame;

std::vector<Frame> window(std::initializer_list<std::pair<int, Frame>> runs) {
  std::vector<Frame> frames;
  for (const auto& [count, frame] : runs) frames.insert(frames.end(), static_cast<std::size_t>(count), frame);
  return frames;
}

void append(std::vector<Frame>& all, const std::vector<Frame>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

constexpr Frame kFirst{1, 0, 0}, kSecond{0, 1, 0}, kThird{0, 0, 1}, kNobody{};

TEST(JoinedWindows, VoicesKeepTheirPlaceInWhateverOrderAWindowHasThem) {
  JoinedWindows joined;
  std::vector<Frame> all;
  append(all, joined.add(0, window({{6, kFirst}, {4, kSecond}})));
  append(all, joined.add(4, window({{2, kThird}, {4, kFirst}, {4, kThird}})));
  append(all, joined.add(8, window({{2, kThird}, {4, kSecond}, {4, kNobody}})));
  append(all, joined.finish());
  EXPECT_EQ(all, window({{6, kFirst}, {4, kSecond}, {4, kFirst}, {4, kNobody}}));
}

TEST(JoinedWindows, WhatWindowsDifferInIsAveraged) {
  JoinedWindows joined;
  auto all = joined.add(0, window({{8, kFirst}}));
  append(all, joined.add(2, window({{4, kFirst}, {4, kNobody}})));
  append(all, joined.finish());
  EXPECT_EQ(all, window({{6, kFirst}, {2, Frame{0.5F, 0, 0}}, {2, kNobody}}));
}

TEST(JoinedWindows, ANewVoiceHasAFreePlace) {
  JoinedWindows joined;
  auto all = joined.add(0, window({{4, kFirst}, {4, kSecond}}));
  append(all, joined.add(4, window({{4, kFirst}, {4, kSecond}})));  // its first voice is the second one
  append(all, joined.finish());
  ASSERT_EQ(all.size(), 12U);
  EXPECT_EQ(all[7], kSecond);
  EXPECT_EQ(all[11][1], 0);
}

TEST(JoinedWindows, FramesAreGivenOnceNoLaterWindowCoversThem) {
  JoinedWindows joined;
  EXPECT_TRUE(joined.add(0, window({{8, kFirst}})).empty());
  EXPECT_EQ(joined.add(3, window({{8, kFirst}})).size(), 3U);
  EXPECT_EQ(joined.add(3, window({{8, kFirst}})).size(), 0U);
  EXPECT_EQ(joined.finish().size(), 8U);
  EXPECT_TRUE(joined.finish().empty());
}

}  // namespace
}  // namespace smarttag::speech
