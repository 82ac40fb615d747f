// The deriver "known-persons": who of the persons of a job is in its face libraries.
#pragma once

#include "tagging/deriving/deriver.h"

namespace smarttag::tagging {

// Gives an Identity for each person that a library of the job knows. kModelMissing.
Result<void> name_persons(const DeriverInput& input, const FactSink& sink);

}  // namespace smarttag::tagging
