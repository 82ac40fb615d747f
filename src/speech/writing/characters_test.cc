#include "speech/writing/characters.h"

#include <gtest/gtest.h>

namespace smarttag::speech {
namespace {

TEST(Characters, EndsOfSentencesAndPauses) {
  EXPECT_TRUE(ends_sentence(U'。') && ends_sentence(U'.') && ends_sentence(U'？'));
  EXPECT_FALSE(ends_sentence(U','));
  EXPECT_TRUE(is_pause_mark(U',') && is_pause_mark(U'、') && is_pause_mark(U'!'));
}

}  // namespace
}  // namespace smarttag::speech
