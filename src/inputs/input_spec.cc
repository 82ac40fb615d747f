#include "inputs/inputs.h"
#include "results/json.h"

namespace smarttag::inputs {

std::string to_text(const InputSpec& spec) {
  return results::dump({{"Type", spec.type}, {"Media", spec.media}});
}

Result<InputSpec> input_spec_from(std::string_view text) {
  auto json = results::parse(text);
  if (!json) return tl::unexpected(std::move(json).error());
  InputSpec spec;
  if (!json->is_object()) return fail(ErrorKind::kUsage, "Input must be an object with Type and Media.");
  for (const auto& [key, value] : json->items()) {
    if ((key != "Type" && key != "Media") || !value.is_string())
      return fail(ErrorKind::kUsage, "Input must have the texts Type and Media, and nothing else.");
    (key == "Type" ? spec.type : spec.media) = value.get<std::string>();
  }
  if (spec.type.empty() || spec.media.empty())
    return fail(ErrorKind::kUsage, "Input must have both Type (OSS, Media or URL) and Media.");
  return spec;
}

}  // namespace smarttag::inputs
