// The kinds of result: what each needs and how it is built. A new result is its type in `results`, a builder
// in building/ and a row in result_kinds.cc.
#pragma once

#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "media/frame.h"
#include "results/job.h"
#include "tagging/building/material.h"
#include "tagging/building/output.h"
#include "tagging/deriving/derivers.h"

namespace smarttag::tagging {

struct ResultKind {
  std::string_view name;
  std::vector<facts::Kind> uses;  // the facts that it is built from; its builder can read no others
  bool video;                     // whether it applies to a video, to sound, to a picture
  bool audio;
  bool picture;
  std::vector<std::string_view> versions;  // the label versions that have it; empty: all
  Result<void> (*build)(const Material&, Output&);
};

// In the order in which results are returned.
std::span<const ResultKind> result_kinds();

// Whether some result has this label version.
bool is_label_version(std::string_view version);

// The kinds of the job that apply to the media, of the program's table or of another one; kUsage, with what
// to ask for instead, when none does. A job that asks for no result (shots or stills alone) has none.
Result<std::vector<const ResultKind*>> wanted_kinds(const JobSpec& spec, media::MediaInfo::Type type);
Result<std::vector<const ResultKind*>> wanted_kinds(std::span<const ResultKind> table, const JobSpec& spec,
                                                    media::MediaInfo::Type type);

// The facts that these results need, and those behind the labels that the job asks for; not those of labels
// that it leaves out.
KindSet facts_for(const std::vector<const ResultKind*>& kinds, const JobSpec& spec);

// Builds them one after the other into the output.
struct BuildJob {
  const facts::FactLog& log;
  const media::MediaInfo& media;
  const JobSpec& spec;
  double min_presence = 0;
  double min_unknown_face_score = 0;
  language::LanguageModel* model = nullptr;
  std::filesystem::path knowledge{};            // as in Material
  std::vector<std::string>* methods = nullptr;  // as in Material
  std::string spoken_language{};                // as in Material
};
Result<void> build(const std::vector<const ResultKind*>& kinds, const BuildJob& job, Output& output);

}  // namespace smarttag::tagging
