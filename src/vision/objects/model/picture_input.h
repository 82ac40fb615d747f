// A network that is fed with pictures as they are: 8-bit BGR; colours, mean and scale are the network's own
// first steps.
#pragma once

#include <opencv2/core.hpp>
#include <openvino/openvino.hpp>

#include "base/error.h"
#include "inference/engine.h"

namespace smarttag::vision::objects {

// The model of the card with input u8 [1,height,width,3] in BGR. Errors as Engine::compile.
Result<ov::CompiledModel> compile_for_pictures(inference::Engine& engine, const inference::ModelCard& card);

// A view of a continuous CV_8UC3 picture, which must outlive the inference.
ov::Tensor tensor_of(const cv::Mat& bgr);

}  // namespace smarttag::vision::objects
