// The transcript of what Whisper took in, or none where it would be invented.
#pragma once

#include <optional>
#include <string>

#include "base/error.h"
#include "speech/whisper/decoder.h"

namespace smarttag::speech {

// Decodes the task at temperature 0, and again at higher ones while the transcript goes in circles or is
// improbable, as openai/whisper does (transcribe.py: decode_with_fallback). Nothing where there is no speech.
Result<std::optional<Decoding>> transcribe(Whisper& whisper, DecodeTask task);

}  // namespace smarttag::speech
