// What is kept of results: where each lies in the blob store, and where it came from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "results/job.h"

namespace smarttag::jobs {

// A part of a blob.
struct BlobPart {
  std::string blob;         // its name
  std::int64_t offset = 0;  // bytes
  std::int64_t size = 0;
  std::string sha256{};  // lower-case hex, as who wrote it counted
};

enum class ResultSource { kAuto, kHmi };  // by the machine; corrected by a person ("human-machine")

std::string_view name_of(ResultSource source);  // "auto", "hmi"

// Each change of a job's results is a revision: its first analysis, a correction, a rebuild. Revisions count
// from 1 within a job, and a number is never used again.
struct ResultRef {
  std::string type;  // "ASR"
  BlobPart part;
  ResultSource source = ResultSource::kAuto;
  int revision = 0;
  std::string author{};  // the user's name; empty for the machine
  Time created{};
};

// A file that goes with the results (subtitles).
struct FileRef {
  std::string name;
  BlobPart part;
};

// What came of a job. What is new lies in one blob: the store keeps results, files and facts together.
struct Outcome {
  std::vector<ResultRef> results;  // one for each type; of new ones type and part count
  std::vector<results::Usage> usages{};
  std::vector<std::string> remarks{};  // sentences about the media, for the user
  std::vector<FileRef> files{};        // one for each name
  std::optional<BlobPart> facts{};     // the timed facts that the results were built from
};

}  // namespace smarttag::jobs
