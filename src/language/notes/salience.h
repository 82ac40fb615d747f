// How much each sentence says of the talk.
#pragma once

#include <vector>

#include "language/notes/talk.h"

namespace smarttag::language {

// One value for each sentence, comparable within the talk: nearness to what its segment and the whole talk
// are about (cosine with their centroids, Radev 2004), length, phrases of weight ("the main", "关键"), place
// in its turn. `starts` are the first sentences of segments.
std::vector<double> salience(const Talk& talk, const std::vector<std::size_t>& starts);

}  // namespace smarttag::language
