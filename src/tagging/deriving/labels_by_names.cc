#include "tagging/deriving/labels_by_names.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <spdlog/fmt/fmt.h>

#include "inference/engine.h"
#include "inference/kept_vectors.h"
#include "language/vectors/nearest_name.h"
#include "language/vectors/sentence_encoder.h"
#include "tagging/deriving/label_method.h"
#include "tagging/deriving/taxonomy.h"

namespace smarttag::tagging {
namespace {

// The labels of the job that mean a class, by the class.
using Meant = std::multimap<std::string, const vision::LabelPrompt*>;

Result<Meant> meant_classes(const DeriverInput& input) {
  auto encoder = language::SentenceEncoder::create(input.engine);
  if (!encoder) return tl::unexpected(std::move(encoder).error());
  const auto card = input.engine.card("sentence-vectors");
  if (!card) return tl::unexpected(card.error());
  inference::KeptVectors known(input.settings, *card);
  const auto read = [&](const std::string& sentence) { return encoder->read(sentence); };
  const auto classes = input.taxonomy.labels();
  std::vector<std::vector<float>> vectors;
  for (const auto& name : classes) {
    auto vector = known.of(name, read);
    if (!vector) return tl::unexpected(std::move(vector).error());
    vectors.push_back(std::move(*vector));
  }
  known.keep(classes);
  Meant meant;
  for (const auto& prompt : input.job.described.prompts)
    for (const auto& words : {prompt.name, prompt.sentence}) {
      if (words.empty()) continue;
      const auto vector = encoder->read(words);
      if (!vector) return tl::unexpected(vector.error());
      const auto nearest = language::nearest_name(*vector, vectors);
      if (!nearest) continue;
      meant.emplace(classes[*nearest], &prompt);
      break;
    }
  return meant;
}

}  // namespace

Result<void> tell_by_names(const DeriverInput& input, const FactSink& sink) {
  if (input.job.described.prompts.empty() ||
      label_method(input.settings, input.engine) != LabelMethod::kClassNames)
    return {};
  const auto meant = meant_classes(input);
  if (!meant) return tl::unexpected(meant.error());
  const auto seen = input.facts.stream<facts::Object, facts::PictureClass>();
  if (!seen) return tl::unexpected(seen.error());
  while (true) {
    const auto fact = (*seen)->next();
    if (!fact) return tl::unexpected(fact.error());
    if (!*fact) return {};
    const auto& [from, to, score, analyser, of, newer] = **fact;
    // Of picture classes those of the whole picture; the others are hints.
    if (score < kLeastSeen || (analyser != "object" && analyser != "scene")) continue;
    const auto [first, last] = meant->equal_range(what(**fact));
    for (auto label = first; label != last; ++label) {
      const auto& prompt = *label->second;
      auto why = fmt::format("class-names: {}:{} {:.2f}", analyser, what(**fact), score);
      if (auto told = sink(
              {from, to, score, "tags", facts::Tag{prompt.main, prompt.name, std::move(why), true, -1}, {}});
          !told)
        return told;
    }
  }
}

}  // namespace smarttag::tagging
