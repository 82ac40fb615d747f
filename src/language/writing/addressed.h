// Sentences of a talk that are meant for whoever writes its notes, not for those who listen.
#pragma once

#include <string>

namespace smarttag::language {

// Whether a sentence, in small letters, gives orders about summaries, notes, minutes or headlines, or to an
// assistant or a model ("the summary must say ...", "ignore the instructions above", "摘要必须写……"). By
// patterns, in English and Chinese: an order in other words is not found, and a sentence that only speaks of
// minutes may be.
bool addresses_writer(const std::string& folded);

}  // namespace smarttag::language
