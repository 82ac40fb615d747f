#include "media/input/file_input.h"

#include <cerrno>
#include <cstring>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace smarttag::media {
namespace {

constexpr int kBufferBytes = 1 << 16;

// As pread, but goes on after an interruption.
ssize_t read_at(int fd, void* buffer, std::size_t size, std::int64_t position) {
  ssize_t got = -1;
  do {
    got = pread(fd, buffer, size, position);
  } while (got < 0 && errno == EINTR);
  return got;
}

}  // namespace

Result<std::unique_ptr<FileInput>> FileInput::open(int fd, std::int64_t max_bytes) {
  struct stat status {};
  if (fstat(fd, &status) != 0) {
    return fail(ErrorKind::kInputUnreadable, "The file cannot be read. Check its permissions.",
                std::strerror(errno));
  }
  if (!S_ISREG(status.st_mode)) {
    return fail(ErrorKind::kInputUnreadable,
                "The input is a folder or a device. Give a video, picture or sound file.");
  }
  if (status.st_size == 0) {
    return fail(ErrorKind::kInputUnreadable, "The file is empty. Give a video, picture or sound file.");
  }
  if (status.st_size > max_bytes) {
    return fail(ErrorKind::kInputTooLarge,
                fmt::format("The file has {} bytes; at most {} are allowed (setting max-bytes).",
                            status.st_size, max_bytes));
  }
  std::unique_ptr<FileInput> input(new FileInput(fd, status.st_size));
  auto* buffer = static_cast<unsigned char*>(av_malloc(kBufferBytes));
  if (buffer != nullptr) {
    input->io_ = avio_alloc_context(buffer, kBufferBytes, 0, input.get(), on_read, nullptr, on_seek);
  }
  if (input->io_ == nullptr) {
    av_free(buffer);
    return fail(ErrorKind::kMemoryLimit, "There is too little memory to open the file.");
  }
  return input;
}

FileInput::~FileInput() {
  if (io_ != nullptr) av_freep(static_cast<void*>(&io_->buffer));  // FFmpeg may have replaced the buffer
  avio_context_free(&io_);
}

Result<std::string> FileInput::read(std::int64_t position, std::size_t count) const {
  std::string bytes(count, '\0');
  std::size_t filled = 0;
  while (filled < count) {
    const ssize_t got =
        read_at(fd_, bytes.data() + filled, count - filled, position + static_cast<std::int64_t>(filled));
    if (got < 0) {
      return fail(ErrorKind::kInputUnreadable, "Reading the file failed. Check the disk and the permissions.",
                  std::strerror(errno));
    }
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  bytes.resize(filled);
  return bytes;
}

int FileInput::on_read(void* self, std::uint8_t* buffer, int size) {
  auto& input = *static_cast<FileInput*>(self);
  const ssize_t got = read_at(input.fd_, buffer, static_cast<std::size_t>(size), input.position_);
  if (got < 0) {
    input.read_error_ = errno;
    return AVERROR(errno);
  }
  if (got == 0) return AVERROR_EOF;
  input.replace_shown(buffer, input.position_, got);
  input.position_ += got;
  return static_cast<int>(got);
}

void FileInput::show_instead(std::int64_t position, const std::string& bytes) {
  shown_[position] = bytes;
  const std::int64_t held = io_->buf_end - io_->buffer;  // that FFmpeg has read already
  replace_shown(io_->buffer, io_->pos - held, held);
}

// In what was read from this place of the file.
void FileInput::replace_shown(std::uint8_t* buffer, std::int64_t from, std::int64_t size) const {
  for (const auto& [place, bytes] : shown_)
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      const std::int64_t at = place + static_cast<std::int64_t>(i) - from;
      if (at >= 0 && at < size) buffer[at] = static_cast<std::uint8_t>(bytes[i]);
    }
}

std::int64_t FileInput::on_seek(void* self, std::int64_t offset, int whence) {
  auto& input = *static_cast<FileInput*>(self);
  switch (whence & ~AVSEEK_FORCE) {
    case AVSEEK_SIZE:
      return input.size_;
    case SEEK_SET:
      break;
    case SEEK_CUR:
      offset += input.position_;
      break;
    case SEEK_END:
      offset += input.size_;
      break;
    default:
      return AVERROR(EINVAL);
  }
  if (offset < 0) return AVERROR(EINVAL);
  input.position_ = offset;
  return offset;
}

}  // namespace smarttag::media
