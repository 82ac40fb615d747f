#include "worker/language/language_models.h"

#include "inference/registry.h"
#include "language/model/endpoint_model.h"
#include "worker/language/language_process.h"

namespace smarttag::worker {
namespace {

using Chosen = std::shared_ptr<language::LanguageModel>;

Result<Chosen> endpoint(const Settings& settings) {
  const auto url = settings.text("language-url"), model = settings.text("language-name");
  if (url.empty() || model.empty())
    return fail(ErrorKind::kUsage,
                "A language model behind an endpoint needs language-url and language-name.");
  return Chosen(std::make_shared<language::EndpointModel>(language::Endpoint{
      url, settings.text("language-key"), model,
      std::chrono::milliseconds(static_cast<std::int64_t>(settings.real("language-timeout") * 1000)),
      static_cast<int>(settings.integer("language-retries"))}));
}

}  // namespace

Result<Chosen> open_language_model(const Settings& settings) {
  const auto wanted = settings.text("language-model");
  if (wanted == "none") return Chosen();
  if (wanted == "endpoint" || (wanted == "auto" && !settings.text("language-url").empty()))
    return endpoint(settings);
  const auto registry = inference::Registry::open(settings);
  if (!registry) return tl::unexpected(registry.error());
  const auto card = registry->serving("language");
  const auto state = card ? registry->state(*card) : inference::ModelState::kMissing;
  if (state == inference::ModelState::kReady || state == inference::ModelState::kLocal)
    return Chosen(std::make_shared<LanguageProcess>(settings));
  if (wanted == "auto") return Chosen();
  return fail(ErrorKind::kModelMissing,
              "The language model is not installed. Run `smarttag models pull language`, about 1.1 GB.");
}

}  // namespace smarttag::worker
