#include "media/video/tone_map.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

namespace smarttag::media {
namespace {

constexpr int kLevels = 65536;
constexpr float kWhite = 203;           // cd/m2 of reference white, ITU-R BT.2408
constexpr float kPeak = 1000 / kWhite;  // of most masters and of HLG's nominal screen
constexpr float kKnee = 0.5F;           // light below this share of reference white is left alone

using Table = std::array<float, kLevels>;
using Codes = std::array<uchar, kLevels>;

// SMPTE ST 2084, equation 4.1; result in cd/m2.
float pq_light(float code) {
  constexpr float kM1 = 2610.0F / 16384, kM2 = 2523.0F / 4096 * 128;
  constexpr float kC1 = 3424.0F / 4096, kC2 = 2413.0F / 4096 * 32, kC3 = 2392.0F / 4096 * 32;
  const float power = std::pow(code, 1 / kM2);
  return 10000 * std::pow(std::max(power - kC1, 0.0F) / (kC2 - kC3 * power), 1 / kM1);
}

// ITU-R BT.2100, table 5, inverse OETF; result 0 to 1, light of the scene.
float hlg_light(float code) {
  constexpr float kA = 0.17883277F, kB = 0.28466892F, kC = 0.55991073F;
  return code <= 0.5F ? code * code / 3 : (std::exp((code - kC) / kA) + kB) / 12;
}

// Light relative to reference white for each code value; for HLG light of the scene, 0 to 1.
Table make_table(Transfer transfer) {
  Table table{};
  for (int i = 0; i < kLevels; ++i) {
    const float code = static_cast<float>(i) / (kLevels - 1);
    float& light = table[static_cast<std::size_t>(i)];
    switch (transfer) {
      case Transfer::kPq:
        light = pq_light(code) / kWhite;
        break;
      case Transfer::kHlg:
        light = hlg_light(code);
        break;
      case Transfer::kGamma:
        light = std::pow(code, 2.4F);
        break;
    }
  }
  return table;
}

const Table& light_table(Transfer transfer) {
  static const auto pq = std::make_unique<const Table>(make_table(Transfer::kPq));
  static const auto hlg = std::make_unique<const Table>(make_table(Transfer::kHlg));
  static const auto gamma = std::make_unique<const Table>(make_table(Transfer::kGamma));
  return transfer == Transfer::kPq ? *pq : (transfer == Transfer::kHlg ? *hlg : *gamma);
}

const Codes& code_table() {
  static const auto codes = [] {
    auto table = std::make_unique<Codes>();
    for (int i = 0; i < kLevels; ++i) {
      const float light = static_cast<float>(i) / (kLevels - 1);
      (*table)[static_cast<std::size_t>(i)] =
          static_cast<uchar>(std::lround(255 * std::pow(light, 1 / 2.4F)));
    }
    return table;
  }();
  return *codes;
}

// Extended Reinhard curve above the knee: slope 1 at the knee, 1 at the peak.
float compressed(float light) {
  if (light <= kKnee) return light;
  constexpr float kRoom = 1 - kKnee;
  constexpr float kMost = (kPeak - kKnee) / kRoom;
  const float above = std::min((light - kKnee) / kRoom, kMost);
  return kKnee + kRoom * above * (1 + above / (kMost * kMost)) / (1 + above);
}

// One row of pixels; the switch over transfers is outside of the inner loop.
template <Transfer transfer>
void map_row(const std::uint16_t* in, uchar* out, int count, const Table& lights, const Codes& codes) {
  for (int i = 0; i < count; ++i, in += 3, out += 3) {
    float r = lights[in[0]], g = lights[in[1]], b = lights[in[2]];
    if constexpr (transfer == Transfer::kHlg) {  // BT.2100 OOTF of a 1000 cd/m2 screen, gamma 1.2
      const float luminance = 0.2627F * r + 0.6780F * g + 0.0593F * b;
      const float gain = kPeak * std::pow(std::max(luminance, 1e-6F), 0.2F);
      r *= gain, g *= gain, b *= gain;
    }
    // BT.2020 to BT.709 primaries, ITU-R BT.2407, annex 2
    const float red = std::max(0.0F, 1.6605F * r - 0.5876F * g - 0.0728F * b);
    const float green = std::max(0.0F, -0.1246F * r + 1.1329F * g - 0.0083F * b);
    const float blue = std::max(0.0F, -0.0182F * r - 0.1006F * g + 1.1187F * b);
    float gain = kLevels - 1;
    if constexpr (transfer != Transfer::kGamma) {
      const float most = std::max({red, green, blue, 1e-6F});  // the same factor for all three keeps the hue
      gain *= compressed(most) / most;
    }
    const auto code = [&](float light) {
      return codes[static_cast<std::size_t>(std::min(light * gain, kLevels - 1.0F))];
    };
    out[0] = code(blue), out[1] = code(green), out[2] = code(red);
  }
}

}  // namespace

cv::Mat tone_mapped(const cv::Mat& rgb, Transfer transfer) {
  cv::Mat bgr(rgb.size(), CV_8UC3);
  const Table& lights = light_table(transfer);
  const Codes& codes = code_table();
  const auto row = transfer == Transfer::kPq    ? map_row<Transfer::kPq>
                   : transfer == Transfer::kHlg ? map_row<Transfer::kHlg>
                                                : map_row<Transfer::kGamma>;
  for (int y = 0; y < rgb.rows; ++y) row(rgb.ptr<std::uint16_t>(y), bgr.ptr(y), rgb.cols, lights, codes);
  return bgr;
}

}  // namespace smarttag::media
