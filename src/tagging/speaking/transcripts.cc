#include "tagging/speaking/transcripts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include <spdlog/fmt/fmt.h>

#include "results/json.h"
#include "speech/writing/subtitles.h"
#include "tagging/speaking/speakers.h"

namespace smarttag::tagging {
namespace {

using results::Json;

struct NamedFormat {
  std::string_view name;
  TranscriptFormat format;
};
constexpr std::array kFormats{
    NamedFormat{"txt", TranscriptFormat::kText}, NamedFormat{"srt", TranscriptFormat::kSrt},
    NamedFormat{"vtt", TranscriptFormat::kVtt},  NamedFormat{"json", TranscriptFormat::kJson},
    NamedFormat{"tsv", TranscriptFormat::kTsv},  NamedFormat{"rttm", TranscriptFormat::kRttm}};

// What the program calls speakers, and how people write it.
constexpr std::array kTitles{std::pair<std::string_view, std::string_view>{"speaker-", "Speaker "},
                             std::pair<std::string_view, std::string_view>{"channel-", "Channel "}};

const facts::Speech& speech_of(const TimedFact& fact) { return *fact.as<facts::Speech>(); }

// "speaker-2" as people write it.
std::string title_of(std::string_view speaker) {
  for (const auto& [name, title] : kTitles)
    if (speaker.starts_with(name)) return fmt::format("{}{}", title, speaker.substr(name.size()));
  return std::string(speaker);
}

// The facts with "Speaker 1: " in the text where the speaker changes.
std::vector<TimedFact> with_titles(std::vector<TimedFact> speech) {
  std::string before;
  for (auto& fact : speech) {
    auto& said = *fact.as<facts::Speech>();
    if (!said.speaker.empty() && said.speaker != before)
      said.text = title_of(said.speaker) + ": " + said.text;
    before = said.speaker;
  }
  return speech;
}

long milliseconds(double seconds) { return std::lround(seconds * 1000); }

// No tab or line break may stand in a field.
std::string field(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return text;
}

std::string tsv(const Spoken& spoken, bool words) {
  const bool speakers = std::ranges::any_of(
      spoken.speech, [](const TimedFact& fact) { return !speech_of(fact).speaker.empty(); });
  std::string out = speakers ? "start\tend\tspeaker\ttext\n" : "start\tend\ttext\n";
  const auto add = [&](double from, double to, const std::string& speaker, const std::string& text) {
    out += fmt::format("{}\t{}\t{}{}\n", milliseconds(from), milliseconds(to),
                       speakers ? field(speaker) + "\t" : "", field(text));
  };
  for (const auto& fact : spoken.speech) {
    const auto& said = speech_of(fact);
    if (!words) {
      add(fact.from, fact.to, said.speaker, speech::with_notes(said));
      continue;
    }
    for (const auto& word : said.words) add(word.from, word.to, said.speaker, word.text);
  }
  return out;
}

std::string main_language(const std::vector<TimedFact>& speech) {
  std::map<std::string, double> seconds;
  for (const auto& fact : speech) seconds[speech_of(fact).language] += fact.to - fact.from;
  const auto most = std::max_element(seconds.begin(), seconds.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == seconds.end() ? "" : most->first;
}

std::string json(const Spoken& spoken, bool words) {
  Json segments = Json::array();
  const bool several = several_channels(spoken.speech);
  for (const auto& fact : spoken.speech) {
    const auto& said = speech_of(fact);
    Json segment{{"start", results::seconds(fact.from)},
                 {"end", results::seconds(fact.to)},
                 {"text", said.text},
                 {"language", said.language},
                 {"probability", results::score(fact.score)}};
    if (!said.speaker.empty()) segment["speaker"] = said.speaker;
    if (several) segment["channel"] = said.channel + 1;
    if (said.sung) segment["singing"] = true;
    if (words) {
      segment["words"] = Json::array();
      for (const auto& word : said.words)
        segment["words"].push_back({{"word", word.text},
                                    {"start", results::seconds(word.from)},
                                    {"end", results::seconds(word.to)},
                                    {"probability", results::score(word.probability)}});
    }
    segments.push_back(std::move(segment));
  }
  return results::dump(Json{{"file", spoken.name},
                            {"language", main_language(spoken.speech)},
                            {"segments", std::move(segments)}}) +
         "\n";
}

// A line of RTTM has fields with spaces between: none may stand in a name.
std::string rttm(const Spoken& spoken) {
  std::string name = spoken.name;
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return c <= ' '; }, '_');
  std::string out;
  for (const auto& fact : spoken.turns) {
    const auto& turn = *fact.as<facts::Turn>();
    out += fmt::format("SPEAKER {} {} {:.3f} {:.3f} <NA> <NA> {} <NA> <NA>\n", name, turn.channel + 1,
                       fact.from, fact.to - fact.from, turn.speaker);
  }
  return out;
}

}  // namespace

std::optional<TranscriptFormat> transcript_format(std::string_view name) {
  const auto* found =
      std::find_if(kFormats.begin(), kFormats.end(), [&](const NamedFormat& f) { return f.name == name; });
  if (found == kFormats.end()) return std::nullopt;
  return found->format;
}

std::string text_line(const facts::Speech& speech, const std::string& before) {
  const bool changes = !speech.speaker.empty() && speech.speaker != before;
  return (changes ? title_of(speech.speaker) + ": " : "") + speech::with_notes(speech) + "\n";
}

std::string transcript(const Spoken& spoken, TranscriptFormat format, bool words) {
  switch (format) {
    case TranscriptFormat::kText: {
      std::string out;
      std::string before;
      for (const auto& fact : spoken.speech) {
        out += text_line(speech_of(fact), before);
        before = speech_of(fact).speaker;
      }
      return out;
    }
    case TranscriptFormat::kSrt:
      return speech::srt(with_titles(spoken.speech), speech::SubtitleLanguage::kAll);
    case TranscriptFormat::kVtt:
      return speech::webvtt(with_titles(spoken.speech), speech::SubtitleLanguage::kAll);
    case TranscriptFormat::kJson:
      return json(spoken, words);
    case TranscriptFormat::kTsv:
      return tsv(spoken, words);
    case TranscriptFormat::kRttm:
      return rttm(spoken);
  }
  return {};
}

}  // namespace smarttag::tagging
