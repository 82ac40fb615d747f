#include "facts/wire/wire.h"

#include <algorithm>

#include "facts/wire/message.h"

namespace smarttag::facts {
namespace {

void write(const std::vector<Sighting>& sightings, wire::Sightings& out) {
  const auto count = static_cast<int>(sightings.size());
  out.mutable_time()->Reserve(count);
  out.mutable_box()->Reserve(4 * count);
  out.mutable_score()->Reserve(count);
  for (const auto& s : sightings) {
    out.add_time(s.time);
    for (const float side : {s.box.left, s.box.top, s.box.right, s.box.bottom}) out.add_box(side);
    out.add_score(s.score);
  }
}

bool read(const wire::Sightings& in, std::vector<Sighting>& sightings) {
  const int count = in.time_size();
  if (in.score_size() != count || in.box_size() != 4 * count) return false;
  sightings.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i)
    sightings.push_back(
        {in.time(i), {in.box(4 * i), in.box(4 * i + 1), in.box(4 * i + 2), in.box(4 * i + 3)}, in.score(i)});
  return true;
}

// One pair of functions for each kind of fact.

void write(const Face& face, wire::Fact& out) {
  auto& to = *out.mutable_face();
  to.set_name(face.name);
  to.set_person(face.person);
  write(face.sightings, *to.mutable_sightings());
  to.mutable_vector()->Add(face.vector.begin(), face.vector.end());
}

bool read(const wire::Face& in, Face& face) {
  face = {in.name(), in.person(), {}, {in.vector().begin(), in.vector().end()}};
  return read(in.sightings(), face.sightings);
}

void write(const Object& object, wire::Fact& out) {
  auto& to = *out.mutable_object();
  to.set_label(object.label);
  to.set_track(object.track);
  write(object.sightings, *to.mutable_sightings());
}

bool read(const wire::Object& in, Object& object) {
  object = {in.label(), in.track(), {}};
  return read(in.sightings(), object.sightings);
}

void write(const PictureClass& seen, wire::Fact& out) { out.mutable_picture_class()->set_label(seen.label); }

bool read(const wire::PictureClass& in, PictureClass& seen) {
  seen = {in.label()};
  return true;
}

void write(const TextLine& line, wire::Fact& out) {
  auto& to = *out.mutable_text_line();
  to.set_text(line.text);
  write(line.sightings, *to.mutable_sightings());
}

bool read(const wire::TextLine& in, TextLine& line) {
  line = {in.text(), {}};
  return read(in.sightings(), line.sightings);
}

void write(const Speech& speech, wire::Fact& out) {
  auto& to = *out.mutable_speech();
  to.set_text(speech.text);
  to.set_language(speech.language);
  to.set_speaker(speech.speaker);
  to.set_channel(speech.channel);
  to.set_sung(speech.sung);
  for (const auto& word : speech.words) {
    auto& words = *to.mutable_words();
    words.add_text(word.text);
    words.add_from(word.from);
    words.add_to(word.to);
    words.add_probability(word.probability);
  }
}

bool read(const wire::Speech& in, Speech& speech) {
  speech = {in.text(), in.language(), {}, in.speaker(), in.channel(), in.sung()};
  const auto& words = in.words();
  const int count = words.text_size();
  if (words.from_size() != count || words.to_size() != count || words.probability_size() != count)
    return false;
  for (int i = 0; i < count; ++i)
    speech.words.push_back({words.text(i), words.from(i), words.to(i), words.probability(i)});
  return true;
}

void write(const Identity& identity, wire::Fact& out) {
  auto& to = *out.mutable_identity();
  to.set_person(identity.person);
  to.set_name(identity.name);
  to.set_library(identity.library);
  to.set_entity(identity.entity);
  to.mutable_same()->Add(identity.same.begin(), identity.same.end());
}

bool read(const wire::Identity& in, Identity& identity) {
  identity = {in.person(), in.name(), in.library(), in.entity(), {in.same().begin(), in.same().end()}};
  return true;
}

void write(const Tag& tag, wire::Fact& out) {
  auto& to = *out.mutable_tag();
  to.set_main(tag.main);
  to.set_sub(tag.sub);
  to.set_why(tag.why);
  to.set_of_library(tag.of_library);
  if (tag.track >= 0) to.set_track(tag.track);
}

bool read(const wire::Tag& in, Tag& tag) {
  tag = {in.main(), in.sub(), in.why(), in.of_library(), in.has_track() ? in.track() : -1};
  return true;
}

void write(const Shot& shot, wire::Fact& out) {
  out.mutable_shot()->set_begins(shot.begins);
  out.mutable_shot()->set_transition(shot.transition);
}

bool read(const wire::Shot& in, Shot& shot) {
  shot = {in.begins(), in.transition()};
  return true;
}

void write(const Still& still, wire::Fact& out) {
  out.mutable_still()->set_number(still.number);
  out.mutable_still()->set_jpeg(still.jpeg);
}

bool read(const wire::Still& in, Still& still) {
  still = {in.number(), in.jpeg()};
  return true;
}

void write(const Turn& turn, wire::Fact& out) {
  auto& to = *out.mutable_turn();
  to.set_speaker(turn.speaker);
  to.set_channel(turn.channel);
}

bool read(const wire::Turn& in, Turn& turn) {
  turn = {in.speaker(), in.channel()};
  return true;
}

void write(const Known& known, wire::Fact& out) {
  auto& to = *out.mutable_known();
  to.set_main(known.main);
  to.set_name(known.name);
  to.set_library(known.library);
  to.set_entity(known.entity);
  write(known.sightings, *to.mutable_sightings());
}

bool read(const wire::Known& in, Known& known) {
  known = {in.main(), in.name(), in.library(), in.entity(), {}};
  return read(in.sightings(), known.sightings);
}

void write(const Sound& sound, wire::Fact& out) { out.mutable_sound()->set_label(sound.label); }

bool read(const wire::Sound& in, Sound& sound) {
  sound = {in.label()};
  return true;
}

void write(const Described& described, wire::Fact& out) {
  auto& to = *out.mutable_described();
  to.set_main(described.main);
  to.set_name(described.name);
  to.set_sentence(described.sentence);
  to.set_library(described.library);
  to.set_entity(described.entity);
  to.set_asked(described.asked);
}

bool read(const wire::Described& in, Described& described) {
  described = {in.main(), in.name(), in.sentence(), in.library(), in.entity(), in.asked()};
  return true;
}

void write(const Unknown& /*unknown*/, wire::Fact& /*out*/) {}  // all of it is in TimedFact::newer

bool read_payload(const wire::Fact& in, Payload& of) {
  switch (in.of_case()) {
    case wire::Fact::kFace:
      return read(in.face(), of.emplace<Face>());
    case wire::Fact::kObject:
      return read(in.object(), of.emplace<Object>());
    case wire::Fact::kPictureClass:
      return read(in.picture_class(), of.emplace<PictureClass>());
    case wire::Fact::kTextLine:
      return read(in.text_line(), of.emplace<TextLine>());
    case wire::Fact::kSpeech:
      return read(in.speech(), of.emplace<Speech>());
    case wire::Fact::kIdentity:
      return read(in.identity(), of.emplace<Identity>());
    case wire::Fact::kTag:
      return read(in.tag(), of.emplace<Tag>());
    case wire::Fact::kShot:
      return read(in.shot(), of.emplace<Shot>());
    case wire::Fact::kStill:
      return read(in.still(), of.emplace<Still>());
    case wire::Fact::kTurn:
      return read(in.turn(), of.emplace<Turn>());
    case wire::Fact::kKnown:
      return read(in.known(), of.emplace<Known>());
    case wire::Fact::kSound:
      return read(in.sound(), of.emplace<Sound>());
    case wire::Fact::kDescribed:
      return read(in.described(), of.emplace<Described>());
    case wire::Fact::OF_NOT_SET:
      of = Unknown{};
      return true;
  }
  return false;
}

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::vector<const FieldDescriptor*> fields_of(const Message& message) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  return fields;
}

bool is_one_message(const FieldDescriptor& field) {
  return !field.is_repeated() && field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
}

bool has_unknown(const Message& message) {
  const auto& reflection = *message.GetReflection();
  if (!reflection.GetUnknownFields(message).empty()) return true;
  const auto fields = fields_of(message);
  return std::any_of(fields.begin(), fields.end(), [&](const FieldDescriptor* field) {
    return is_one_message(*field) && has_unknown(reflection.GetMessage(message, field));
  });
}

// Leaves of the message only what is unknown here, in its place.
void clear_known(Message& message) {
  const auto& reflection = *message.GetReflection();
  for (const auto* field : fields_of(message)) {
    if (is_one_message(*field) && has_unknown(reflection.GetMessage(message, field)))
      clear_known(*reflection.MutableMessage(&message, field));
    else
      reflection.ClearField(&message, field);
  }
}

tl::unexpected<Error> damaged() {
  return fail(ErrorKind::kInputUnreadable, "The kept facts are damaged.", "a fact does not parse");
}

}  // namespace

wire::Fact to_message(const TimedFact& fact) {
  wire::Fact out;
  out.set_from(fact.from);
  out.set_to(fact.to);
  out.set_score(fact.score);
  out.set_analyser(fact.analyser);
  std::visit([&](const auto& of) { write(of, out); }, fact.of);
  // What is not known here is merged in its place.
  if (!fact.newer.empty()) out.MergeFromString(fact.newer);
  return out;
}

Result<TimedFact> from_message(wire::Fact& in) {
  TimedFact fact;
  if (!read_payload(in, fact.of)) return damaged();
  fact.from = in.from();
  fact.to = in.to();
  fact.score = in.score();
  fact.analyser = in.analyser();
  if (has_unknown(in)) {
    clear_known(in);
    fact.newer = in.SerializeAsString();
  }
  return fact;
}

std::string to_wire(const TimedFact& fact) { return to_message(fact).SerializeAsString(); }

Result<TimedFact> from_wire(std::string_view bytes) {
  wire::Fact in;
  if (!in.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return damaged();
  return from_message(in);
}

}  // namespace smarttag::facts
