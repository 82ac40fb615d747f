#include "tagging/deriving/name_persons.h"

#include "inference/engine.h"
#include "tagging/deriving/known_persons.h"
#include "tagging/face_thresholds.h"

namespace smarttag::tagging {

Result<void> name_persons(const DeriverInput& input, const FactSink& sink) {
  const FaceRules& rules = input.job.faces;
  if (rules.known.empty()) return {};
  const auto card = input.engine.card("face-vector");
  if (!card) return tl::unexpected(card.error());
  const auto ours = card->numbers.find("surely-same");
  if (ours == card->numbers.end())
    return fail(ErrorKind::kModelMissing,
                "The model " + card->name + " does not say its threshold surely-same. Correct its recipe.");
  const auto stays = input.facts.all<facts::Face>();
  if (!stays) return tl::unexpected(stays.error());
  const double threshold =
      threshold_for(rules.recognition.value_or(kStandardRecognition), kStandardRecognition, ours->second);
  for (const auto& identity : identities(*stays, rules.known, card->name + " " + card->version, threshold))
    if (auto done = sink(identity); !done) return done;
  return {};
}

}  // namespace smarttag::tagging
