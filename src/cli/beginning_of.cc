#include "cli/beginning_of.h"

#include <filesystem>
#include <fstream>
#include <iostream>

namespace smarttag::cli {

Result<std::string> beginning_of(const std::string& name, std::size_t most) {
  std::ifstream file;
  if (name != "-") {
    std::error_code error;
    if (std::filesystem::is_directory(name, error))
      return fail(ErrorKind::kInputUnreadable, name + " is a folder. Give a file.");
    file.open(name, std::ios::binary);
    if (!file) return fail(ErrorKind::kInputMissing, "No such file: " + name + ". Check the path.");
  }
  std::istream& in = name == "-" ? std::cin : file;
  std::string content(most, '\0');
  in.read(content.data(), static_cast<std::streamsize>(content.size()));
  if (in.bad()) return fail(ErrorKind::kInputUnreadable, name + " cannot be read.");
  content.resize(static_cast<std::size_t>(in.gcount()));
  return content;
}

}  // namespace smarttag::cli
