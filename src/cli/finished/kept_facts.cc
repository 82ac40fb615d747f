#include "cli/finished/kept_facts.h"

#include <unistd.h>

#include <algorithm>

namespace smarttag::cli {

Result<facts::KeptFacts> kept_facts(const worker::FinishedAnalysis& finished) {
  const auto& written = finished.analysis.written;
  const auto kept = std::find_if(written.begin(), written.end(), [](const tagging::Written& w) {
    return w.what == tagging::Artefact::kFacts;
  });
  if (kept == written.end() || ::lseek(finished.output.get(), kept->offset, SEEK_SET) < 0)
    return fail(ErrorKind::kInternal, "The facts of the analysis cannot be read back.");
  return facts::read_facts(finished.output.get());
}

}  // namespace smarttag::cli
