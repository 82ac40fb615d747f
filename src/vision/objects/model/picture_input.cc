#include "vision/objects/model/picture_input.h"

#include <openvino/core/preprocess/pre_post_process.hpp>
#include <vector>

namespace smarttag::vision::objects {

Result<ov::CompiledModel> compile_for_pictures(inference::Engine& engine, const inference::ModelCard& card) {
  const auto first_steps = [contract = card.input](ov::Model& model) {
    using ov::preprocess::ColorFormat;
    // The steps are built into the model itself; the builder only borrows it.
    ov::preprocess::PrePostProcessor steps(std::shared_ptr<ov::Model>(&model, [](ov::Model*) {}));
    steps.input()
        .tensor()
        .set_element_type(ov::element::u8)
        .set_layout("NHWC")
        .set_color_format(ColorFormat::BGR);
    steps.input().model().set_layout("NCHW");
    auto& chain = steps.input().preprocess();
    chain.convert_element_type(ov::element::f32);
    if (contract.colour == "rgb") chain.convert_color(ColorFormat::RGB);
    chain.mean(std::vector<float>(contract.mean.begin(), contract.mean.end()));
    chain.scale(std::vector<float>(contract.scale.begin(), contract.scale.end()));
    steps.build();
  };
  return engine.compile(card.task, "model.xml", inference::Use::kLatency, first_steps, "8-bit pictures");
}

ov::Tensor tensor_of(const cv::Mat& bgr) {
  const ov::Shape shape{1, static_cast<std::size_t>(bgr.rows), static_cast<std::size_t>(bgr.cols), 3};
  return {ov::element::u8, shape, bgr.data};
}

}  // namespace smarttag::vision::objects
