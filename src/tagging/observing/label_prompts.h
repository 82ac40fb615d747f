// What a job's pictures are compared with in words: the labels that it asks for, and the names of data/.
#pragma once

#include <filesystem>

#include "base/error.h"
#include "tagging/deriving/taxonomy.h"
#include "tagging/job_spec.h"
#include "vision/open_labels/label_prompt.h"

namespace smarttag::tagging {

// Which labels stand beside those of the job.
enum class Names {
  kNone,
  kAll,  // the tags of the taxonomy, and what data/open_labels.tsv adds to them
};

// By the table `file` (data/open_labels.tsv), which says how names become sentences. `least`: the score from
// which a label of the job is told. kInternal where the table cannot be read, kUsage with the number of a
// line that is wrong.
Result<vision::LabelPrompts> label_prompts(const std::filesystem::path& file, const JobSpec& job,
                                           const Taxonomy& taxonomy, Names names, double least);

}  // namespace smarttag::tagging
