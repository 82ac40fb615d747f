// The registered observers, which see the frames or hear the sound of a job: a new one is its own files and a
// row in observers.cc.
#pragma once

#include "media/frame.h"
#include "tagging/deriving/derivers.h"
#include "tagging/observing/fan_out.h"

namespace smarttag::tagging {

// Makes the observers of the wanted kinds of fact for which the media has something to see or hear, what
// takes the job's stills, and what looks for the things of its libraries.
Result<Observers> make_observers(const KindSet& wanted, const JobSpec& job, const media::MediaInfo& media,
                                 inference::Engine& engine, const Settings& settings);

// Those of every kind, for frames and for sound: what they need is compiled then.
Result<Observers> make_all_observers(inference::Engine& engine, const Settings& settings);

}  // namespace smarttag::tagging
