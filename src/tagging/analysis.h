// The main line: one file is opened and decoded once, every analyser sees the same frames and audio, their
// facts become the results that were asked for.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "base/settings.h"
#include "media/source.h"
#include "results/job.h"
#include "tagging/building/build_text.h"
#include "tagging/building/taxonomy.h"
#include "tagging/job_spec.h"
#include "tagging/picture_faces.h"
#include "tagging/progress.h"

namespace smarttag::inference {
class Engine;
}

namespace smarttag::tagging {

struct Analysis {
  media::MediaInfo media;
  std::vector<results::TypedResult> results;
  std::vector<results::Usage> usages;
  std::vector<OutputFile> files;  // the subtitle files, when Subtitle was asked for
};

// What the caller of an analysis may watch; both may be empty.
struct Observer {
  std::function<void(const media::MediaInfo&)> opened;  // once, before the first frame is decoded
  ProgressSink progress;                                // from several threads, one at a time
};

// One for each process; runs one analysis after the other and keeps the models loaded between them. Not
// thread-safe.
class Analyst {
 public:
  // Reads data/ and the model registry; compiles no model yet. Errors: kInternal on a damaged installation.
  static Result<Analyst> create(const Settings& settings);

  // Analyses the file behind the descriptor, which stays the caller's. Models are compiled at their first
  // use. Errors: as media::Source, kModelMissing,
  // kAnalysisFailed.
  Result<Analysis> analyse(int fd, const JobSpec& spec, const Observer& observer);

  // The faces of a picture, for a face library. Errors: as describe_faces.
  Result<PictureFaces> faces(int fd);

 private:
  Analyst(Settings settings, std::shared_ptr<inference::Engine> engine, Taxonomy taxonomy);

  Settings settings_;
  std::shared_ptr<inference::Engine> engine_;
  Taxonomy taxonomy_;
};

}  // namespace smarttag::tagging
