// Labels that a job asks for, found among what the models of classes saw, by the names of those classes.
#pragma once

#include "tagging/deriving/deriver.h"

namespace smarttag::tagging {

// A label whose description clearly means a class ("puppy": dog) holds where that class was seen with at
// least kLeastSeen; the tag says so. Nothing where the job asks for no labels or another method finds them.
// Errors: kModelMissing, kAnalysisFailed, and those of stream and sink.
Result<void> tell_by_names(const DeriverInput& input, const FactSink& sink);

inline constexpr float kLeastSeen = 0.4F;

}  // namespace smarttag::tagging
