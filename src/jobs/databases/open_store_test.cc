#include "jobs/databases/open_store.h"

#include <gtest/gtest.h>

#include "jobs/testing/temporary_folder.h"

namespace smarttag::jobs {
namespace {

Error refusal(const std::string& url) {
  const auto opened = open_store({url});
  return opened ? Error{ErrorKind::kInternal, {"it opened"}} : opened.error();
}

TEST(OpenStore, OpensSqliteInItsFolder) {
  const testing::TemporaryFolder folder;
  const auto place = folder.path() / "with space" / "data";
  const auto store = open_store({"sqlite:" + place.string()});
  ASSERT_TRUE(store) << store.error().client.text;
  EXPECT_TRUE((*store)->accounts().create_user("ada", "[]"));
  EXPECT_TRUE(std::filesystem::exists(place / "smarttag.db"));
}

TEST(OpenStore, RefusesUnknownKindsWithoutTellingPasswords) {
  for (const auto* url : {"mysql://ada:sesame@host/db", "/srv/data", "", ":", "SQLITE:/srv"}) {
    const auto error = refusal(url);
    EXPECT_EQ(error.kind, ErrorKind::kUsage) << url;
    EXPECT_NE(error.client.text.find("sqlite:FOLDER"), std::string::npos) << error.client.text;
    EXPECT_EQ((error.client.text + error.log.text).find("sesame"), std::string::npos);
  }
}

TEST(OpenStore, RefusesSqliteWithoutAFolder) { EXPECT_EQ(refusal("sqlite:").kind, ErrorKind::kUsage); }

}  // namespace
}  // namespace smarttag::jobs
