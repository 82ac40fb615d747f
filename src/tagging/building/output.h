// The file into which an analysis writes everything that it makes: results, subtitle files, kept facts, one
// after the other.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "digest/digest.h"

namespace smarttag::tagging {

enum class Artefact { kResult, kFile, kFacts };

// One thing in the output file.
struct Written {
  Artefact what{};
  std::string name;  // the type of a result ("ASR"), the name of a file ("subtitles.srt"), "facts"
  std::int64_t offset = 0;
  std::int64_t size = 0;
  std::string sha256;  // lower-case hex
};

// Used by one thread at a time.
class Output {
 public:
  // Writes from the descriptor's position on, which must be 0; it stays the caller's.
  explicit Output(int fd);
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  // Text belongs to what was begun last. kOutputFailed when the disk is full.
  void begin(Artefact what, std::string name);
  Result<void> write(std::string_view bytes);
  Result<void> end();

  // What others write to the descriptor between begin and end is counted too (flush first): the digest is
  // then read back from the file.
  Result<void> end_foreign();
  Result<void> flush();

  const std::vector<Written>& written() const { return written_; }

 private:
  Result<void> put(std::string_view bytes);

  int fd_;
  std::int64_t position_ = 0;
  std::string buffer_;
  digest::Sha256 digest_;  // of what was begun last
  std::vector<Written> written_;
};

}  // namespace smarttag::tagging
