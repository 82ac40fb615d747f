// The deriver "tags": what follows from what was seen and read, by the tables of data/.
#pragma once

#include "tagging/deriving/deriver.h"

namespace smarttag::tagging {

// Gives a Tag for each track and picture class that data/tags.tsv names, for each shot of which
// data/evidence.tsv concludes something, for each line of text that is a brand of data/brands.tsv, and for
// each thing of a library.
Result<void> tell_tags(const DeriverInput& input, const FactSink& sink);

}  // namespace smarttag::tagging
