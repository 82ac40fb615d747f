#include "inference/checksum.h"

#include <fstream>

#include <gtest/gtest.h>

#include "digest/digest.h"

namespace smarttag::inference {
namespace {

std::filesystem::path file_of(const std::string& name, const std::string& text) {
  auto path = std::filesystem::path(testing::TempDir()) / (name + std::to_string(getpid()));
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

// The vectors of FIPS 180-4's examples: "abc" and a million times "a", which is more than one piece that is
// read.
TEST(Checksum, KnownVectors) {
  const auto file = file_of("million", std::string(1000000, 'a'));
  EXPECT_EQ(sha256_of_file(file).value(), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Checksum, AFileThatEndsWithItsPieceIsReadOnce) {
  const std::string text(std::size_t{2} << 20U, '\0');
  EXPECT_EQ(sha256_of_file(file_of("pieces", text)).value(), digest::hex_sha256(text));
}

TEST(Checksum, AnEmptyFileHasASum) {
  EXPECT_EQ(sha256_of_file(file_of("empty", "")).value(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Checksum, WhatCannotBeReadIsAnError) {
  for (const std::filesystem::path path : {testing::TempDir() + "no-such-file", testing::TempDir()}) {
    const auto sum = sha256_of_file(path);
    ASSERT_FALSE(sum) << path;
    EXPECT_EQ(sum.error().kind, ErrorKind::kInputUnreadable);
  }
}

}  // namespace
}  // namespace smarttag::inference
