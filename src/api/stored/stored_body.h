// The body of an answer whose stored texts are put in while it is sent.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "api/stored/stored_texts.h"
#include "blobs/blob_store.h"

namespace smarttag::api {

// How the texts are written into the answer. What is kept is UTF-8 without control characters but for blanks
// and line ends, as JSON is.
enum class Escaping { kJson, kXml };

// Used by one thread at a time; the blob store outlives it. Holds one piece and one open blob.
class StoredBody {
 public:
  static constexpr std::size_t kPiece = 256 << 10;  // bytes, and a little more

  // `text`: the answer, with the marks of the texts in it.
  StoredBody(std::string text, StoredTexts texts, blobs::BlobStore& blobs, Escaping escaping);

  // The next piece, empty at the end. Blocks. kStoreFailed, also when the blob is gone or shorter than it
  // was.
  Result<std::string> next();

  bool ended() const { return at_ == text_.size() && left_ == 0 && changed_.empty(); }

 private:
  Result<void> open(const StoredText& text);
  Result<void> append_stored(std::string& piece);
  void append_escaped(std::string_view bytes, std::string& piece) const;

  std::string text_;
  std::size_t at_ = 0;  // of text_: what lies before it is sent
  StoredTexts texts_;
  blobs::BlobStore& blobs_;
  Escaping escaping_;
  std::unique_ptr<blobs::BlobReader> reader_;  // of the last text
  std::string opened_;                         // its blob
  std::int64_t position_ = 0;                  // in its blob
  std::int64_t left_ = 0;                      // bytes of it that are still to be read
  std::string changed_;                        // a text that was changed, and is to be sent
  std::string buffer_;
};

}  // namespace smarttag::api
