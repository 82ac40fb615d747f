// The words that a job expects, as recognition of speech takes them.
#pragma once

#include <vector>

#include "speech/whisper/tokens/hotwords.h"
#include "tagging/job_spec.h"

namespace smarttag::tagging {

// Appends the job's words behind those of the setting, as many as there is room for. One that is empty or too
// long is left out; a weight above the recogniser's greatest becomes that.
void add_expected_words(const std::vector<ExpectedWord>& expected, std::vector<speech::Hotword>& words);

}  // namespace smarttag::tagging
