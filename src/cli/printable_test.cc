#include "cli/printable.h"

#include <gtest/gtest.h>

namespace smarttag::cli {
namespace {

TEST(Printable, WordsOfAllScriptsStay) {
  EXPECT_EQ(printable("Ada — 阿达 \\ é"), "Ada — 阿达 \\ é");
  EXPECT_EQ(printable(""), "");
}

TEST(Printable, NothingSteersTheTerminal) {
  EXPECT_EQ(printable("a\x1b[2Jb\nc\x7f"), "a\\x1b[2Jb\\x0ac\\x7f");
  EXPECT_EQ(printable("a\xc2\x9b"
                      "31mb"),
            "a\\x9b31mb");
  EXPECT_EQ(printable("a\xe2\x80\xae"
                      "b\xe2\x81\xa9"),
            "a\\u202eb\\u2069");
  EXPECT_EQ(printable("cut \xe2\x80"), "cut \xe2\x80");
}

}  // namespace
}  // namespace smarttag::cli
