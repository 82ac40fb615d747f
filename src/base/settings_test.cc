#include "base/settings.h"

#include <array>
#include <cstdlib>
#include <fstream>

#include <unistd.h>

#include <gtest/gtest.h>

namespace smarttag {
namespace {

std::filesystem::path file_with(const std::string& text) {
  // Of this process alone: the tests of this file may run at the same time.
  auto path =
      std::filesystem::path(testing::TempDir()) / ("settings_test_" + std::to_string(::getpid()) + ".toml");
  std::ofstream(path) << text;
  return path;
}

TEST(Settings, EveryDefaultFitsItsOwnType) {
  for (const auto& spec : setting_table()) EXPECT_TRUE(Settings().set(spec.name, spec.fallback)) << spec.name;
}

TEST(Settings, SizesAndTimesTakeUnits) {
  Settings s;
  ASSERT_TRUE(s.set("max-bytes", "2MiB"));
  ASSERT_TRUE(s.set("max-duration", "1.5m"));
  EXPECT_EQ(s.integer("max-bytes"), 2097152);
  EXPECT_DOUBLE_EQ(s.real("max-duration"), 90);
}

TEST(Settings, RefusesWhatDoesNotFit) {
  Settings s;
  for (const auto& [name, value] : std::map<std::string, std::string>{{"precision", "f16"},
                                                                      {"threads", "-1"},
                                                                      {"threads", "two"},
                                                                      {"max-bytes", "5 parsecs"},
                                                                      {"max-duration", "nan"},
                                                                      {"sample-rate", ""}}) {
    const auto done = s.set(name, value);
    ASSERT_FALSE(done) << name << " " << value;
    EXPECT_EQ(done.error().kind, ErrorKind::kUsage);
  }
}

TEST(Settings, EveryNumberHasALeastAndAGreatestValueAndRefusesWhatIsBeyond) {
  for (const auto& spec : setting_table()) {
    if (spec.type == SettingType::kText || spec.type == SettingType::kBoolean ||
        spec.type == SettingType::kChoice)
      continue;
    const auto dots = spec.choices.find("..");
    ASSERT_NE(dots, std::string_view::npos) << spec.name << " has no range";
    for (const auto end : {spec.choices.substr(0, dots), spec.choices.substr(dots + 2)})
      EXPECT_TRUE(Settings().set(spec.name, end)) << spec.name << " " << end;
    for (const char* beyond : {"-1", "1000000000000000000000", "9e300", "nan", "inf"})
      EXPECT_FALSE(Settings().set(spec.name, beyond)) << spec.name << " " << beyond;
  }
}

TEST(Settings, AValueOutsideIsRefusedWithTheRange) {
  for (const auto& [name, value, range] : {std::array{"workers", "100000", "from 1 to 256"},
                                           {"workers", "0", "from 1 to 256"},
                                           {"lease", "0", "from 1s to 1h"},
                                           {"sample-rate", "1000", "from 0.01 to 60"},
                                           {"max-request", "2GiB", "from 64KiB to 1GiB"}}) {
    const auto done = Settings().set(name, value);
    ASSERT_FALSE(done) << name << " " << value;
    EXPECT_EQ(done.error().kind, ErrorKind::kUsage);
    EXPECT_NE(done.error().client.text.find(range), std::string::npos) << done.error().client.text;
  }
}

TEST(Settings, UnknownKeyInAFileIsAnErrorWithItsLine) {
  Settings s;
  const auto done = s.read_file(file_with("threads = 2\nthreats = 3\n"));
  ASSERT_FALSE(done);
  EXPECT_NE(done.error().client.text.find("line 2"), std::string::npos) << done.error().client.text;
  EXPECT_NE(done.error().client.text.find("threats"), std::string::npos);
}

TEST(Settings, AFileMayWriteNumbersOrTexts) {
  Settings s;
  ASSERT_TRUE(s.read_file(file_with("threads = 2\nmax-bytes = \"1GiB\"\nsample-rate = 0.5\n")));
  EXPECT_EQ(s.integer("threads"), 2);
  EXPECT_EQ(s.integer("max-bytes"), 1073741824);
  EXPECT_DOUBLE_EQ(s.real("sample-rate"), 0.5);
}

TEST(Settings, ABrokenFileNamesTheLine) {
  Settings s;
  const auto done = s.read_file(file_with("threads = \n"));
  ASSERT_FALSE(done);
  EXPECT_NE(done.error().client.text.find("line 1"), std::string::npos) << done.error().client.text;
}

TEST(Settings, UnknownVariablesAreRefused) {
  setenv("SMARTTAG_LISTN", "127.0.0.1:1", 1);
  Settings s;
  const auto done = s.read_environment();
  unsetenv("SMARTTAG_LISTN");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().client.text,
            "Unknown environment variable SMARTTAG_LISTN. See docs/settings.md for the list.");
  setenv("SMARTTAG_HOME", "/nowhere", 1);
  EXPECT_TRUE(s.read_environment()) << "the launcher's own";
  unsetenv("SMARTTAG_HOME");
}

TEST(Settings, TheEnvironmentIsReadAndChecked) {
  ASSERT_EQ(setenv("SMARTTAG_THREADS", "many", 1), 0);
  Settings s;
  const auto done = s.read_environment();
  ASSERT_EQ(unsetenv("SMARTTAG_THREADS"), 0);
  ASSERT_FALSE(done);
  EXPECT_NE(done.error().client.text.find("SMARTTAG_THREADS"), std::string::npos);
}

TEST(Settings, TravelToAnotherProcess) {
  Settings s;
  ASSERT_TRUE(s.set("precision", "f32"));
  const auto copy = Settings::from_map(s.to_map());
  ASSERT_TRUE(copy);
  EXPECT_EQ(copy->text("precision"), "f32");
}

TEST(Settings, SecretsDoNotTravel) {
  Settings s;
  ASSERT_TRUE(s.set("s3-access-key-secret", "hidden"));
  EXPECT_EQ(s.to_map().count("s3-access-key-secret"), 0U);
}

}  // namespace
}  // namespace smarttag
