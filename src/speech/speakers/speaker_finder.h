// Speakers: who speaks when.
#pragma once

#include <memory>
#include <string_view>

#include "speech/analyser.h"

namespace smarttag::speech {

// How many speakers the setting `speakers` says there are: 0 for "auto", -1 for nothing, which means that
// they are not told apart. kUsage for another text.
Result<int> speakers_of(std::string_view setting);

// The analyser "speakers". Windows of 10 s are segmented into voices (pyannote), their voices described
// (CAM++), and at the end the descriptions grouped into speakers. Gives a Turn fact for each stretch that one
// of them speaks; turns of two speakers may overlap. Stable ids in order of first words: "speaker-1",
// "speaker-2". Score: how surely it is the voice.
//
// Holds 13 s of sound and 4 MB for an hour of speech. The setting `speakers` counts. Errors: kModelMissing,
// kAnalysisFailed, kUsage.
Result<std::unique_ptr<AudioAnalyser>> make_speaker_finder(inference::Engine& engine,
                                                           const Settings& settings);

}  // namespace smarttag::speech
