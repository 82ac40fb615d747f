#include "tagging/deriving/tell_tags.h"

#include <algorithm>
#include <utility>

#include <spdlog/fmt/fmt.h>

#include "tagging/deriving/labels_by_names.h"
#include "tagging/deriving/taxonomy.h"

namespace smarttag::tagging {
namespace {

constexpr const char* kName = "tags";

TimedFact tag_fact(evidence::Finding finding, int track = -1) {
  auto& tag = finding.tag;
  return {finding.from,
          finding.to,
          tag.score,
          kName,
          facts::Tag{std::move(tag.main), std::move(tag.sub), std::move(tag.why), false, track},
          {}};
}

// Each fact of a stream.
template <class See>
Result<void> for_each(Result<std::unique_ptr<facts::FactStream>> stream, const See& see) {
  if (!stream) return tl::unexpected(std::move(stream).error());
  while (true) {
    const auto fact = (*stream)->next();
    if (!fact) return tl::unexpected(fact.error());
    if (!*fact) return {};
    if (auto done = see(**fact); !done) return done;
  }
}

// What sounds is not always what is seen: more of it is told where there are no pictures.
constexpr const char* kSoundOnly = "sound-only";

std::optional<Tag> tag_of(const TimedFact& fact, const DeriverInput& input) {
  auto tag = input.taxonomy.tag_of(fact);
  if (!tag && !input.media.has_video && fact.as<facts::Sound>() != nullptr)
    tag = input.taxonomy.tag_of(kSoundOnly, what(fact), fact.score);
  return tag;
}

// What a model knows by itself.
Result<void> tell_named(const DeriverInput& input, const FactSink& sink) {
  return for_each(
      input.facts.stream<facts::Object, facts::PictureClass, facts::Sound, facts::Emotion>(),
      [&](const TimedFact& fact) -> Result<void> {
        auto tag = tag_of(fact, input);
        if (!tag) return {};
        auto why = fmt::format("{}:{} {:.2f}", fact.analyser, what(fact), fact.score);
        const auto* object = fact.as<facts::Object>();
        return sink(tag_fact({fact.from, fact.to, {tag->main, tag->sub, fact.score, std::move(why)}},
                             object != nullptr ? object->track : -1));
      });
}

// Kept facts may be of libraries that the job does not name any more.
bool is_named(const facts::Known& known, const ThingRules& things) {
  const auto in = [&](const std::vector<std::string>& ids) {
    return std::find(ids.begin(), ids.end(), known.library) != ids.end();
  };
  return in(things.landmarks) || in(things.objects);
}

// What a library knows.
Result<void> tell_known(const DeriverInput& input, const FactSink& sink) {
  return for_each(input.facts.stream<facts::Known>(), [&](const TimedFact& fact) -> Result<void> {
    const auto& known = std::get<facts::Known>(fact.of);
    if (!is_named(known, input.job.things)) return {};
    auto why = fmt::format("library {}: {} {:.2f}", known.library, known.entity, fact.score);
    auto tag = tag_fact({fact.from, fact.to, {known.main, known.name, fact.score, std::move(why)}});
    std::get<facts::Tag>(tag.of).of_library = true;
    return sink(tag);
  });
}

// Kept facts may be of descriptions that the job does not ask for any more.
bool is_asked(const facts::Described& described, const DescribedLabels& job) {
  if (!described.asked) return true;
  if (!described.library.empty())
    return std::find(job.libraries.begin(), job.libraries.end(), described.library) != job.libraries.end();
  return std::any_of(job.prompts.begin(), job.prompts.end(), [&](const vision::LabelPrompt& prompt) {
    return prompt.library.empty() && prompt.main == described.main && prompt.name == described.name;
  });
}

// What descriptions in words say.
Result<void> tell_described(const DeriverInput& input, const FactSink& sink) {
  return for_each(input.facts.stream<facts::Described>(), [&](const TimedFact& fact) -> Result<void> {
    const auto& described = std::get<facts::Described>(fact.of);
    if (!is_asked(described, input.job.described)) return {};
    auto why = fmt::format("{}: \"{}\" {:.2f}", fact.analyser, described.sentence, fact.score);
    auto tag = tag_fact({fact.from, fact.to, {described.main, described.name, fact.score, std::move(why)}});
    std::get<facts::Tag>(tag.of).of_library = described.asked;
    return sink(tag);
  });
}

}  // namespace

Result<void> tell_tags(const DeriverInput& input, const FactSink& sink) {
  if (auto done = tell_named(input, sink); !done) return done;
  if (auto done = tell_known(input, sink); !done) return done;
  if (auto done = tell_described(input, sink); !done) return done;
  if (auto done = tell_by_names(input, sink); !done) return done;
  const auto* rules = input.taxonomy.rules();
  if (rules == nullptr) return {};
  const auto tell = [&](evidence::Finding finding) { return sink(tag_fact(std::move(finding))); };
  const auto seen = input.facts.stream<facts::Face, facts::Object, facts::PictureClass, facts::Sound>();
  if (!seen) return tl::unexpected(seen.error());
  if (auto done = rules->conclude(**seen, input.media.duration, tell); !done) return done;
  return for_each(input.facts.stream<facts::TextLine>(), [&](const TimedFact& line) -> Result<void> {
    for (auto& logo : rules->logos_in(line))
      if (auto done = tell(std::move(logo)); !done) return done;
    return {};
  });
}

}  // namespace smarttag::tagging
