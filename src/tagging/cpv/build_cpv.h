// Builds CPVLabel: what media are about and what is in them, with times, boxes and what is known of it.
#pragma once

#include "results/cpv_label.h"
#include "tagging/building/material.h"

namespace smarttag::tagging {

// AnalyseTypes choose its parts: face the persons, object, scene and landmark the things and tags,
// classification the categories, classification or nlp what words tell. The categories are those of
// data/categories.tsv, of version 2.0-custom the job's own. Hot words are what the content stresses: keywords
// that are both shown and said, or said again and again. Names of categories are in the language of the
// media.
Result<results::CpvLabel> build_cpv_label(const Material& material);

}  // namespace smarttag::tagging
