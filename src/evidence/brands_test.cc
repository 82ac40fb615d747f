#include "evidence/brands.h"
#include "base/paths.h"

#include <unistd.h>

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::evidence {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

Brands shipped() {
  auto brands = Brands::read(home_folder() / "data" / "brands.tsv");
  if (!brands) throw std::runtime_error(brands.error().client.text);
  return std::move(*brands);
}

TEST(Brands, AreFoundWhateverTheCaseAndMarks) {
  const auto brands = shipped();
  EXPECT_THAT(brands.in("Coca-Cola"), ElementsAre("Coca-Cola"));
  EXPECT_THAT(brands.in("COCA COLA"), ElementsAre("Coca-Cola"));
  EXPECT_THAT(brands.in("McDonald's"), ElementsAre("McDonald's"));
}

TEST(Brands, AreFoundInChinese) { EXPECT_THAT(shipped().in("可口可乐"), ElementsAre("Coca-Cola")); }

TEST(Brands, AreWholeWords) {
  EXPECT_THAT(shipped().in("Fiats and pumas"), IsEmpty());
  EXPECT_THAT(shipped().in("unhuawei"), IsEmpty());
}

TEST(Brands, ASentenceThatSpeaksOfABrandIsNotItsMark) {
  EXPECT_THAT(shipped().in("Shares of Netflix fell by a third on Tuesday"), IsEmpty());
}

TEST(Brands, NothingIsInNothing) { EXPECT_THAT(shipped().in(""), IsEmpty()); }

TEST(Brands, ALineWithoutATabIsNamed) {
  const fs::path file = fs::temp_directory_path() / ("brands_test_" + std::to_string(::getpid()) + ".tsv");
  std::ofstream(file) << "# one\nAcme\n";
  const auto brands = Brands::read(file);
  fs::remove(file);
  ASSERT_FALSE(brands.has_value());
  EXPECT_EQ(brands.error().kind, ErrorKind::kUsage);
  EXPECT_THAT(brands.error().client.text, testing::HasSubstr("line 2"));
}

TEST(Brands, AMissingFileIsADefectOfTheInstallation) {
  const auto brands = Brands::read("/no/such/brands.tsv");
  ASSERT_FALSE(brands.has_value());
  EXPECT_EQ(brands.error().kind, ErrorKind::kInternal);
}

}  // namespace
}  // namespace smarttag::evidence
