// "Where a change goes" of docs/architecture.md, held to its word: a deriver and a label are each one file
// (testing/) and one row, and nothing else of the main line is touched for them.
#include <unistd.h>

#include <cstdio>

#include <gtest/gtest.h>

#include "base/paths.h"
#include "inference/engine.h"
#include "tagging/deriving/taxonomy.h"
#include "tagging/result_kinds.h"
#include "tagging/testing/sample_deriver.h"
#include "tagging/testing/sample_label.h"

namespace smarttag::tagging {
namespace {

using facts::kinds_of;

std::vector<Deriver> derivers_and_one_more() {
  std::vector<Deriver> table(derivers().begin(), derivers().end());
  table.push_back(
      {"sample-many", kinds_of<facts::Object>(), {}, kinds_of<facts::PictureClass>(), testing::find_many, 0});
  return table;
}

std::vector<ResultKind> results_and_one_more() {
  std::vector<ResultKind> table(result_kinds().begin(), result_kinds().end());
  table.push_back({"SampleLabel",
                   kinds_of<facts::PictureClass>(),
                   true,
                   false,
                   false,
                   {"sample"},
                   testing::write_sample_label});
  return table;
}

TimedFact object(const std::string& label, double from) {
  TimedFact fact;
  fact.from = from;
  fact.to = from + 1;
  fact.of = facts::Object{label, 0, {}};
  return fact;
}

class WhereAChangeGoes : public ::testing::Test {
 protected:
  WhereAChangeGoes() {
    spec_.types = {"SampleLabel"};
    spec_.label_version = "sample";
    media_.type = media::MediaInfo::Type::kVideo;
  }
  ~WhereAChangeGoes() override { std::fclose(file_); }

  // What stands in the output.
  std::string text(const Written& written) const {
    std::string text(static_cast<std::size_t>(written.size), ' ');
    EXPECT_EQ(::pread(::fileno(file_), text.data(), text.size(), written.offset), written.size);
    return text;
  }

  const std::vector<Deriver> derivers_ = derivers_and_one_more();
  const std::vector<ResultKind> kinds_ = results_and_one_more();
  JobSpec spec_;
  media::MediaInfo media_;
  std::FILE* file_ = std::tmpfile();
};

TEST_F(WhereAChangeGoes, ALabelSaysWhatMustRunForIt) {
  const auto wanted = wanted_kinds(kinds_, spec_, media_.type).value();
  ASSERT_EQ(wanted.size(), 1U);
  EXPECT_FALSE(wanted_kinds(kinds_, spec_, media::MediaInfo::Type::kAudio));
  auto needed = facts_for(wanted, spec_);
  const auto planned = plan(derivers_, needed);
  ASSERT_TRUE(planned);
  ASSERT_EQ(planned->size(), 1U) << "no other deriver runs for it";
  EXPECT_EQ(planned->front()->name, "sample-many");
  EXPECT_TRUE(needed.contains(facts::kind_of<facts::Object>())) << "objects are looked for";
  EXPECT_FALSE(needed.contains(facts::kind_of<facts::Speech>())) << "nothing is listened to";
}

TEST_F(WhereAChangeGoes, FromFactsToTheResult) {
  const auto engine = inference::Engine::create({});
  ASSERT_TRUE(engine) << engine.error().client.text;
  facts::FactLog log(-1);
  for (const double at : {1., 2., 3.}) ASSERT_TRUE(log.add(object("sheep", at)));
  ASSERT_TRUE(log.add(object("dog", 2)));
  const auto wanted = wanted_kinds(kinds_, spec_, media_.type).value();
  auto needed = facts_for(wanted, spec_);
  const auto planned = plan(derivers_, needed).value();
  const auto taxonomy = Taxonomy::read(home_folder() / "data/tags.tsv");
  ASSERT_TRUE(derive(planned, log, {media_, **engine, *taxonomy, spec_, {}, {}}));
  Output output(::fileno(file_));
  ASSERT_TRUE(build(wanted, {log, media_, spec_, 0, 0}, output));
  ASSERT_EQ(output.written().size(), 1U);
  EXPECT_EQ(output.written()[0].name, "SampleLabel");
  EXPECT_EQ(text(output.written()[0]), R"({"names":["many sheep"]})");
}

TEST_F(WhereAChangeGoes, WhatTheRowDoesNotNameCannotBeRead) {
  facts::FactLog log(-1);
  ResultKind row = kinds_.back();
  row.uses = kinds_of<facts::Speech>();
  Output output(::fileno(file_));
  const auto built = build({&row}, {log, media_, spec_, 0, 0}, output);
  ASSERT_FALSE(built);
  EXPECT_EQ(built.error().kind, ErrorKind::kInternal);
}

}  // namespace
}  // namespace smarttag::tagging
