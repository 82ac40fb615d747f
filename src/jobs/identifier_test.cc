#include "jobs/identifier.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "jobs/job.h"

namespace smarttag::jobs {
namespace {

TEST(Identifier, IdsAreHexDigitsAndDiffer) {
  std::set<std::string> ids;
  for (int i = 0; i < 1000; ++i) ids.insert(random_id());
  EXPECT_EQ(ids.size(), 1000u);
  for (const auto& id : ids) {
    EXPECT_EQ(id.size(), 32u);
    EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos) << id;
  }
}

TEST(Identifier, TextsUseTheirWholeAlphabetAlike) {
  // 200 is not a divisor of 256: without care the first 56 letters would come twice as often.
  std::string alphabet;
  for (int letter = 0; letter < 200; ++letter) alphabet += static_cast<char>(letter);
  const std::string text = random_text(200'000, alphabet);
  ASSERT_EQ(text.size(), 200'000u);
  std::map<char, int> seen;
  for (const char letter : text) ++seen[letter];
  EXPECT_EQ(seen.size(), 200u);
  for (const auto& [letter, count] : seen) {  // 1000 expected, deviation 32
    EXPECT_GT(count, 750) << static_cast<int>(letter);
    EXPECT_LT(count, 1250) << static_cast<int>(letter);
  }
}

TEST(Identifier, LeasesAreAboveZero) {
  for (int i = 0; i < 1000; ++i) EXPECT_GT(random_lease(), 0);
}

TEST(JobState, NamesGoThereAndBack) {
  for (const auto state : {JobState::kSubmitted, JobState::kProcessing, JobState::kSuccess, JobState::kFail})
    EXPECT_EQ(job_state_named(name_of(state)), state);
  EXPECT_EQ(name_of(JobState::kFail), "Fail");
  EXPECT_FALSE(job_state_named("Failed"));
  EXPECT_FALSE(job_state_named("success"));
}

}  // namespace
}  // namespace smarttag::jobs
