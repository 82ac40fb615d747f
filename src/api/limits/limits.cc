#include "api/limits/limits.h"

#include <algorithm>
#include <array>

#include <spdlog/fmt/fmt.h>

#include "base/text/unicode.h"

namespace smarttag::api {
namespace {

using results::Json;
using enum LengthUnit;

constexpr std::size_t kUrl = 2048;
constexpr std::size_t kId = 128;
constexpr std::size_t kIds = 100;            // in a text with commas
constexpr std::size_t kIdsText = 8192;       // of so many ids
constexpr std::size_t kTemplate = 16 << 10;  // of JSON that configures an analysis
constexpr std::size_t kLanguage = 35;        // as long as language tags get (BCP 47)

// Lengths that the API names are as it names them; the others are limits of this service.
constexpr std::array kLimits{
    Limit{"", "", 2048, kBytes, 100},  // every other field
    Limit{"SubmitSmarttagJob", "Title", 256},
    Limit{"SubmitSmarttagJob", "Content", 1024},
    Limit{"SubmitSmarttagJob", "UserData", 1024},
    Limit{"", "NotifyUrl", kUrl},
    Limit{"", "Input.Media", kUrl},
    Limit{"", "Params", kTemplate},
    Limit{"", "TemplateConfig", kTemplate},
    Limit{"", "JobId", kId},
    Limit{"CorrectSmarttagResult", "Data", 4 << 20},
    Limit{"DeleteSmartJob", "JobId", kIdsText, kBytes, kIds},
    Limit{"", "TemplateId", kId},
    Limit{"", "PipelineId", kId},
    Limit{"", "ScheduleConfig.PipelineId", kId},
    Limit{"", "NextToken", 512},

    Limit{"CreateCustomTemplate", "Name", 120, kCharacters},
    Limit{"UpdateCustomTemplate", "Name", 120, kCharacters},
    Limit{"ListCustomTemplates", "Name", 120, kCharacters},
    Limit{"ListSystemTemplates", "Name", 120, kCharacters},
    Limit{"ListSystemTemplates", "Type", 512, kBytes, kIds},
    Limit{"CreatePipeline", "Name", 128},
    Limit{"UpdatePipeline", "Name", 128},

    Limit{"", "LibName", 64},
    Limit{"", "LibDescription", 128},
    Limit{"", "EntityName", 64},
    Limit{"", "EntityInfo", 256},
    Limit{"", "ImageUrl", kUrl},
    Limit{"", "LabelPrompt", 256},
    Limit{"", "LibId", kId},
    Limit{"ListRecognitionLibs", "LibId", kIdsText, kBytes, kIds},
    Limit{"", "EntityId", kId},
    Limit{"", "SampleId", kId},

    Limit{"CreateHotwordLibrary", "Name", 100, kCharacters},
    Limit{"UpdateHotwordLibrary", "Name", 100, kCharacters},
    Limit{"CreateHotwordLibrary", "Description", 200, kCharacters},
    Limit{"UpdateHotwordLibrary", "Description", 200, kCharacters},
    Limit{"", "HotwordLibraryId", kId},
    Limit{"", "Hotwords", 0, kBytes, 300},
    Limit{"", "Hotwords.Text", 100, kCharacters},
    Limit{"", "Hotwords.Language", kLanguage},
    Limit{"", "Hotwords.TranspositionResultList", 0, kBytes, 100},
    Limit{"", "Hotwords.TranspositionResultList.TargetLanguage", kLanguage},
    Limit{"", "Hotwords.TranspositionResultList.TranslatedText", 100, kCharacters},

    Limit{"RegisterMediaInfo", "Title", 128},
    Limit{"UpdateMediaInfo", "Title", 128},
    Limit{"", "CoverURL", 128},
    Limit{"", "Category", 64},
    Limit{"RegisterMediaInfo", "Description", 1024},
    Limit{"UpdateMediaInfo", "Description", 1024},
    Limit{"RegisterMediaInfo", "UserData", 1024},
    Limit{"UpdateMediaInfo", "UserData", 1024},
    Limit{"", "MediaTags", 1024, kBytes, 16},
    Limit{"", "ReferenceId", 64},
    Limit{"", "ClientToken", 64},
    Limit{"", "InputURL", kUrl},
    Limit{"", "MediaId", kId},
    Limit{"", "MediaIds", kIdsText, kBytes, kIds},
    Limit{"", "InputURLs", kUrl * 32, kBytes, kIds},
    Limit{"", "AdditionType", 256, kBytes, 10},
};

std::size_t length_of(std::string_view text, LengthUnit unit) {
  if (unit == kBytes) return text.size();
  return count_code_points(text);
}

std::size_t items_of(std::string_view text) {
  std::size_t items = 0;
  bool in_item = false;
  for (const char c : text) {
    if (c == ',')
      in_item = false;
    else if (c != ' ' && c != '\t' && !in_item) {
      in_item = true;
      ++items;
    }
  }
  return items;
}

Failure too_many(std::string_view where, std::size_t most, std::size_t sent) {
  return failure(Fault::kInvalid,
                 fmt::format("{} may have {} items at most; this one has {}.", where, most, sent));
}

// One request's walk over its fields.
class Walk {
 public:
  explicit Walk(std::string_view operation) : operation_(operation) {}

  // `path` is that of the table, `shown` has the numbers of items in it.
  std::optional<Failure> object(const std::vector<Field>& fields, const Json& json, const std::string& path,
                                const std::string& shown) const {
    for (const Field& field : fields) {
      const auto found = json.find(std::string(field.name));
      if (found == json.end()) continue;
      const std::string name(field.name);
      if (auto bad = value(field, *found, path + name, shown + name)) return bad;
    }
    return std::nullopt;
  }

 private:
  std::optional<Failure> value(const Field& field, const Json& json, const std::string& path,
                               const std::string& shown) const {
    if (json.is_string()) return text(json.get_ref<const std::string&>(), path, shown);
    if (json.is_object()) return object(field.fields, json, path + ".", shown + ".");
    if (!json.is_array()) return std::nullopt;
    const std::size_t most = limit_of(operation_, path).items;
    if (json.size() > most) return too_many(shown, most, json.size());
    std::size_t number = 0;
    for (const Json& item : json)
      if (auto bad = value(field, item, path, fmt::format("{}.{}", shown, ++number))) return bad;
    return std::nullopt;
  }

  std::optional<Failure> text(const std::string& text, const std::string& path,
                              const std::string& shown) const {
    const Limit& limit = limit_of(operation_, path);
    const std::size_t most = limit.length != 0 ? limit.length : limit_of("", "").length;
    if (const auto length = length_of(text, limit.unit); length > most)
      return failure(Fault::kInvalid, fmt::format("{} may have {} {} at most; this one has {}.", shown, most,
                                                  limit.unit == kBytes ? "bytes" : "characters", length));
    if (limit.path.empty() || limit.items == 0) return std::nullopt;
    if (const auto items = items_of(text); items > limit.items) return too_many(shown, limit.items, items);
    return std::nullopt;
  }

  std::string_view operation_;
};

}  // namespace

const Limit& limit_of(std::string_view operation, std::string_view path) {
  const Limit* general = nullptr;
  for (const Limit& limit : kLimits) {
    if (limit.path != path) continue;
    if (limit.operation == operation) return limit;
    if (limit.operation.empty()) general = &limit;
  }
  return general != nullptr ? *general : kLimits.front();
}

std::optional<Failure> beyond_limits(const Operation& operation, const Json& parameters) {
  return Walk(operation.name).object(operation.request, parameters, "", "");
}

}  // namespace smarttag::api
