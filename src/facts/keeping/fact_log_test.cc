#include "facts/keeping/fact_log.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <random>

#include <gtest/gtest.h>

#include "facts/keeping/fact_file.h"

namespace smarttag::facts {
namespace {

class FactLogTest : public ::testing::Test {
 protected:
  FactLogTest() : scratch_(std::tmpfile()), file_(std::tmpfile()) {}
  ~FactLogTest() override {
    std::fclose(scratch_);
    std::fclose(file_);
  }
  int scratch() const { return ::fileno(scratch_); }
  int file() const { return ::fileno(file_); }
  void rewind_file() const { ASSERT_EQ(::lseek(file(), 0, SEEK_SET), 0); }

  std::FILE* scratch_;
  std::FILE* file_;
};

TimedFact line(double from, const std::string& text) {
  return {from, from + 1, 0.9F, "ocr", TextLine{text, {}}, {}};
}

TEST_F(FactLogTest, FactsComeInOrderOfTimeAndOfAdding) {
  for (const std::size_t memory :
       {std::size_t{1} << 20, std::size_t{200}}) {  // without and with runs on disk
    FactLog log(scratch(), memory);
    for (const auto& [from, text] : std::vector<std::pair<double, std::string>>{
             {5, "a"}, {1, "b"}, {5, "c"}, {0, "d"}, {1, "e"}, {5, "f"}, {9, "g"}, {0.5, "h"}})
      ASSERT_TRUE(log.add(line(from, text)));
    ASSERT_TRUE(log.add({2, 3, 1, "asr", Speech{"said", "en"}, {}}));
    const auto lines = all_of(*log.stream(kind_of<TextLine>()));
    ASSERT_TRUE(lines);
    std::string order;
    for (const auto& fact : *lines) order += what(fact);
    EXPECT_EQ(order, "dhbeacfg");
    EXPECT_EQ(log.count(kind_of<TextLine>()), 8U);
    const auto both = all_of(*log.stream({kind_of<TextLine>(), kind_of<Speech>()}));
    ASSERT_TRUE(both);
    EXPECT_EQ(what(both->at(4)), "said");
    EXPECT_TRUE(all_of(*log.stream(kind_of<Face>()))->empty());
  }
}

TEST_F(FactLogTest, ManyRunsMergeIntoOneOrder) {
  FactLog log(scratch(), 4096);
  std::mt19937 random(7);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same order every time
  for (int i = 0; i < 5000; ++i)
    ASSERT_TRUE(log.add(line(static_cast<double>(random() % 1000), std::string(random() % 300, 'x'))));
  const auto lines = all_of(*log.stream(kind_of<TextLine>()));
  ASSERT_TRUE(lines);
  ASSERT_EQ(lines->size(), 5000U);
  EXPECT_TRUE(std::is_sorted(lines->begin(), lines->end(),
                             [](const TimedFact& a, const TimedFact& b) { return a.from < b.from; }));
}

TEST_F(FactLogTest, ScratchFileThatCannotBeWrittenIsAnError) {
  const int full = ::open("/dev/full", O_RDWR | O_CLOEXEC);
  FactLog log(full, 10);
  const auto added = log.add(line(0, "text"));
  ::close(full);
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().kind, ErrorKind::kOutputFailed);
}

TEST_F(FactLogTest, KeptFileGivesBackHeaderAndFacts) {
  FactLog log(scratch());
  ASSERT_TRUE(log.add(line(2, "second")));
  ASSERT_TRUE(log.add(line(1, "first")));
  ASSERT_TRUE(write_facts(file(), R"({"media":1})", *log.stream(kind_of<TextLine>())));
  rewind_file();
  auto kept = read_facts(file());
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->about, R"({"media":1})");
  const auto lines = all_of(*kept->facts);
  ASSERT_TRUE(lines);
  ASSERT_EQ(lines->size(), 2U);
  EXPECT_EQ(lines->at(0), line(1, "first"));
}

TEST_F(FactLogTest, TruncatedKeptFileIsAnErrorNotAShorterOne) {
  FactLog log(scratch());
  std::mt19937 random(7);  // NOLINT(cert-msc32-c,cert-msc51-cpp)
  for (int i = 0; i < 2000; ++i) ASSERT_TRUE(log.add(line(i, std::to_string(random()))));
  ASSERT_TRUE(write_facts(file(), "{}", *log.stream(kind_of<TextLine>())));
  ASSERT_EQ(::ftruncate(file(), ::lseek(file(), 0, SEEK_END) / 2), 0);
  rewind_file();
  auto kept = read_facts(file());
  ASSERT_TRUE(kept);
  const auto lines = all_of(*kept->facts);
  ASSERT_FALSE(lines);
  EXPECT_EQ(lines.error().kind, ErrorKind::kInputUnreadable);
}

TEST_F(FactLogTest, RefusesAFileThatHoldsNoFacts) {
  ASSERT_EQ(::write(file(), "not facts", 9), 9);
  rewind_file();
  const auto kept = read_facts(file());
  ASSERT_FALSE(kept);
  EXPECT_EQ(kept.error().kind, ErrorKind::kInputUnreadable);
}

}  // namespace
}  // namespace smarttag::facts
