// Builds the results that language makes: NLP of what was said, TextLabel of what was said and shown.
#pragma once

#include "results/nlp.h"
#include "results/text_label.h"
#include "tagging/building/material.h"

namespace smarttag::tagging {

// The parts that the job's nlpParams ask for; all of them for a job without nlpParams.
Result<results::Nlp> build_nlp_result(const Material& material);

// The title in the media, speech and the lines on screen. A tag for each kind that something was found of.
Result<results::TextLabel> build_text_label(const Material& material);

}  // namespace smarttag::tagging
