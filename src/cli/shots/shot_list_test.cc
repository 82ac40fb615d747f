#include "cli/shots/shot_list.h"

#include <gtest/gtest.h>

#include "results/json.h"

namespace smarttag::cli {
namespace {

const ShotList kList{
    "a.mp4", 70, 25, {{0, 9.24, "", 0, 1}, {9.24, 62.04, "cut", 0, 0.9}, {62.04, 70, "fade", 0.8, 0.8}}};

TEST(ShotList, TextHasALineForEachShot) {
  EXPECT_EQ(shots_as_text(kList),
            "   1  00:00:00.000  00:00:09.240      9.24 s\n"
            "   2  00:00:09.240  00:01:02.040     52.80 s  cut\n"
            "   3  00:01:02.040  00:01:10.000      7.96 s  fade of 0.80 s\n");
}

TEST(ShotList, CsvHasTheColumnsOfPySceneDetect) {
  const auto text = shots_as_csv(kList);
  EXPECT_EQ(text.substr(0, text.find(",Begins")),
            "Scene Number,Start Frame,Start Timecode,Start Time (seconds),End Frame,End Timecode,"
            "End Time (seconds),Length (frames),Length (timecode),Length (seconds)");
  EXPECT_NE(
      text.find("\n2,232,00:00:09.240,9.240,1551,00:01:02.040,62.040,1320,00:00:52.800,52.800,cut,0.000\n"),
      std::string::npos)
      << text;
}

TEST(ShotList, EdlCountsFrames) {
  EXPECT_EQ(shots_as_edl(kList),
            "TITLE: a.mp4\nFCM: NON-DROP FRAME\n\n"
            "001  AX V     C        00:00:00:00 00:00:09:06 00:00:00:00 00:00:09:06\n"
            "002  AX V     C        00:00:09:06 00:01:02:01 00:00:09:06 00:01:02:01\n"
            "003  AX V     C        00:01:02:01 00:01:10:00 00:01:02:01 00:01:10:00\n"
            "* FADE OF 20 FRAMES AT ITS BEGINNING\n");
}

TEST(ShotList, ANameCannotAddLinesToAnEdl) {
  EXPECT_EQ(shots_as_edl({"a\n002 X", 1, 25, {}}), "TITLE: a 002 X\nFCM: NON-DROP FRAME\n\n");
}

TEST(ShotList, JsonHasEveryField) {
  const auto json = results::parse(shots_as_json(kList));
  ASSERT_TRUE(json);
  EXPECT_EQ(json->at("shots").size(), 3U);
  EXPECT_EQ(json->at("shots")[2].at("begins"), "fade");
  EXPECT_EQ(json->at("shots")[2].at("transition"), 0.8);
  EXPECT_EQ(json->at("frameRate"), 25);
}

}  // namespace
}  // namespace smarttag::cli
