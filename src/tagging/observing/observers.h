// The registered observers, which see the frames or hear the sound of a job: a new one is its own files and a
// row in observers.cc.
#pragma once

#include "language/model/picture_model.h"
#include "media/frame.h"
#include "tagging/deriving/derivers.h"
#include "tagging/observing/fan_out.h"

namespace smarttag::tagging {

// What observers are made with; all of it outlives the call alone.
struct ObserverNeeds {
  inference::Engine& engine;
  const Settings& settings;
  const Taxonomy& taxonomy;
  language::PictureModel* pictures = nullptr;  // where there is one; outlives the observers
};

// Makes the observers of the wanted kinds of fact for which the media has something to see or hear, what
// takes the job's stills, and what looks for the things and labels of its libraries. kModelMissing also for
// labels that are asked for by descriptions where nothing can compare them.
Result<Observers> make_observers(const KindSet& wanted, const JobSpec& job, const media::MediaInfo& media,
                                 const ObserverNeeds& needs);

// Those of every kind, for frames and for sound: what they need is compiled then.
Result<Observers> make_all_observers(const ObserverNeeds& needs);

}  // namespace smarttag::tagging
