#include "base/whole_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace smarttag {
namespace {

namespace fs = std::filesystem;

TEST(WholeFile, HasEveryByte) {
  const fs::path file = fs::temp_directory_path() / ("whole_file_test_" + std::to_string(::getpid()));
  const std::string bytes{"a\r\n\0\xFF", 5};
  std::ofstream(file, std::ios::binary) << bytes;
  EXPECT_EQ(whole_file(file), bytes);
  std::ofstream(file, std::ios::binary | std::ios::trunc).flush();
  EXPECT_EQ(whole_file(file), "") << "an empty file is a file";
  fs::remove(file);
  EXPECT_EQ(whole_file(file), std::nullopt);
}

TEST(WholeFile, FolderIsNoFile) { EXPECT_EQ(whole_file(fs::temp_directory_path()), std::nullopt); }

}  // namespace
}  // namespace smarttag
