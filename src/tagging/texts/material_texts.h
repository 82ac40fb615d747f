// The words of a job: what was said, what stands on screen, the title.
#pragma once

#include <memory>
#include <string>

#include "language/labels/gazetteer.h"
#include "language/notes/talk.h"
#include "tagging/building/material.h"

namespace smarttag::tagging {

struct Texts {
  language::Talk spoken;
  language::Talk shown;  // the title, then the lines on screen, each text once, with their first times
  std::string forced{};  // "zh" or "en" where the job says which; else empty

  // Whether Chinese is forced, or most of what was said is Chinese; of what is shown, where nothing was said.
  [[nodiscard]] bool chinese() const;

  // The one in which names are written: "zh" or "en"; empty for texts in both, whose names stay as they
  // stand.
  [[nodiscard]] std::string language_of_names() const;
};

// From the Speech and the TextLines of the facts, where there are any. kInternal for a damaged installation.
Result<Texts> texts_of(const Material& material);

// The tables of data/, read once in a process and shared by threads. kInternal.
Result<std::shared_ptr<const language::Vocabulary>> vocabulary();
Result<std::shared_ptr<const language::Gazetteer>> gazetteer();

}  // namespace smarttag::tagging
