// How a new reading at or near the place of an earlier one relates to it.
#pragma once

#include <string>
#include <string_view>

namespace smarttag::vision::text {

enum class Relation {
  kDifferent,
  kSame,    // equal, or so alike that one of them is misread
  kGrown,   // the new one begins with or contains the earlier one
  kShrunk,  // the new one is a part of the earlier one: something hides the rest
};

// Compares by folded characters, without spaces. Of texts both read surely fewer characters may differ;
// digits, none: clocks, scores, page numbers.
Relation relation(std::string_view earlier, float earlier_score, std::string_view now, float now_score);

// For text that crawls through a window: both readings joined where the end of the one is the beginning of
// the other, whichever comes first; characters cut off at the window's edge are taken from the other reading.
// Empty if they do not overlap so, by at least 4 characters and a quarter of the shorter one, or overlap
// without any shift.
std::string joined(std::string_view earlier, std::string_view now);

}  // namespace smarttag::vision::text
