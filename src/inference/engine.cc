#include "inference/engine.h"

#include <sched.h>

#include <algorithm>
#include <future>
#include <map>
#include <mutex>
#include <tuple>

#include "base/paths.h"
#include "inference/checksum.h"

namespace smarttag::inference {
namespace {

constexpr const char* kDevice = "CPU";

// One for the process: each Core loads its plugins and thread pools anew.
ov::Core& core() {
  static ov::Core shared;
  return shared;
}

int cores_of_this_process() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(0, sizeof(set), &set) != 0) return 1;
  return std::max(1, CPU_COUNT(&set));
}

bool processor_has_bf16() {
  const auto can = core().get_property(kDevice, ov::device::capabilities);
  return std::find(can.begin(), can.end(), ov::device::capability::BF16) != can.end();
}

// OpenVINO knows a model again by path, size and time; this folder's name also follows from what was
// installed, so that a compilation never serves another model.
std::string compilation_folder(const ModelCard& card) {
  const auto record = sha256_of_file(card.folder / "installed.json");
  return card.name + "-" + (record ? record->substr(0, 16) : "unknown");
}

Error missing(const ModelCard& card) {
  return {ErrorKind::kModelMissing,
          {"The model " + card.name + " (task " + card.task +
           ") is not installed. Run: smarttag models pull" + (card.standard ? "" : " " + card.name)},
          {card.folder.string()}};
}

Error broken(const ModelCard& card, const std::string& file, const std::string& why) {
  return {
      ErrorKind::kAnalysisFailed,
      {"The model " + card.name + " (task " + card.task + ") cannot be loaded. Run: smarttag models verify"},
      {(card.folder / file).string() + ": " + why}};
}

}  // namespace

struct Engine::State {
  using Key = std::tuple<std::string, std::string, Use, std::string>;
  using Slot = std::shared_future<Result<ov::CompiledModel>>;

  Registry registry;
  std::filesystem::path compiled;  // where OpenVINO keeps what it compiled
  bool bf16 = false;
  int threads = 1;
  std::mutex mutex;           // guards `slots`, never held while compiling
  std::map<Key, Slot> slots;  // a second caller waits for the first one's compilation

  ov::AnyMap options(const ModelCard& card, Use use) const;
  Result<ov::CompiledModel> compile(const std::string& task, const std::string& name, Use use,
                                    const Reshape& reshape) const;
};

ov::AnyMap Engine::State::options(const ModelCard& card, Use use) const {
  ov::AnyMap options{ov::hint::performance_mode(ov::hint::PerformanceMode::LATENCY),
                     ov::hint::inference_precision(bf16 && card.bf16 ? ov::element::bf16 : ov::element::f32),
                     ov::inference_num_threads(use == Use::kSerial ? 1 : threads), ov::num_streams(1),
                     // Pinned, the threads of two processes would share one core while another idles.
                     ov::hint::enable_cpu_pinning(false), ov::hint::enable_hyper_threading(true)};
  const auto folder = compiled / compilation_folder(card);
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return options;  // a cache that cannot be written costs time at each start, nothing else
  // With the weights: OPTIMIZE_SIZE leaves them out, but then the second start of a recurrent model answers
  // wrongly (OpenVINO 2026.4 with silero VAD, see engine_test.cc).
  options.insert(ov::cache_mode(ov::CacheMode::OPTIMIZE_SPEED));
  options.insert(ov::cache_dir(folder.string()));
  return options;
}

Result<ov::CompiledModel> Engine::State::compile(const std::string& task, const std::string& name, Use use,
                                                 const Reshape& reshape) const {
  const auto card = registry.serving(task);
  if (!card) return tl::unexpected(card.error());
  const auto file = card->folder / name;
  if (registry.state(*card) == ModelState::kMissing || !std::filesystem::exists(file))
    return tl::unexpected(missing(*card));
  try {
    if (!reshape) return core().compile_model(file, kDevice, options(*card, use));
    const auto model = core().read_model(file);
    reshape(*model);
    return core().compile_model(std::shared_ptr<const ov::Model>(model), kDevice, options(*card, use));
  } catch (const std::exception& e) {  // ov::Exception, or what the caller's reshape throws
    return tl::unexpected(broken(*card, name, e.what()));
  }
}

Engine::Engine(std::shared_ptr<State> state) : state_(std::move(state)) {}

Result<std::shared_ptr<Engine>> Engine::create(const Settings& settings) {
  auto registry = Registry::open(settings);
  if (!registry) return tl::unexpected(registry.error());
  auto state = std::make_shared<State>();
  state->registry = std::move(*registry);
  state->compiled = cache_folder(settings) / "compiled";
  const auto threads = settings.integer("threads");
  state->threads = threads > 0 ? static_cast<int>(threads) : cores_of_this_process();
  const auto& precision = settings.text("precision");
  try {
    const bool can = processor_has_bf16();
    if (precision == "bf16" && !can)
      return fail(ErrorKind::kUsage, "This processor has no bf16 arithmetic. Use --precision auto or f32.");
    state->bf16 = precision != "f32" && can;
  } catch (const ov::Exception& e) {
    return fail(ErrorKind::kInternal, "OpenVINO cannot be started on this machine. Run the set-up again.",
                e.what());
  }
  return std::shared_ptr<Engine>(new Engine(std::move(state)));
}

Result<ModelCard> Engine::card(const std::string& task) const {
  auto card = state_->registry.serving(task);
  if (card && state_->registry.state(*card) == ModelState::kMissing) return tl::unexpected(missing(*card));
  return card;
}

Result<ov::CompiledModel> Engine::compile(const std::string& task, const std::string& name, Use use,
                                          const Reshape& reshape, const std::string& variant) {
  if (reshape && variant.empty()) return state_->compile(task, name, use, reshape);
  const State::Key key{task, name, use, variant};
  std::promise<Result<ov::CompiledModel>> promise;
  {
    std::unique_lock lock(state_->mutex);
    if (const auto found = state_->slots.find(key); found != state_->slots.end()) {
      const State::Slot slot = found->second;
      lock.unlock();
      return slot.get();
    }
    state_->slots.emplace(key, promise.get_future().share());
  }
  auto result = state_->compile(task, name, use, reshape);
  promise.set_value(result);
  if (!result) {  // a later call may find the model installed
    const std::lock_guard lock(state_->mutex);
    state_->slots.erase(key);
  }
  return result;
}

bool Engine::bf16() const { return state_->bf16; }
int Engine::threads() const { return state_->threads; }

}  // namespace smarttag::inference
