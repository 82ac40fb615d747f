// Where a talk turns to another subject.
#pragma once

#include <cstddef>
#include <vector>

#include "language/notes/talk.h"

namespace smarttag::language {

// The first sentences of the segments, 0 first, in order. How many there are is found, not given; a talk of
// less than two minutes has one.
//
// Each place where a segment may begin (a turn, or any sentence of a long turn) is scored by: how little the
// words before and after it have in common (cosine of term vectors of 100 and 200 telling words, TextTiling
// by Hearst 1997), cue phrases ("next item", "下一个问题"), whether the person who leads the talk speaks, a
// pause, a cut of the picture at that place, which says the more the rarer cuts are. Dynamic programming
// chooses places whose scores are high and whose distances are near to a usual length.
std::vector<std::size_t> segment_starts(const Talk& talk);

}  // namespace smarttag::language
