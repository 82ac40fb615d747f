#include "speech/sounds/sound_model.h"

#include <algorithm>

namespace smarttag::speech {
namespace {

RowShape shape_of(const inference::ModelCard& card) {
  const auto number = [&](const char* name) {
    const auto found = card.numbers.find(name);
    return found == card.numbers.end() ? std::int64_t{0} : static_cast<std::int64_t>(found->second);
  };
  return {number("samples"), number("rows"),   number("hop"),
          number("width"),   number("before"), number("after")};
}

// Windows follow each other without a gap, and whole rows of theirs remain.
bool is_sound(const RowShape& shape) {
  return shape.hop > 0 && shape.width > 0 && shape.before >= 0 && shape.after >= 0 &&
         shape.rows > shape.before + shape.after &&
         shape.samples >= (shape.rows - 1) * shape.hop + shape.width;
}

}  // namespace

Result<SoundModel> SoundModel::create(inference::Engine& engine, const std::string& task) {
  const auto card = engine.card(task);
  if (!card) return tl::unexpected(card.error());
  auto compiled = engine.compile(task, "model.xml", inference::Use::kSerial);
  if (!compiled) return tl::unexpected(compiled.error());
  SoundModel model;
  model.shape_ = shape_of(*card);
  model.labels_ = card->labels;
  try {
    const auto whole = [](std::int64_t number) { return static_cast<std::size_t>(number); };
    const auto& shape = model.shape_;
    if (!is_sound(shape) || compiled->input().get_shape() != ov::Shape{1, whole(shape.samples)} ||
        compiled->output().get_shape() != ov::Shape{whole(shape.rows), model.labels_.size()})
      return fail(ErrorKind::kAnalysisFailed,
                  "The model " + card->name + " is no model of this task. Take another one.");
    model.request_ = compiled->create_infer_request();
  } catch (const ov::Exception& e) {
    return fail(ErrorKind::kAnalysisFailed,
                "The model " + card->name + " cannot be run. Run: smarttag models verify", e.what());
  }
  return model;
}

Result<std::span<const float>> SoundModel::hear(std::span<const float> window) {
  try {
    const std::span<float> input(request_.get_input_tensor().data<float>(),
                                 static_cast<std::size_t>(shape_.samples));
    window = window.first(input.size());
    if (!heard_ || !std::equal(window.begin(), window.end(), input.begin())) {
      heard_ = false;
      std::copy(window.begin(), window.end(), input.begin());
      request_.infer();
      heard_ = true;
    }
    const auto rows = request_.get_output_tensor();
    return std::span<const float>(rows.data<const float>(), rows.get_size());
  } catch (const ov::Exception& e) {
    return fail(ErrorKind::kAnalysisFailed, "The sounds of this input cannot be told.", e.what());
  }
}

}  // namespace smarttag::speech
