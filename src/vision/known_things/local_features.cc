#include "vision/known_things/local_features.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include <opencv2/core/hal/intrin.hpp>
#include <opencv2/features2d.hpp>
#include <opencv2/imgproc.hpp>

namespace smarttag::vision::known_things {
namespace {

constexpr int kLength = 128;  // of a descriptor
constexpr float kUnit = 512;  // its length as a vector
constexpr int kMostOfScene = 4000;
constexpr std::size_t kLeastOfSample = 12;
// SIFT's own default is 0.04: a little lower, for pale logos.
constexpr double kContrast = 0.03;

// A size in which a sample is looked at, and how many points it may give.
struct Look {
  int long_side;
  int most;
};
constexpr std::array kLooks{Look{640, 400}, Look{256, 200}, Look{96, 100}};

cv::Mat grey_of(const cv::Mat& bgr, int long_side) {
  cv::Mat grey;
  cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
  const double scale = static_cast<double>(long_side) / std::max(grey.cols, grey.rows);
  if (scale >= 1) return grey;
  cv::Mat small;
  cv::resize(grey, small,
             {std::max(1, static_cast<int>(std::lround(grey.cols * scale))),
              std::max(1, static_cast<int>(std::lround(grey.rows * scale)))},
             0, 0, cv::INTER_AREA);
  return small;
}

// RootSIFT: the square root of the share that each part has of the whole.
void add_root(const float* sift, cv::Mat& rows) {
  float sum = 0;
  for (int i = 0; i < kLength; ++i) sum += sift[i];
  cv::Mat row(1, kLength, CV_8U);
  for (int i = 0; i < kLength; ++i)
    row.at<std::uint8_t>(i) = cv::saturate_cast<std::uint8_t>(sum > 0 ? kUnit * std::sqrt(sift[i] / sum) : 0);
  rows.push_back(row);
}

// Adds the points of a picture that is `scale` times smaller than that of the features.
void add(const cv::Mat& grey, int most, float scale, LocalFeatures& features) {
  const auto sift = cv::SIFT::create(most, 3, kContrast);
  std::vector<cv::KeyPoint> points;
  cv::Mat descriptors;
  sift->detectAndCompute(grey, {}, points, descriptors);
  const int count = std::min(static_cast<int>(points.size()), most);  // SIFT gives more where some are equal
  for (int i = 0; i < count; ++i) {
    const auto& point = points[static_cast<std::size_t>(i)];
    features.points.push_back({point.pt * scale, point.size * scale, point.angle});
    add_root(descriptors.ptr<float>(i), features.descriptors);
  }
}

float scale_of(const cv::Mat& bgr, const cv::Mat& grey) {
  return static_cast<float>(bgr.cols) / static_cast<float>(grey.cols);
}

// The compact form: a header, the thumbnail, then of each point its place (in 1/65535 of the long side), size
// (in 1/16 octaves), angle (in 1/256 of a turn) and descriptor. Little-endian.
constexpr std::array<std::uint8_t, 4> kMagic{'S', 'T', 'F', '1'};
constexpr std::size_t kHeader = kMagic.size() + 6;
constexpr std::size_t kPictureBytes = std::size_t{kThumbnail} * kThumbnail;
constexpr std::size_t kPointBytes = 6 + kLength;
constexpr int kOctaveSteps = 16;

void put(std::vector<std::uint8_t>& bytes, double value) {
  const auto number = static_cast<unsigned>(std::clamp(std::lround(value), 0L, 65535L));
  bytes.push_back(static_cast<std::uint8_t>(number & 255U));
  bytes.push_back(static_cast<std::uint8_t>(number >> 8U));
}

unsigned get(const std::uint8_t* bytes) { return bytes[0] + 256U * bytes[1]; }

tl::unexpected<Error> damaged() {
  return fail(ErrorKind::kUsage, "The features of a sample are damaged. Add the sample again.");
}

}  // namespace

LocalFeatures features_of_scene(const cv::Mat& bgr, int long_side) {
  LocalFeatures features{bgr.size(), {}, {}, {}};
  const cv::Mat grey = grey_of(bgr, long_side);
  add(grey, kMostOfScene, scale_of(bgr, grey), features);
  return features;
}

Result<LocalFeatures> features_of_sample(const cv::Mat& bgr) {
  LocalFeatures features{bgr.size(), {}, {}, {}};
  int last = 0;
  for (const auto& look : kLooks) {
    const cv::Mat grey = grey_of(bgr, look.long_side);
    if (std::max(grey.cols, grey.rows) == last) continue;
    last = std::max(grey.cols, grey.rows);
    // What is cut closely has no surroundings: points on its edge need some.
    const int border = std::max(4, last / 16);
    cv::Mat framed;
    cv::copyMakeBorder(grey, framed, border, border, border, border, cv::BORDER_REPLICATE);
    const std::size_t before = features.points.size();
    const float scale = scale_of(bgr, grey);
    add(framed, look.most, scale, features);
    const cv::Point2f moved(static_cast<float>(border) * scale, static_cast<float>(border) * scale);
    for (std::size_t i = before; i < features.points.size(); ++i) features.points[i].at -= moved;
  }
  if (features.points.size() < kLeastOfSample)
    return fail(ErrorKind::kUsage,
                "This picture shows too little that could be found again: it is too small, blurred or plain. "
                "Give a sharp picture of 100 pixels or more that shows the thing and little else.");
  cv::Mat grey;
  cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
  cv::resize(grey, features.thumbnail, {kThumbnail, kThumbnail}, 0, 0, cv::INTER_AREA);
  return features;
}

LocalFeatures inverted(const LocalFeatures& sample) {
  // A descriptor is 4 x 4 parts of a square of 8 directions each, all seen from the point's own angle.
  constexpr int kDirections = 8;
  constexpr int kParts = kLength / kDirections;
  LocalFeatures other = sample;
  other.descriptors = cv::Mat(sample.descriptors.rows, kLength, CV_8U);
  for (int i = 0; i < sample.descriptors.rows; ++i)
    for (int part = 0; part < kParts; ++part)
      std::memcpy(other.descriptors.ptr(i) + kDirections * (kParts - 1 - part),
                  sample.descriptors.ptr(i) + kDirections * part, kDirections);
  for (auto& point : other.points) point.angle = std::fmod(point.angle + 180, 360.0F);
  cv::Mat exchanged;  // of its own: a copied cv::Mat shares its pixels
  cv::bitwise_not(sample.thumbnail, exchanged);
  other.thumbnail = exchanged;
  return other;
}

std::vector<std::uint8_t> to_bytes(const LocalFeatures& features) {
  std::vector<std::uint8_t> bytes(kMagic.begin(), kMagic.end());
  bytes.reserve(kHeader + kPictureBytes + features.points.size() * kPointBytes);
  put(bytes, features.picture.width);
  put(bytes, features.picture.height);
  put(bytes, static_cast<double>(features.points.size()));
  const cv::Mat thumbnail = features.thumbnail.reshape(1, 1);
  bytes.insert(bytes.end(), thumbnail.ptr(), thumbnail.ptr() + kPictureBytes);
  const double unit = 65535.0 / std::max(features.picture.width, features.picture.height);
  for (std::size_t i = 0; i < features.points.size(); ++i) {
    const auto& point = features.points[i];
    put(bytes, point.at.x * unit);
    put(bytes, point.at.y * unit);
    bytes.push_back(cv::saturate_cast<std::uint8_t>(kOctaveSteps * std::log2(std::max(1.0F, point.size))));
    bytes.push_back(static_cast<std::uint8_t>(std::lround(point.angle * 256 / 360) & 255));
    const auto* row = features.descriptors.ptr(static_cast<int>(i));
    bytes.insert(bytes.end(), row, row + kLength);
  }
  return bytes;
}

Result<LocalFeatures> from_bytes(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < kHeader + kPictureBytes || !std::equal(kMagic.begin(), kMagic.end(), bytes.begin()))
    return damaged();
  const auto* at = bytes.data() + kMagic.size();
  LocalFeatures features;
  features.picture = {static_cast<int>(get(at)), static_cast<int>(get(at + 2))};
  const std::size_t count = get(at + 4);
  if (bytes.size() != kHeader + kPictureBytes + count * kPointBytes || features.picture.empty())
    return damaged();
  at = bytes.data() + kHeader;
  features.thumbnail.create(kThumbnail, kThumbnail, CV_8U);
  std::memcpy(features.thumbnail.ptr(), at, kPictureBytes);
  at += kPictureBytes;
  features.descriptors.create(static_cast<int>(count), kLength, CV_8U);
  const float unit = static_cast<float>(std::max(features.picture.width, features.picture.height)) / 65535.0F;
  for (std::size_t i = 0; i < count; ++i, at += kPointBytes) {
    features.points.push_back({{static_cast<float>(get(at)) * unit, static_cast<float>(get(at + 2)) * unit},
                               std::exp2(static_cast<float>(at[4]) / kOctaveSteps),
                               static_cast<float>(at[5]) * 360 / 256});
    std::memcpy(features.descriptors.ptr(static_cast<int>(i)), at + 6, kLength);
  }
  return features;
}

int distance_squared(const std::uint8_t* a, const std::uint8_t* b) {
  cv::v_uint32x4 sum = cv::v_setzero_u32();
  for (int i = 0; i < kLength; i += 16) {
    const cv::v_uint8x16 apart = cv::v_absdiff(cv::v_load(a + i), cv::v_load(b + i));
    sum = cv::v_dotprod_expand(apart, apart, sum);
  }
  return static_cast<int>(cv::v_reduce_sum(sum));
}

}  // namespace smarttag::vision::known_things
