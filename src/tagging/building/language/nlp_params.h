// nlpParams of a job: which parts of the result NLP are made, and of what kind of sound.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "results/json.h"

namespace smarttag::tagging {

// The parts of the result NLP; of the summarization its types.
struct NlpParts {
  bool transcription = true;
  bool chapters = true;
  bool assistance = true;
  bool paragraph = true;       // summarizationTypes: Paragraph
  bool conversational = true;  // Conversational
  bool answers = true;         // QuestionsAnswering
  bool mind_map = true;        // MindMap
  bool translation = false;    // translationEnabled; made only where there is a language model

  [[nodiscard]] bool summarization() const { return paragraph || conversational || answers || mind_map; }
  bool operator==(const NlpParts&) const = default;
};

struct NlpParams {
  NlpParts parts;
  std::string language;                // "zh", "en"; "" is told from what was said
  bool diarization = false;            // diarizationEnabled: speakers are told apart
  int speakers = 0;                    // speakerCount; 0 is found
  std::vector<std::string> targets{};  // targetLanguages: "zh", "en"; empty: the one that is not spoken
  bool operator==(const NlpParams&) const = default;
};

// From an object or the text of one, with the service's names: sourceLanguage (cn, en, fspk),
// diarizationEnabled, speakerCount (0 to 100), autoChaptersEnabled, meetingAssistanceEnabled,
// summarizationEnabled, summarizationTypes (a list, or text with commas; all without it). The transcription
// is always made; translationEnabled with targetLanguages (cn, en). Nothing for an empty object. kUsage:
// another name or value.
Result<std::optional<NlpParams>> nlp_params_from(const results::Json& value);

// The same names again.
results::Json to_params_json(const NlpParams& params);

}  // namespace smarttag::tagging
