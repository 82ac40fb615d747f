// The main line: one file is opened and decoded once, every analyser sees the same frames and audio, their
// facts become the results that were asked for.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "base/settings.h"
#include "facts/fact.h"
#include "language/model/language_model.h"
#include "language/model/picture_model.h"
#include "media/source.h"
#include "results/job.h"
#include "tagging/building/output.h"
#include "tagging/deriving/taxonomy.h"
#include "tagging/job_spec.h"
#include "tagging/observing/progress.h"
#include "tagging/picture_faces.h"
#include "tagging/picture_features.h"

namespace smarttag::inference {
class Engine;
}

namespace smarttag::tagging {

struct Analysis {
  media::MediaInfo media;
  std::vector<results::Usage> usages;
  std::vector<std::string>
      methods{};                   // sentences that say what wrote texts or found labels: a model or rules
  std::vector<Written> written{};  // into the output, in order: results, subtitle files, at the end the facts
};

// Open descriptors, which stay the caller's. Scratch and output are empty files of their own.
struct AnalysisFiles {
  int input = -1;    // the media; for a rebuild the kept facts, from the descriptor's position on
  int scratch = -1;  // takes facts that do not fit into memory
  int output = -1;   // takes what Analysis::written tells of
};

// What the caller of an analysis may watch; each may be empty.
struct Observer {
  std::function<void(const media::MediaInfo&)> opened;  // once, before the first frame is decoded
  ProgressSink progress;                                // from several threads, one at a time
  std::function<void(const std::vector<TimedFact>&)>
      heard{};                                 // speech as it is found, from the thread that hears
  language::LanguageModel* model = nullptr;    // asked on the calling thread
  language::PictureModel* pictures = nullptr;  // asked while frames are observed, on one thread
};

// One for each process; runs one analysis after the other and keeps the models loaded between them. Not
// thread-safe.
class Analyst {
 public:
  // Reads data/ and the model registry; compiles no model yet. Errors: kInternal on a damaged installation.
  static Result<Analyst> create(const Settings& settings);

  // Observes the media, derives what follows, builds the results. Models are compiled at their first use.
  // Errors: as media::Source, kModelMissing, kAnalysisFailed, kOutputFailed.
  Result<Analysis> analyse(const AnalysisFiles& files, const JobSpec& spec, const Observer& observer);

  // Results anew from kept facts, without the media: what was derived is derived again. Facts that the first
  // analysis did not look for are not found now. Errors: kInputUnreadable, and as analyse.
  Result<Analysis> rebuild(const AnalysisFiles& files, const JobSpec& spec, const Observer& observer);

  // Compiles every model, so that the cache holds them, and says so in it. Sees no media.
  Result<void> compile_models();
  static bool models_are_compiled(const Settings& settings);

  // The faces of a picture, for a face library. Errors: as describe_faces.
  Result<PictureFaces> faces(int fd);

  // What a picture of a thing is found again by, for a library. Errors: as describe_thing.
  Result<PictureFeatures> features(int fd);

 private:
  Analyst(Settings settings, std::shared_ptr<inference::Engine> engine, Taxonomy taxonomy);

  struct Work;
  Result<void> follow(Work& work);

  Settings settings_;
  std::shared_ptr<inference::Engine> engine_;
  Taxonomy taxonomy_;
};

}  // namespace smarttag::tagging
