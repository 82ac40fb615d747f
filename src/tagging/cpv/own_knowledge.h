// The user's own knowledge: a file that `smarttag knowledge import` makes, laid over data/knowledge.jsonl.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string_view>

#include "tagging/cpv/knowledge.h"

namespace smarttag::tagging {

// knowledge.jsonl in the folder (base/paths.h: knowledge_folder).
std::filesystem::path own_knowledge_file(const std::filesystem::path& folder);

// Those of the user alone; none without a file. kUsage for a file that somebody has damaged.
Result<std::shared_ptr<const Knowledge>> own_knowledge(const std::filesystem::path& folder);

// The built-in ones with the user's over them; an empty path has none. A damaged file of the user's is passed
// over, which the log tells. kInternal for a damaged installation.
Result<std::shared_ptr<const Knowledge>> knowledge(const std::filesystem::path& folder);

struct Imported {
  std::size_t added = 0;
  std::size_t replaced = 0;  // of the user's own
};

// Adds the entries of a text (Knowledge::parse) to the user's own, or puts them in the place of all of them
// (`anew`). The file is whole at any time, also for those who read it meanwhile. Nothing is imported of a
// text with a line that does not fit, which includes names that are blank, of more than 200 characters or
// with control characters, and fields of more than 10,000 bytes: kUsage. kOutputFailed.
Result<Imported> import_knowledge(const std::filesystem::path& folder, std::string_view text, bool anew);

// As lines of JSON.
std::string to_lines(const Knowledge& knowledge);

}  // namespace smarttag::tagging
