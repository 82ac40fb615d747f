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

  // Whether most of what was said is Chinese; of what is shown, where nothing was said.
  [[nodiscard]] bool chinese() const;
};

// From the Speech and the TextLines of the facts, where there are any. kInternal for a damaged installation.
Result<Texts> texts_of(const Material& material);

// The tables of data/, read once in a process and shared by threads. kInternal.
Result<std::shared_ptr<const language::Vocabulary>> vocabulary();
Result<std::shared_ptr<const language::Gazetteer>> gazetteer();

}  // namespace smarttag::tagging
