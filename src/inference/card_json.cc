#include "inference/card_json.h"

namespace smarttag::inference {
namespace {

using nlohmann::json;

InputContract input_from(const json& j) {
  InputContract input;
  input.width = j.value("width", 0);
  input.height = j.value("height", 0);
  input.colour = j.value("colour", "");
  if (j.contains("mean")) j.at("mean").get_to(input.mean);
  if (j.contains("scale")) j.at("scale").get_to(input.scale);
  return input;
}

}  // namespace

void read_card(const json& j, ModelCard& card) {
  const auto take = [&](const char* key, auto& value) {
    if (j.contains(key)) j.at(key).get_to(value);
  };
  take("name", card.name);
  take("task", card.task);
  take("licence", card.licence);
  take("upstream", card.upstream);
  take("version", card.version);
  take("size", card.size);
  take("labels", card.labels);
  take("labels_file", card.labels_file);
  take("numbers", card.numbers);
  take("bf16", card.bf16);
  take("standard", card.standard);
  take("files", card.files);
  if (j.contains("input")) card.input = input_from(j.at("input"));
}

}  // namespace smarttag::inference
