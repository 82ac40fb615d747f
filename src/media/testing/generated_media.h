// Media made at test time, so that their truth is exact; and what comes out of them.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "media/source.h"

namespace smarttag::media::testing {

// A folder of its own for each test; removed at the end, kept (and named) when the test failed.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  std::filesystem::path operator/(std::string_view name) const { return folder_ / name; }

 private:
  std::filesystem::path folder_;
};

// Runs the ffmpeg program with these arguments (shell words) and the output file last; fails the test when it
// fails.
std::filesystem::path generate(const std::filesystem::path& output, const std::string& arguments);

std::string read_bytes(const std::filesystem::path& file);
void write_bytes(const std::filesystem::path& file, std::string_view bytes);

// Generous limits, 2 frames a second, long side 1920.
Limits test_limits();

// All that a file gives.
struct Decoded {
  MediaInfo info;  // after decoding
  std::vector<Frame> frames;
  std::vector<float> audio;
  Result<void> ended;
};

// An opened file, for tests that decode it their own way; the test fails when it cannot be opened.
class OpenedFile {
 public:
  explicit OpenedFile(const std::filesystem::path& file, const Limits& limits = test_limits());
  ~OpenedFile();
  OpenedFile(const OpenedFile&) = delete;
  OpenedFile& operator=(const OpenedFile&) = delete;
  Source& operator*() const { return *source_; }
  Source* operator->() const { return source_.get(); }

 private:
  int fd_;
  std::unique_ptr<Source> source_;
};

// Opens and decodes a file; fails the test when a chunk of audio is not where the last one ended.
Result<Decoded> decode(const std::filesystem::path& file, const Limits& limits = test_limits());

// The error of opening or decoding, as "Kind: text"; "none" where all went well.
std::string failure(const std::filesystem::path& file, const Limits& limits = test_limits());

// Root mean square of the sound between two times in seconds; 0 beyond its end.
float loudness(const std::vector<float>& audio, double from, double to);

// Mean colour of a part of a picture, its edges given as shares of width and height: {blue, green, red}.
cv::Scalar colour_at(const cv::Mat& bgr, double left, double top, double right, double bottom);

// Times of all frames.
std::vector<double> times(const std::vector<Frame>& frames);

}  // namespace smarttag::media::testing
