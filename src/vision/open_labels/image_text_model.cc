#include "vision/open_labels/image_text_model.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <opencv2/imgproc.hpp>

#include "vision/objects/model/picture_input.h"

namespace smarttag::vision::open_labels {
namespace {

constexpr const char* kTask = "image-text";
constexpr double kLong = 1.25;  // sides: from here on the middle square leaves out much

std::vector<float> unit_vector(const ov::Tensor& tensor) {
  std::vector<float> vector(tensor.data<const float>(), tensor.data<const float>() + tensor.get_size());
  double sum = 0;
  for (const float x : vector) sum += static_cast<double>(x) * x;
  const auto length = static_cast<float>(std::sqrt(sum));
  for (float& x : vector) x = length > 0 ? x / length : 0;
  return vector;
}

double number(const inference::ModelCard& card, const char* name, double otherwise) {
  const auto found = card.numbers.find(name);
  return found == card.numbers.end() ? otherwise : found->second;
}

std::vector<cv::Rect> views_of(const cv::Size& size, bool cut_middle) {
  const int side = std::min(size.width, size.height);
  const int longest = std::max(size.width, size.height);
  const bool wide = size.width > size.height;
  const auto square = [&](int along) { return cv::Rect(wide ? along : 0, wide ? 0 : along, side, side); };
  std::vector<cv::Rect> views;
  views.push_back(cut_middle ? square((longest - side) / 2) : cv::Rect({0, 0}, size));
  if (longest >= kLong * side) {
    views.push_back(square(0));
    views.push_back(square(longest - side));
  }
  return views;
}

// The ids of a sentence, cut where they are too many, filled up where too few; and which of them count.
struct Row {
  std::vector<std::int64_t> ids, mask;
};

Row row_of(std::vector<std::int64_t> ids, std::size_t length, std::int64_t filling) {
  if (ids.size() > length) {
    ids[length - 1] = ids.back();  // the mark of the end, from which texts are understood
    ids.resize(length);
  }
  Row row{std::move(ids), {}};
  row.mask.assign(row.ids.size(), 1);
  row.ids.resize(length, filling);
  row.mask.resize(length, 0);
  return row;
}

}  // namespace

Result<ImageTextModel> ImageTextModel::create(inference::Engine& engine) {
  auto card = engine.card(kTask);
  if (!card) return tl::unexpected(std::move(card).error());
  auto tokenizer = inference::Tokenizer::open(card->folder);
  if (!tokenizer) return tl::unexpected(std::move(tokenizer).error());
  ImageTextModel model(std::move(*tokenizer));
  model.card_ = std::move(*card);
  model.length_ = static_cast<std::size_t>(number(model.card_, "text-length", 77));
  model.filling_ = static_cast<std::int64_t>(number(model.card_, "pad-token", 0));
  model.calibration_.scale = static_cast<float>(number(model.card_, "logit-scale", 100));
  if (model.card_.numbers.contains("logit-bias"))
    model.calibration_.bias = static_cast<float>(number(model.card_, "logit-bias", 0));
  if (auto loaded = model.load(engine); !loaded) return tl::unexpected(std::move(loaded).error());
  return model;
}

Result<void> ImageTextModel::load(inference::Engine& engine) {
  auto text = engine.compile(kTask, "text.xml");
  if (!text) return tl::unexpected(std::move(text).error());
  auto vision = engine.compile(kTask, "vision.xml");
  if (!vision) return tl::unexpected(std::move(vision).error());
  try {
    text_ = text->create_infer_request();
    vision_ = vision->create_infer_request();
    if (length_ < 2 || text->input(0).get_shape() != ov::Shape{1, length_} ||
        vision->output().get_shape() != text->output().get_shape())
      return fail(
          ErrorKind::kAnalysisFailed,
          "The image-text model does not fit together. Add it again: smarttag models add image-text=DIR");
  } catch (const std::exception& e) {
    return fail(ErrorKind::kAnalysisFailed,
                "The image-text model cannot be run. Add it again: smarttag models add image-text=DIR",
                e.what());
  }
  return {};
}

Result<std::vector<float>> ImageTextModel::read(const std::string& sentence) {
  auto tokens = tokenizer_.ids(sentence);
  if (!tokens) return tl::unexpected(std::move(tokens).error());
  try {
    auto row = row_of(std::move(*tokens), length_, filling_);
    for (const auto& port : text_.get_compiled_model().inputs())
      text_.set_tensor(port,
                       ov::Tensor(ov::element::i64, {1, length_},
                                  port.get_names().contains("input_ids") ? row.ids.data() : row.mask.data()));
    text_.infer();
    return unit_vector(text_.get_output_tensor());
  } catch (const std::exception& e) {
    return fail(ErrorKind::kAnalysisFailed,
                "The description of a label cannot be read by the image-text model.", e.what());
  }
}

Result<std::vector<std::vector<float>>> ImageTextModel::look(const cv::Mat& bgr) {
  try {
    std::vector<std::vector<float>> seen;
    const cv::Size input{card_.input.width, card_.input.height};
    for (const auto& view : views_of(bgr.size(), number(card_, "cut-middle", 0) != 0)) {
      cv::Mat small;
      cv::resize(bgr(view), small, input, 0, 0, view.width > input.width ? cv::INTER_AREA : cv::INTER_CUBIC);
      vision_.set_input_tensor(objects::tensor_of(small));
      vision_.infer();
      seen.push_back(unit_vector(vision_.get_output_tensor()));
    }
    return seen;
  } catch (const std::exception& e) {
    return fail(ErrorKind::kAnalysisFailed,
                "The pictures of this input cannot be read by the image-text model.", e.what());
  }
}

}  // namespace smarttag::vision::open_labels
