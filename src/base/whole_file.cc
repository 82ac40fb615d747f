#include "base/whole_file.h"

#include <fstream>
#include <iterator>

namespace smarttag {

std::optional<std::string> whole_file(const std::filesystem::path& file) {
  std::error_code failed;
  if (std::filesystem::is_directory(file, failed)) return std::nullopt;  // it opens, and seems empty
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad()) return std::nullopt;
  return text;
}

}  // namespace smarttag
