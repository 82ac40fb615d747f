#include "libraries/describe_sample.h"

#include <utility>

#include "libraries/chosen_face.h"

namespace smarttag::libraries {

Result<SampleDescription> describe_sample(worker::AnalysisProcess& process, int fd,
                                          const std::string& algorithm,
                                          const worker::AnalysisProcess::Watch& watch) {
  if (algorithm != "face") {
    auto features = process.features(fd, watch);
    if (!features) return tl::unexpected(std::move(features).error());
    return SampleDescription{{}, std::move(features->bytes), std::move(features->model)};
  }
  auto faces = process.faces(fd, watch);
  if (!faces) return tl::unexpected(std::move(faces).error());
  auto face = chosen_face(*faces);
  if (!face) return tl::unexpected(std::move(face).error());
  return SampleDescription{std::move(face->vector), {}, std::move(faces->model)};
}

}  // namespace smarttag::libraries
