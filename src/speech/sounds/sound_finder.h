// What is heard besides words: speech, singing and music as such, and sound events.
#pragma once

#include <memory>

#include "speech/analyser.h"

namespace smarttag::speech {

class SoundModel;  // its header brings OpenVINO

// Gives Sound facts, in order of time: "speech", "singing" and "music" by the analyser "sound-kind"
// (FireRedVAD; score: the mean probability), and, where the model of sound events is installed, "dog",
// "applause" and what else data/sound_concepts.tsv names by the analyser "sound" (YAMNet; score: the highest
// probability in two windows that overlap). Kinds are then told only where events confirm them. Several
// sounds may be heard at once. What several channels hear at once is told once.
//
// Times are those of the media, to a tenth of a second for kinds, to a quarter for events. Holds two windows
// of sound, 20 s, of each channel, and the facts. Errors: kAnalysisFailed.
//
// kinds: the model of the task sound-kinds; may be shared with a recogniser that hears the same chunks on the
// same thread, so that it runs once.
Result<std::unique_ptr<AudioAnalyser>> make_sound_finder(inference::Engine& engine,
                                                         std::shared_ptr<SoundModel> kinds);

// That model. kModelMissing, kAnalysisFailed.
Result<std::shared_ptr<SoundModel>> model_of_kinds(inference::Engine& engine);

}  // namespace smarttag::speech
