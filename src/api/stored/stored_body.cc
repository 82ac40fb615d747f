#include "api/stored/stored_body.h"

#include <algorithm>
#include <utility>

#include "api/stored/escape.h"

namespace smarttag::api {
namespace {

constexpr std::size_t kRead = 128 << 10;  // bytes of a blob at a time

}  // namespace

StoredBody::StoredBody(std::string text, StoredTexts texts, blobs::BlobStore& blobs, Escaping escaping)
    : text_(std::move(text)), texts_(std::move(texts)), blobs_(blobs), escaping_(escaping) {}

Result<std::string> StoredBody::next() {
  std::string piece;
  if (at_ > 0) piece.reserve(kPiece + 2 * kRead);  // most answers are one small piece
  while (piece.size() < kPiece && !ended()) {
    if (left_ > 0 || !changed_.empty()) {
      if (auto done = append_stored(piece); !done) return tl::unexpected(std::move(done).error());
      continue;
    }
    const auto mark = texts_.find(text_, at_);
    const std::size_t end = mark ? mark->begin : text_.size();
    piece.append(text_, at_, end - at_);
    at_ = mark ? mark->end : end;
    if (mark)
      if (auto opened = open(*mark->text); !opened) return tl::unexpected(std::move(opened).error());
  }
  return piece;
}

Result<void> StoredBody::open(const StoredText& text) {
  // The results of a job mostly lie in one blob.
  if (!reader_ || opened_ != text.part.blob) {
    auto reader = blobs_.open(text.part.blob);
    if (!reader)
      return fail(ErrorKind::kStoreFailed, "A stored result cannot be read at the moment. Try again later.",
                  reader.error().client.text + " " + reader.error().log.text);
    reader_ = *std::move(reader);
    opened_ = text.part.blob;
  }
  if (!text.change) {
    position_ = text.part.offset;
    left_ = text.part.size;
    return {};
  }
  const auto kept = blobs::text_of(*reader_, text.part.offset, text.part.size);
  if (!kept) return tl::unexpected(kept.error());
  auto changed = text.change(*kept);
  if (!changed) return tl::unexpected(std::move(changed).error());
  changed_ = *std::move(changed);
  return {};
}

Result<void> StoredBody::append_stored(std::string& piece) {
  if (!changed_.empty()) {
    append_escaped(changed_, piece);
    changed_.clear();
    return {};
  }
  buffer_.resize(std::min(kRead, static_cast<std::size_t>(left_)));
  const auto got = reader_->read(position_, buffer_);
  if (!got) return tl::unexpected(got.error());
  if (*got < buffer_.size())
    return fail(ErrorKind::kStoreFailed, "A stored result is damaged.", "it is shorter than it was");
  append_escaped(buffer_, piece);
  position_ += static_cast<std::int64_t>(*got);
  left_ -= static_cast<std::int64_t>(*got);
  return {};
}

void StoredBody::append_escaped(std::string_view bytes, std::string& piece) const {
  escaping_ == Escaping::kJson ? append_json_escaped(bytes, piece) : append_xml_escaped(bytes, piece);
}

}  // namespace smarttag::api
