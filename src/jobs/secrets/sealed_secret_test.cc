#include "jobs/secrets/sealed_secret.h"

#include <sys/stat.h>

#include <fstream>

#include "jobs/testing/temporary_folder.h"

namespace smarttag::jobs {
namespace {

class SealedSecret : public ::testing::Test {
 protected:
  SecretBox box(const std::string& name = "server.key") {
    auto opened = SecretBox::open(folder_.path() / name, true);
    EXPECT_TRUE(opened);
    return *opened;
  }
  std::filesystem::path key_file() const { return folder_.path() / "server.key"; }

  testing::TemporaryFolder folder_;
};

TEST_F(SealedSecret, ComesBackOverARestart) {
  const auto sealed = box().seal("secret", "key id");
  EXPECT_EQ(box().unseal(sealed, "key id").value(), "secret");
  EXPECT_EQ(box().unseal(box().seal("", "n"), "n").value(), "");
}

TEST_F(SealedSecret, IsSealedAnewEachTime) {
  const auto both = box();
  EXPECT_NE(both.seal("secret", "n"), both.seal("secret", "n"));
}

TEST_F(SealedSecret, DoesNotOpenUnderAnotherName) {
  EXPECT_FALSE(box().unseal(box().seal("secret", "mine"), "yours"));
}

TEST_F(SealedSecret, DoesNotOpenWithAnotherKey) {
  const auto opened = box("other.key").unseal(box().seal("secret", "n"), "n");
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, ErrorKind::kStoreFailed);
}

TEST_F(SealedSecret, DoesNotOpenWhenAnyByteWasAlteredOrCut) {
  const auto mine = box();
  const auto sealed = mine.seal("secret", "n");
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    auto altered = sealed;
    altered.at(at) ^= 1;
    EXPECT_FALSE(mine.unseal(altered, "n")) << at;
    EXPECT_FALSE(mine.unseal({sealed.data(), at}, "n")) << at;
  }
}

TEST_F(SealedSecret, DerivesKeysThatDifferByPurposeAndByKey) {
  const auto mine = box();
  EXPECT_EQ(mine.derived("links").size(), 32u);
  EXPECT_EQ(mine.derived("links"), box().derived("links"));
  EXPECT_NE(mine.derived("links"), mine.derived("link"));
  EXPECT_NE(mine.derived("links"), box("other.key").derived("links"));
}

TEST_F(SealedSecret, KeyIsItsOwnersAlone) {
  box();
  struct stat about {};
  ASSERT_EQ(stat(key_file().c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600u);
  EXPECT_EQ(about.st_size, 32);
  ASSERT_EQ(chmod(key_file().c_str(), 0644), 0);
  const auto opened = SecretBox::open(key_file(), false);
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().client.text.find("600"), std::string::npos);
}

TEST_F(SealedSecret, KeyIsNotMadeWhereItMustBeThere) {
  const auto opened = SecretBox::open(key_file(), false);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, ErrorKind::kStoreFailed);
  EXPECT_FALSE(std::filesystem::exists(key_file()));
}

TEST_F(SealedSecret, KeyOfAWrongSizeIsRefused) {
  for (const std::size_t size : {0u, 31u, 33u}) {
    std::ofstream(key_file(), std::ios::trunc) << std::string(size, 'k');
    ASSERT_EQ(chmod(key_file().c_str(), 0600), 0);
    EXPECT_FALSE(SecretBox::open(key_file(), true)) << size;
  }
}

TEST_F(SealedSecret, KeyThatCannotBeMadeIsSaidSo) {
  const auto opened = SecretBox::open(folder_.path() / "missing" / "server.key", true);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, ErrorKind::kStoreFailed);
  EXPECT_EQ(opened.error().client.text.find(folder_.path().string()), std::string::npos);
}

}  // namespace
}  // namespace smarttag::jobs
