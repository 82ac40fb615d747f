#include "results/video_label.h"

namespace smarttag::results {

static void to_json(Json& json, const VideoLabel::PersonOccurrence& o) {
  json = {{"score", score(o.score)}, {"from", seconds(o.from)},           {"to", seconds(o.to)},
          {"position", o.position},  {"timestamp", seconds(o.timestamp)}, {"scene", o.scene}};
}

static void from_json(const Json& json, VideoLabel::PersonOccurrence& o) {
  json.at("score").get_to(o.score);
  json.at("from").get_to(o.from);
  json.at("to").get_to(o.to);
  json.at("position").get_to(o.position);
  json.at("timestamp").get_to(o.timestamp);
  json.at("scene").get_to(o.scene);
}

static void to_json(Json& json, const VideoLabel::Person& p) {
  json = {
      {"name", p.name}, {"category", p.category}, {"ratio", score(p.ratio)}, {"occurrences", p.occurrences}};
}

static void from_json(const Json& json, VideoLabel::Person& p) {
  json.at("name").get_to(p.name);
  json.at("category").get_to(p.category);
  json.at("ratio").get_to(p.ratio);
  json.at("occurrences").get_to(p.occurrences);
}

static void to_json(Json& json, const VideoLabel::TagOccurrence& o) {
  json = {{"score", score(o.score)}, {"from", seconds(o.from)}, {"to", seconds(o.to)}};
}

static void from_json(const Json& json, VideoLabel::TagOccurrence& o) {
  json.at("score").get_to(o.score);
  json.at("from").get_to(o.from);
  json.at("to").get_to(o.to);
}

static void to_json(Json& json, const VideoLabel::Tag& t) {
  json = {{"mainTagName", t.main_tag_name},
          {"subTagName", t.sub_tag_name},
          {"ratio", score(t.ratio)},
          {"occurrences", t.occurrences}};
}

static void from_json(const Json& json, VideoLabel::Tag& t) {
  json.at("mainTagName").get_to(t.main_tag_name);
  json.at("subTagName").get_to(t.sub_tag_name);
  json.at("ratio").get_to(t.ratio);
  json.at("occurrences").get_to(t.occurrences);
}

static void to_json(Json& json, const VideoLabel::Classification& c) {
  json = {{"score", score(c.score)}, {"category1", c.category1}, {"category2", c.category2}};
}

static void from_json(const Json& json, VideoLabel::Classification& c) {
  json.at("score").get_to(c.score);
  json.at("category1").get_to(c.category1);
  json.at("category2").get_to(c.category2);
}

void to_json(Json& json, const VideoLabel& label) {
  json = {{"persons", label.persons}, {"tags", label.tags}, {"classifications", label.classifications}};
}

void from_json(const Json& json, VideoLabel& label) {
  json.at("persons").get_to(label.persons);
  json.at("tags").get_to(label.tags);
  json.at("classifications").get_to(label.classifications);
}

}  // namespace smarttag::results
