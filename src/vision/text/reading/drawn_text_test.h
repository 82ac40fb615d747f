// For the tests of text on screen: pictures and videos with words in them, drawn by ffmpeg in real fonts, so
// that what they say is known exactly; the engine with the models of this machine; and the shared media.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/settings.h"
#include "base/testing/shared_media.h"
#include "inference/engine.h"
#include "media/testing/generated_media.h"

namespace smarttag::vision::text {

inline constexpr const char* kSans = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";
inline constexpr const char* kBold = "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf";
inline constexpr const char* kChinese = "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc";

struct Words {
  std::string text;
  const char* font = kSans;
  int size = 36;
  std::string x = "40", y = "40";  // expressions of ffmpeg's drawtext
  std::string more = ":fontcolor=white:borderw=2:bordercolor=black";
  double from = 0, to = 1e6;
};

// The filters that draw the words, a comma between. Their texts are written into the folder.
inline std::string drawing(const media::testing::ScratchFolder& folder, const std::vector<Words>& all) {
  std::string filters;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& words = all[i];
    const auto file = folder / ("words" + std::to_string(i));
    media::testing::write_bytes(file, words.text);
    filters += std::string(i == 0 ? "" : ",") + "drawtext=textfile=" + file.string() +
               ":fontfile=" + words.font + ":fontsize=" + std::to_string(words.size) + ":x='" + words.x +
               "':y='" + words.y + "':expansion=none:enable='between(t," + std::to_string(words.from) + "," +
               std::to_string(words.to) + ")'" + words.more;
  }
  return filters;
}

// Words on a ground that lavfi makes ("color=gray:s=1280x720"), as the program decodes it.
inline cv::Mat picture_of(const std::vector<Words>& all,
                          const std::string& ground = "color=0x405060:s=1280x720") {
  const media::testing::ScratchFolder folder;
  const auto file = media::testing::generate(
      folder / "picture.png", "-f lavfi -i " + ground + " -frames:v 1 -vf \"" + drawing(folder, all) + "\"");
  const auto decoded = media::testing::decode(file);
  EXPECT_TRUE(decoded.has_value());
  if (!decoded || decoded->frames.empty()) return {};
  return decoded->frames.front().bgr;
}

// Made once for all tests of the program: it loads the models.
inline inference::Engine& engine() {
  static const auto made = [] {
    Settings settings;
    EXPECT_TRUE(settings.read_environment().has_value());
    return inference::Engine::create(settings);
  }();
  if (!made) throw std::runtime_error(made.error().client.text);
  return **made;
}

}  // namespace smarttag::vision::text
