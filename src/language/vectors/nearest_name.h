// Which of many names a description means, by vectors of sentences; none where that is not clear.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace smarttag::language {

// The number of the name, from the vectors of unit length. It is clear when the nearest name stands out from
// all of them (by 5 standard deviations of the similarities) and is nearer than the second by 0.02: all
// sentences are alike to such a model to some degree, and what has no name here is about as near to several.
std::optional<std::size_t> nearest_name(const std::vector<float>& description,
                                        const std::vector<std::vector<float>>& names);

}  // namespace smarttag::language
