#include "cli/library/sample_pictures.h"

#include <utility>

#include "cli/open_input.h"

namespace smarttag::cli {

Result<libraries::SampleDescription> SamplePictures::describe(const std::string& picture,
                                                              const std::string& algorithm) {
  const auto named = [&](Error error) {
    error.client.text = picture + ": " + error.client.text;
    return tl::unexpected(std::move(error));
  };
  const auto opened = open_input(picture, settings_, interrupt_.token());
  if (!opened) return named(opened.error());
  auto described = libraries::describe_sample(process_, opened->file.get(), algorithm,
                                              {{}, [&] { return interrupt_.happened(); }});
  if (!described) return named(std::move(described).error());
  return described;
}

}  // namespace smarttag::cli
