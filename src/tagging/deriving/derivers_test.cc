#include "tagging/deriving/derivers.h"

#include <gtest/gtest.h>

namespace smarttag::tagging {
namespace {

using facts::kind_of;
using facts::kinds_of;

Result<void> nothing(const DeriverInput& /*input*/, const FactSink& /*sink*/) { return {}; }

std::string order_of(const std::vector<Deriver>& table, KindSet wanted) {
  const auto planned = plan(table, wanted);
  if (!planned) return planned.error().client.text;
  std::string names;
  for (const auto* deriver : *planned) names += deriver->name;
  return names;
}

// c needs what b gives, and b what a gives; d is for itself.
const std::vector<Deriver> kTable{
    {"c", kinds_of<facts::Object>(), {}, kinds_of<facts::TextLine>(), nothing, 0},
    {"d", kinds_of<facts::Face>(), {}, kinds_of<facts::Identity>(), nothing, 0},
    {"a", kinds_of<facts::Speech>(), {}, kinds_of<facts::PictureClass>(), nothing, 0},
    {"b", kinds_of<facts::PictureClass>(), {}, kinds_of<facts::Object>(), nothing, 0},
};

TEST(Derivers, EachRunsBehindWhatItNeeds) {
  EXPECT_EQ(order_of(kTable, {kind_of<facts::TextLine>()}), "abc");
  EXPECT_EQ(order_of(kTable, {kind_of<facts::Object>(), kind_of<facts::Identity>()}), "dab");
}

TEST(Derivers, WhatNobodyWantsDoesNotRun) {
  EXPECT_EQ(order_of(kTable, {kind_of<facts::Speech>()}), "");
  EXPECT_EQ(order_of(kTable, {}), "");
}

TEST(Derivers, WhatTheyNeedIsWantedToo) {
  KindSet wanted{kind_of<facts::Object>()};
  ASSERT_TRUE(plan(kTable, wanted));
  EXPECT_TRUE(wanted.contains(kind_of<facts::Speech>()));
  EXPECT_FALSE(wanted.contains(kind_of<facts::Face>()));
}

TEST(Derivers, WhatTheyTakeIsWaitedForButNotWanted) {
  const std::vector<Deriver> table{
      {"a", kinds_of<facts::Speech>(), kinds_of<facts::Object>(), kinds_of<facts::TextLine>(), nothing, 0},
      {"b", kinds_of<facts::Face>(), {}, kinds_of<facts::Object>(), nothing, 0}};
  EXPECT_EQ(order_of(table, {kind_of<facts::TextLine>()}), "a");
  EXPECT_EQ(order_of(table, {kind_of<facts::TextLine>(), kind_of<facts::Object>()}), "ba");
}

TEST(Derivers, ACircleIsAnError) {
  const std::vector<Deriver> circle{
      {"a", kinds_of<facts::Object>(), {}, kinds_of<facts::TextLine>(), nothing, 0},
      {"b", kinds_of<facts::TextLine>(), {}, kinds_of<facts::Object>(), nothing, 0}};
  EXPECT_NE(order_of(circle, {kind_of<facts::Object>()}).find("circle"), std::string::npos);
}

TEST(Derivers, TheTableOfTheProgramCanBePlanned) {
  KindSet all;
  for (facts::Kind kind = 0; kind < facts::kKinds; ++kind) all.insert(kind);
  const auto planned = plan(derivers(), all);
  ASSERT_TRUE(planned);
  EXPECT_EQ(planned->size(), derivers().size());
}

}  // namespace
}  // namespace smarttag::tagging
