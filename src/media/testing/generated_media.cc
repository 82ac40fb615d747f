#include "media/testing/generated_media.h"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace smarttag::media::testing {

ScratchFolder::ScratchFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "smarttag-media-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) ADD_FAILURE() << "no scratch folder at " << name;
  folder_ = name;
}

ScratchFolder::~ScratchFolder() {
  if (::testing::Test::HasFailure()) {
    ::testing::Test::RecordProperty("scratch", folder_.string());
    fmt::print("kept for a look: {}\n", folder_.string());
    return;
  }
  std::error_code error;
  std::filesystem::remove_all(folder_, error);
  EXPECT_FALSE(error) << error.message();
}

std::filesystem::path generate(const std::filesystem::path& output, const std::string& arguments) {
  const std::string command =
      fmt::format("ffmpeg -nostdin -v error -y -threads 1 {} '{}'", arguments, output.string());
  EXPECT_EQ(std::system(command.c_str()), 0) << command;
  return output;
}

std::string read_bytes(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  EXPECT_TRUE(stream) << file;
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void write_bytes(const std::filesystem::path& file, std::string_view bytes) {
  std::ofstream stream(file, std::ios::binary);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  EXPECT_TRUE(stream.flush()) << file;
}

Limits test_limits() {
  Limits limits;
  limits.max_bytes = 1 << 30;
  limits.max_duration = 3600;
  limits.max_pixels = 1 << 24;
  limits.max_streams = 16;
  limits.analysis_pixels = 1920;
  limits.sample_rate = 2;
  return limits;
}

OpenedFile::OpenedFile(const std::filesystem::path& file, const Limits& limits)
    : fd_(::open(file.c_str(), O_RDONLY | O_CLOEXEC)) {
  auto source = Source::open(fd_, limits);
  if (!source) throw std::runtime_error(source.error().client.text);  // which ends the test
  source_ = std::move(*source);
}

OpenedFile::~OpenedFile() {
  source_.reset();
  if (fd_ >= 0) ::close(fd_);
}

Result<Decoded> decode(const std::filesystem::path& file, const Limits& limits) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  EXPECT_GE(fd, 0) << file;
  Decoded decoded;
  auto source = Source::open(fd, limits);
  if (source) {
    Sinks sinks;
    sinks.frame = [&](Frame frame) {
      decoded.frames.push_back(std::move(frame));
      return true;
    };
    sinks.audio = [&](const AudioChunk& chunk) {
      EXPECT_NEAR(chunk.time * kSampleRate, static_cast<double>(decoded.audio.size()), 0.01);
      decoded.audio.insert(decoded.audio.end(), chunk.samples.begin(), chunk.samples.end());
      return true;
    };
    decoded.ended = (*source)->decode(sinks);
    decoded.info = (*source)->info();
  }
  ::close(fd);
  if (!source) return tl::unexpected(source.error());
  return decoded;
}

std::string failure(const std::filesystem::path& file, const Limits& limits) {
  const auto text = [](const Error& error) {
    return fmt::format("{}: {}", row(error.kind).name, error.client.text);
  };
  const auto decoded = decode(file, limits);
  if (!decoded) return text(decoded.error());
  return decoded->ended ? "none" : text(decoded->ended.error());
}

float loudness(const std::vector<float>& audio, double from, double to) {
  const auto first = static_cast<std::size_t>(from * kSampleRate),
             last = static_cast<std::size_t>(to * kSampleRate);
  if (last > audio.size() || first >= last) return 0;
  double sum = 0;
  for (std::size_t i = first; i < last; ++i) sum += static_cast<double>(audio[i]) * audio[i];
  return static_cast<float>(std::sqrt(sum / static_cast<double>(last - first)));
}

cv::Scalar colour_at(const cv::Mat& bgr, double left, double top, double right, double bottom) {
  const cv::Point from(static_cast<int>(left * bgr.cols), static_cast<int>(top * bgr.rows));
  const cv::Point to(static_cast<int>(right * bgr.cols), static_cast<int>(bottom * bgr.rows));
  return cv::mean(bgr(cv::Rect(from, to)));
}

std::vector<double> times(const std::vector<Frame>& frames) {
  std::vector<double> all;
  for (const Frame& frame : frames) all.push_back(frame.time);
  return all;
}

}  // namespace smarttag::media::testing
