#include "base/error.h"

#include <gtest/gtest.h>

namespace smarttag {
namespace {

TEST(Error, NamesGoThereAndBack) {
  EXPECT_EQ(kind_named(row(ErrorKind::kInputRefused).name), ErrorKind::kInputRefused);
  EXPECT_EQ(kind_named("no such name"), ErrorKind::kInternal);
}

TEST(Error, ExitCodesOfTheCommandLine) {
  EXPECT_EQ(row(ErrorKind::kUsage).exit_code, 2);
  EXPECT_EQ(row(ErrorKind::kInputTooLarge).exit_code, 3);
  EXPECT_EQ(row(ErrorKind::kAnalysisCrashed).exit_code, 4);
  EXPECT_EQ(row(ErrorKind::kInterrupted).exit_code, 130);
}

TEST(Error, ClientAndLogTextsAreKeptApart) {
  const Result<int> r = fail(ErrorKind::kInputMissing, "No such file.", "open: ENOENT");
  ASSERT_FALSE(r);
  EXPECT_EQ(r.error().client.text, "No such file.");
  EXPECT_EQ(r.error().log.text, "open: ENOENT");
}

}  // namespace
}  // namespace smarttag
