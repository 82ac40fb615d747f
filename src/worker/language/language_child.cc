#include "worker/language/language_child.h"

#include <sys/prctl.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <map>
#include <new>
#include <thread>

#include "base/log.h"
#include "inference/registry.h"
#include "language/model/local_model.h"
#include "worker/analysis_child.h"
#include "worker/channel.h"
#include "worker/child_start.h"
#include "worker/language/language_messages.h"
#include "worker/messages.h"
#include "worker/sandbox.h"

namespace smarttag::worker {
namespace {

constexpr std::chrono::milliseconds kForever{-1};

[[noreturn]] void end_out_of_memory() { std::_Exit(kOutOfMemoryExit); }

// Threads of the kernels wait for each other without sleep: with one for each core, any other work on the
// machine slows every token down many times over. One core stays free.
int threads_of(const Settings& settings) {
  const auto wanted = static_cast<int>(settings.integer("threads"));
  const auto cores = static_cast<int>(std::thread::hardware_concurrency());
  return wanted > 0 ? wanted : std::max(1, cores - 1);
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

Result<void> start(Channel& parent) {
  auto hello = parent.receive(kForever);
  if (!hello) return tl::unexpected(std::move(hello).error());
  if (!*hello) return fail(ErrorKind::kInternal, "The language process got no settings.");
  auto settings = Settings::from_map((*hello)->json.at("settings").get<std::map<std::string, std::string>>());
  if (!settings) return tl::unexpected(std::move(settings).error());
  set_log_level(settings->text("log-level"), "warn");
  const auto registry = inference::Registry::open(*settings);
  if (!registry) return tl::unexpected(registry.error());
  const auto card = registry->serving("language");
  if (!card) return tl::unexpected(card.error());
  if (auto confined = enter_sandbox(*settings, ChildKind::kLanguage); !confined) return confined;
  auto model = language::LocalModel::load(card->folder, threads_of(*settings));
  if (!model) return tl::unexpected(std::move(model).error());
  return serve(parent, **model);
}

}  // namespace

int run_language_child() {
  log_to_standard_error();
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // never outlive the parent
  ::prctl(PR_SET_NAME, "smarttag-lang");
  std::set_new_handler(end_out_of_memory);
  if (std::signal(SIGINT, SIG_IGN) == SIG_ERR || std::signal(SIGPIPE, SIG_IGN) == SIG_ERR) return 1;
  Channel parent{Descriptor(kChildDescriptor)};
  const auto served = start(parent);
  if (served) return 0;
  return parent.send({{"failed", to_message(served.error())}}) ? row(served.error().kind).exit_code : 1;
}

}  // namespace smarttag::worker
