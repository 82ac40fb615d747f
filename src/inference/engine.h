// OpenVINO behind one door: a model by its task, compiled for this machine, with the contract of its input.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <openvino/openvino.hpp>

#include "base/error.h"
#include "base/settings.h"
#include "inference/registry.h"

namespace smarttag::inference {

// How a compiled model will be used; it decides the number of threads and streams.
enum class Use {
  kLatency,  // one request at a time, all threads of the setting `threads`
  kSerial,   // one thread: tiny models, called often
};

// Thread-safe; one for each process. Compiled models are kept in <cache>/compiled, so that a second start is
// quick.
class Engine {
 public:
  // Does not touch any model yet. kUsage when the setting `precision` asks for bf16 of a processor without
  // it.
  static Result<std::shared_ptr<Engine>> create(const Settings& settings);

  // The recipe of the model that serves `task` (see registry.h) on this machine. kModelMissing names what to
  // run.
  Result<ModelCard> card(const std::string& task) const;

  // Compiles file `name` of the model that serves `task` ("model.xml" by default). `reshape`, if given, is
  // applied before compilation, for preprocessing steps or fixed shapes. Errors: kModelMissing,
  // kAnalysisFailed.
  //
  // The compiled model is kept: the same call gives the same one at once. With `reshape` it is kept only
  // under a `variant`, a text that names what the reshape does ("640x640"); without one every call compiles
  // anew.
  using Reshape = std::function<void(ov::Model&)>;
  Result<ov::CompiledModel> compile(const std::string& task, const std::string& name = "model.xml",
                                    Use use = Use::kLatency, const Reshape& reshape = {},
                                    const std::string& variant = {});

  bool bf16() const;    // whether models run in bf16, unless their recipe forbids it
  int threads() const;  // threads of one request of Use::kLatency

 private:
  struct State;
  explicit Engine(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

}  // namespace smarttag::inference
