#include "inference/tokenizer.h"

namespace smarttag::inference {

Result<Tokenizer> Tokenizer::open(const std::filesystem::path& folder) {
  try {
    // A core of its own: its operations are those of this library, and no cache of compilations takes them.
    ov::Core core;
    core.add_extension((folder / "libopenvino_tokenizers.so").string());
    return Tokenizer(core.compile_model(folder / "tokenizer.xml", "CPU").create_infer_request());
  } catch (const std::exception& e) {
    return fail(ErrorKind::kAnalysisFailed,
                "The tokenizer of a model cannot be run. Install the model again.",
                folder.string() + ": " + e.what());
  }
}

Result<std::vector<std::int64_t>> Tokenizer::ids(const std::string& text) {
  try {
    ov::Tensor given(ov::element::string, {1});
    given.data<std::string>()[0] = text;
    request_.set_input_tensor(given);
    request_.infer();
    const auto ids = request_.get_tensor("ids"), mask = request_.get_tensor("mask");
    std::vector<std::int64_t> tokens;
    for (std::size_t i = 0; i < ids.get_size(); ++i)
      if (mask.data<const std::int32_t>()[i] != 0) tokens.push_back(ids.data<const std::int32_t>()[i]);
    return tokens;
  } catch (const std::exception& e) {
    return fail(ErrorKind::kAnalysisFailed, "A text cannot be read by the tokenizer of a model.", e.what());
  }
}

}  // namespace smarttag::inference
