// The one file that FFmpeg gets to see: reads and seeks on an open descriptor, by position, so that several
// readers share a descriptor.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "base/error.h"
#include "media/input/ffmpeg.h"

namespace smarttag::media {

// Not movable: FFmpeg keeps a pointer to it. One thread at a time.
class FileInput {
 public:
  // The descriptor stays the caller's and must outlive this. kInputUnreadable for what is empty or no regular
  // file, kInputTooLarge beyond max_bytes.
  static Result<std::unique_ptr<FileInput>> open(int fd, std::int64_t max_bytes);

  ~FileInput();
  FileInput(const FileInput&) = delete;
  FileInput& operator=(const FileInput&) = delete;

  AVIOContext* io() { return io_; }
  std::int64_t size() const { return size_; }

  // Reads up to `count` bytes from `position` without moving FFmpeg's place; less only at the end of the
  // file.
  Result<std::string> read(std::int64_t position, std::size_t count) const;

  // FFmpeg sees these bytes at that place instead of what is there; read() does not.
  void show_instead(std::int64_t position, const std::string& bytes);

  // The number of a failed read of the descriptor (errno), 0 while all went well.
  int read_error() const { return read_error_; }

 private:
  FileInput(int fd, std::int64_t size) : fd_(fd), size_(size) {}
  void replace_shown(std::uint8_t* buffer, std::int64_t from, std::int64_t size) const;
  static int on_read(void* self, std::uint8_t* buffer, int size);
  static std::int64_t on_seek(void* self, std::int64_t offset, int whence);

  int fd_;
  std::int64_t size_;
  std::int64_t position_ = 0;
  int read_error_ = 0;
  std::map<std::int64_t, std::string> shown_;  // bytes by their place
  AVIOContext* io_ = nullptr;
};

}  // namespace smarttag::media
