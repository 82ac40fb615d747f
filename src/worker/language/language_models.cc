#include "worker/language/language_models.h"

#include "inference/registry.h"
#include "language/model/endpoint_model.h"
#include "language/model/endpoint_pictures.h"
#include "worker/language/language_process.h"

namespace smarttag::worker {
namespace {

using Chosen = std::shared_ptr<language::LanguageModel>;

// That of the settings KIND-url, KIND-name and KIND-key.
Result<language::Endpoint> endpoint_of(const Settings& settings, const std::string& kind) {
  const auto url = settings.text(kind + "-url"), model = settings.text(kind + "-name");
  if (url.empty() || model.empty())
    return fail(ErrorKind::kUsage,
                "A " + kind + " model behind an endpoint needs " + kind + "-url and " + kind + "-name.");
  return language::Endpoint{
      url,
      settings.text(kind + "-key"),
      model,
      std::chrono::milliseconds(static_cast<std::int64_t>(settings.real("language-timeout") * 1000)),
      static_cast<int>(settings.integer("language-retries")),
      kind};
}

Result<Chosen> endpoint(const Settings& settings) {
  auto found = endpoint_of(settings, "language");
  if (!found) return tl::unexpected(std::move(found).error());
  return Chosen(std::make_shared<language::EndpointModel>(std::move(*found)));
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

Result<std::shared_ptr<language::PictureModel>> open_picture_model(const Settings& settings) {
  const auto& how = settings.text("open-labels");
  const bool wanted = how == "vision-model" || (how == "auto" && !settings.text("vision-url").empty());
  if (!wanted) return std::shared_ptr<language::PictureModel>();
  auto found = endpoint_of(settings, "vision");
  if (!found) return tl::unexpected(std::move(found).error());
  return std::shared_ptr<language::PictureModel>(
      std::make_shared<language::EndpointPictures>(std::move(*found)));
}

}  // namespace smarttag::worker
