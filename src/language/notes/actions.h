// What somebody is to do.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "language/notes/talk.h"

namespace smarttag::language {

struct Action {
  std::size_t sentence = 0;
  std::string who;   // a name; "" when nobody is named
  std::string what;  // the sentence as written text
  std::string when;  // the words that say by when ("next Friday", "下周三之前"); "" when none do
};

// By rules: a sentence that obliges ("I'll", "need to", "请", "负责") and names a task ("send", "提交"), with
// a person and, or, a day. "I" is the speaker, "you" whoever is named in the sentence, else who speaks next.
// Questions count only as requests ("Anna, can you send ...?"). In order.
std::vector<Action> actions(const Talk& talk);

}  // namespace smarttag::language
