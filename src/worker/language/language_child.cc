#include "worker/language/language_child.h"

#include <algorithm>
#include <thread>

#include "inference/registry.h"
#include "language/model/local_model.h"
#include "worker/channel.h"
#include "worker/child_process.h"
#include "worker/language/language_messages.h"
#include "worker/sandbox.h"

namespace smarttag::worker {
namespace {

constexpr std::chrono::milliseconds kForever{-1};

int threads_of(const Settings& settings) {
  const auto wanted = static_cast<int>(settings.integer("threads"));
  const auto cores = static_cast<int>(std::thread::hardware_concurrency());
  return wanted > 0 ? wanted : std::max(1, cores);
}

Result<void> serve(Channel& parent, language::LanguageModel& model) {
  while (true) {
    auto message = parent.receive(kForever);
    if (!message) return {};  // the parent closed the pipe: the normal end
    if (!*message) continue;
    try {
      if (!parent.send(reply_to((*message)->json, model))) return {};
    } catch (const nlohmann::json::exception& e) {
      return fail(ErrorKind::kInternal, "The language process got an unexpected message.", e.what());
    }
  }
}

Result<void> start(Channel& parent, const Settings& settings, const results::Json& /*hello*/) {
  const auto registry = inference::Registry::open(settings);
  if (!registry) return tl::unexpected(registry.error());
  const auto card = registry->serving("language");
  if (!card) return tl::unexpected(card.error());
  if (auto confined = enter_sandbox(settings, ChildKind::kLanguage); !confined) return confined;
  auto model = language::LocalModel::load(card->folder, threads_of(settings));
  if (!model) return tl::unexpected(std::move(model).error());
  return serve(parent, **model);
}

}  // namespace

int run_language_child() { return run_child("smarttag-lang", start); }

}  // namespace smarttag::worker
