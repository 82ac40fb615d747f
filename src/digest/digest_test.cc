#include "digest/digest.h"

#include <gtest/gtest.h>

namespace smarttag::digest {
namespace {

// RFC 4231 test case 2, RFC 2202 test case 2, RFC 1321 appendix A.5, FIPS 180-4's "abc".
TEST(Digest, GivesTheVectorsOfTheStandards) {
  EXPECT_EQ(upper_hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843");
  EXPECT_EQ(upper_hex(hmac_sha1("Jefe", "what do ya want for nothing?")),
            "EFFCDF6AE5EB2FA2D27416D5F184DF9C259A7C79");
  EXPECT_EQ(upper_hex(md5("abc")), "900150983CD24FB0D6963F7D28E17F72");
  EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

// RFC 4648 section 10.
TEST(Digest, WritesBase64) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foob"), "Zm9vYg==");
}

TEST(Digest, ReadsBase64) {
  EXPECT_EQ(from_base64("Zm9vYg=="), "foob");
  EXPECT_EQ(from_base64("Zm8="), "fo");
  EXPECT_EQ(from_base64(""), "");
  EXPECT_EQ(from_base64("AAAA"), std::string(3, '\0'));
}

TEST(Digest, RefusesWhatIsNoBase64) {
  for (const auto* text : {"Z", "Zg=", "Zg", "Z!==", " Zg==", "Zh==", "Zg==Zg==", "===="})
    EXPECT_EQ(from_base64(text), std::nullopt) << text;
}

TEST(Digest, ComparesWholeTexts) {
  EXPECT_TRUE(same("abc", "abc"));
  EXPECT_FALSE(same("abc", "abd"));
  EXPECT_FALSE(same("abc", "abcd"));
  EXPECT_FALSE(same("abc", ""));
}

TEST(Digest, PiecesGiveTheSumOfTheWhole) {
  Sha256 sum;
  EXPECT_EQ(sum.hex(), hex_sha256("")) << "of nothing";
  sum.add("a");
  sum.add("");
  sum.add("bc");
  EXPECT_EQ(sum.hex(), hex_sha256("abc"));
  sum.add("x");
  EXPECT_EQ(sum.hex(), hex_sha256("x")) << "it began anew";
}

}  // namespace
}  // namespace smarttag::digest
