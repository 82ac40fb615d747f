// What a talk and the text on screen tell of: places, organisations, brands, keywords.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "language/labels/gazetteer.h"
#include "language/notes/talk.h"

namespace smarttag::language {

struct TextLabels {
  std::vector<std::string> regions;  // "Germany (Berlin)"; each list without repetition, most named first
  std::vector<std::string> organisations;
  std::vector<std::string> brands;
  std::vector<std::string> keywords;
};

// `spoken` and `shown` are transcripts of what was said and of the lines on screen, one sentence a line. A
// name is written in `language` ("zh", "en"; "": in the one in which it stands most often), and one name
// stands for all that the gazetteer knows of a thing. Beside the gazetteer's organisations there are those
// that their last word tells ("... University", "…协会"), which stay as they are written.
TextLabels text_labels(const Talk& spoken, const Talk& shown, const Gazetteer& gazetteer,
                       const std::string& language);

// "zh" or "en" if at least four fifths of the text are in it; "" for a text in both.
std::string main_language(const Talk& spoken, const Talk& shown);

}  // namespace smarttag::language
