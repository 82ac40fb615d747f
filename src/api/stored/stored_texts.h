// Texts of an answer that lie in the blob store: an operation puts a mark where each belongs, and they are
// read when the answer is sent, piece by piece, on threads of their own. So an answer may be far larger than
// the memory that it takes.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "jobs/result_ref.h"

namespace smarttag::api {

struct StoredText {
  jobs::BlobPart part;
  // For a text that is sent otherwise than it is kept, and small enough to be held; empty: as it is kept.
  // Runs on another thread, after the operation: owns what it uses.
  std::function<Result<std::string>(const std::string&)> change{};
};

// Of one call; used by one thread at a time.
class StoredTexts {
 public:
  // What stands in the answer until the text takes its place: letters, digits and hyphens, which neither JSON
  // nor XML escapes, and which nobody can guess.
  std::string add(StoredText text);

  bool empty() const { return texts_.empty(); }

  // The first mark in the text from `from` on.
  struct Mark {
    std::size_t begin = 0;
    std::size_t end = 0;
    const StoredText* text = nullptr;
  };
  std::optional<Mark> find(std::string_view in, std::size_t from) const;

 private:
  std::string start_;
  std::vector<StoredText> texts_;
};

}  // namespace smarttag::api
