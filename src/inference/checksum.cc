#include "inference/checksum.h"

#include <fstream>
#include <vector>

#include "digest/digest.h"

namespace smarttag::inference {

Result<std::string> sha256_of_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  digest::Sha256 sum;
  std::vector<char> piece(std::size_t{1} << 20U);
  while (in) {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    sum.add({piece.data(), static_cast<std::size_t>(in.gcount())});
  }
  if (!in.eof())  // it was never open, or reading broke off
    return fail(ErrorKind::kInputUnreadable, "A file cannot be read: " + file.filename().string(),
                file.string());
  return sum.hex();
}

}  // namespace smarttag::inference
