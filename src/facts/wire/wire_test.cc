#include "facts/wire/wire.h"

#include <gtest/gtest.h>

#include "facts.pb.h"

namespace smarttag::facts {
namespace {

const std::vector<Sighting> kSeen{{0.04, {1, 2, 30.5F, 40}, 0.9F}, {0.54, {2, 3, 31, 41}, 0.7F}};

std::vector<TimedFact> one_of_each_kind() {
  return {
      {0.1, 2.25, 0.9F, "face", Face{"person-1", 1, kSeen, {0.6F, 0.8F}}, {}},
      {1, 2, 0.5F, "object", Object{"car", 3, kSeen}, {}},
      {1, 2, 0.5F, "scene", PictureClass{"church"}, {}},
      {1, 2, 0.5F, "ocr", TextLine{"晚间新闻", kSeen}, {}},
      {1,
       2,
       0.5F,
       "asr",
       Speech{"Hello world.", "en", {{"Hello", 1, 1.5, 0.9F}, {" world.", 1.5, 2, 0.8F}}, "speaker-1", 1},
       {}},
      {0, 9, 0.7F, "known-persons", Identity{1, "Ada", "lib", "id-ada", {4, 7}}, {}},
      {2, 6, 0.6F, "tags", Tag{"Object", "car", "object:car 0.60", true, 0}, {}},
      {2, 6, 0.6F, "shots", Shot{"fade", 0.8}, {}},
      {3, 3, 1, "stills", Still{4, std::string("\xff\xd8\0\xd9", 4)}, {}},
      {1, 2, 0.8F, "library", Known{"Logo", "Acme", "lib", "id-acme", kSeen}, {}},
      {1, 2.5, 0.8F, "speakers", Turn{"speaker-2", 1}, {}},
      {3.5, 5.25, 0.9F, "sound", Sound{"dog"}, {}},
      {1, 2, 0.9F, "image-text", Described{"Scene", "office", "a photo of an office", "lib", "id", true}, {}},
      {1, 2, 0.9F, "emotion", Emotion{"happy", kSeen}, {}}};
}

TEST(FactsWire, EveryKindComesBackAsItWas) {
  ASSERT_EQ(one_of_each_kind().size() + 1, std::variant_size_v<Payload>) << "a kind has no example here";
  for (const auto& fact : one_of_each_kind()) {
    const auto back = from_wire(to_wire(fact));
    ASSERT_TRUE(back);
    EXPECT_EQ(*back, fact);
  }
}

// What a newer version writes: a field of a payload, and a kind.
TEST(FactsWire, NewerFieldsAreKeptInTheirPlace) {
  wire::Fact newer;
  newer.mutable_face()->set_name("person-1");
  auto& payload = *newer.mutable_face();
  payload.GetReflection()->MutableUnknownFields(&payload)->AddLengthDelimited(99, "glasses");
  newer.GetReflection()->MutableUnknownFields(&newer)->AddVarint(98, 5);
  auto fact = from_wire(newer.SerializeAsString());
  ASSERT_TRUE(fact);
  std::get<Face>(fact->of).name = "person-2";

  wire::Fact again;
  ASSERT_TRUE(again.ParseFromString(to_wire(*fact)));
  EXPECT_EQ(again.face().name(), "person-2");
  const auto& kept = again.face().GetReflection()->GetUnknownFields(again.face());
  ASSERT_EQ(kept.field_count(), 1);
  EXPECT_EQ(kept.field(0).length_delimited(), "glasses");
  EXPECT_EQ(again.GetReflection()->GetUnknownFields(again).field(0).varint(), 5U);
}

TEST(FactsWire, AKindOfANewerVersionIsKeptWhole) {
  wire::Fact newer;
  newer.set_from(3);
  newer.GetReflection()->MutableUnknownFields(&newer)->AddLengthDelimited(77, "a kind of tomorrow");
  const auto fact = from_wire(newer.SerializeAsString());
  ASSERT_TRUE(fact);
  EXPECT_NE(fact->as<Unknown>(), nullptr);
  EXPECT_EQ(fact->from, 3);
  EXPECT_EQ(to_wire(*fact), newer.SerializeAsString());
}

TEST(FactsWire, RefusesListsOfUnequalLength) {
  wire::Fact fact;
  fact.mutable_object()->mutable_sightings()->add_time(1);
  const auto read = from_wire(fact.SerializeAsString());
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::kInputUnreadable);
}

TEST(FactsWire, RefusesBytesThatAreNoFact) {
  const auto read = from_wire("\xff\xff\xff");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::kInputUnreadable);
}

}  // namespace
}  // namespace smarttag::facts
