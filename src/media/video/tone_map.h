// Brings high dynamic range and wide colours to what the models were trained on: SDR in BT.709.
#pragma once

#include <opencv2/core.hpp>

namespace smarttag::media {

// How code values stand for light.
enum class Transfer {
  kPq,     // SMPTE ST 2084, absolute up to 10000 cd/m2
  kHlg,    // ITU-R BT.2100 hybrid log-gamma, shown on a screen of 1000 cd/m2
  kGamma,  // ITU-R BT.1886, SDR: only the colours are converted
};

// `rgb` is CV_16UC3 in the order R, G, B, full range, with BT.2020 primaries; the result CV_8UC3 in B, G, R
// with BT.709 primaries and gamma 2.4. The HDR reference white of 203 cd/m2 (ITU-R BT.2408) comes out at
// about 225, what is below half of it keeps its brightness, highlights up to 1000 cd/m2 keep their
// differences.
cv::Mat tone_mapped(const cv::Mat& rgb, Transfer transfer);

}  // namespace smarttag::media
