#include "tagging/building/build_ocr.h"

#include <unistd.h>

#include <cstdio>

#include <gtest/gtest.h>

#include "digest/digest.h"
#include "facts/keeping/fact_log.h"
#include "results/ocr.h"

namespace smarttag::tagging {
namespace {

TimedFact line(std::string text, std::vector<double> times, float top) {
  facts::TextLine of{std::move(text), {}};
  for (const double t : times) of.sightings.push_back({t, {0, top, 100, top + 20}, 0.9F});
  return {times.front(), times.back(), 0.9F, "ocr", std::move(of), {}};
}

// The OCR result over these facts, as it stands in the output.
std::string ocr_of(const std::vector<TimedFact>& facts) {
  facts::FactLog log(-1);
  for (const auto& fact : facts) EXPECT_TRUE(log.add(fact));
  const facts::FactView view(log, facts::kinds_of<facts::TextLine>());
  const media::MediaInfo media;
  const JobSpec spec;
  std::FILE* file = std::tmpfile();
  Output output(::fileno(file));
  EXPECT_TRUE(write_ocr({media, view, spec, 0, 0}, output));
  const auto& written = output.written().at(0);
  EXPECT_EQ(written.name, "OCR");
  EXPECT_EQ(written.offset, 0);
  std::string text(static_cast<std::size_t>(written.size), ' ');
  EXPECT_EQ(::pread(::fileno(file), text.data(), text.size(), 0), written.size);
  EXPECT_EQ(written.sha256, digest::hex_sha256(text));
  std::fclose(file);
  return text;
}

results::Ocr parsed(const std::vector<TimedFact>& facts) {
  return results::read<results::Ocr>(ocr_of(facts)).value();
}

TEST(BuildOcr, TextIsListedFrameByFrameFromTopToBottom) {
  const auto ocr = parsed({line("below", {1.0, 1.5}, 300), line("above", {1.5, 2.0}, 100)});
  ASSERT_EQ(ocr.details.size(), 3U);
  EXPECT_DOUBLE_EQ(ocr.details[1].timestamp, 1.5);
  ASSERT_EQ(ocr.details[1].info.size(), 2U);
  EXPECT_EQ(ocr.details[1].info[0].content, "above");
  EXPECT_EQ(ocr.details[2].info.size(), 1U);
}

// As of columns, or of a page that lies upside down: the place of a line does not tell.
TEST(BuildOcr, LinesThatCameTogetherKeepTheOrderInWhichTheyWereRead) {
  const auto ocr = parsed({line("first", {0}, 300), line("second", {0}, 200), line("third", {0}, 250)});
  ASSERT_EQ(ocr.details.size(), 1U);
  std::vector<std::string> read;
  for (const auto& one : ocr.details[0].info) read.push_back(one.content);
  EXPECT_EQ(read, (std::vector<std::string>{"first", "second", "third"}));
}

TEST(BuildOcr, ALineThatGoesOnIsToldInEveryFrameAmidShortOnes) {
  std::vector<double> all;
  std::vector<TimedFact> facts;
  for (int i = 0; i < 100; ++i) all.push_back(i * 0.5);
  for (int i = 0; i < 100; ++i) facts.push_back(line("short " + std::to_string(i), {i * 0.5}, 10));
  facts.push_back(line("lasting", all, 500));
  const auto ocr = parsed(facts);
  ASSERT_EQ(ocr.details.size(), 100U);
  for (std::size_t i = 0; i < 100; ++i) {
    ASSERT_EQ(ocr.details[i].info.size(), 2U);
    EXPECT_EQ(ocr.details[i].info[0].content, "short " + std::to_string(i));
    EXPECT_EQ(ocr.details[i].info[1].content, "lasting");
  }
}

TEST(BuildOcr, NoTextIsAnEmptyListNotAMissingOne) { EXPECT_EQ(ocr_of({}), R"({"details":[]})"); }

}  // namespace
}  // namespace smarttag::tagging
