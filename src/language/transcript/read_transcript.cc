#include "language/transcript/read_transcript.h"

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "base/text/unicode.h"
#include "language/text/pattern.h"
#include "language/text/unicode.h"

namespace smarttag::language {
namespace {

using Json = nlohmann::json;

tl::unexpected<Error> unreadable(std::string text) {
  return fail(ErrorKind::kInputUnreadable, "The transcript cannot be read: " + std::move(text));
}

std::string text_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end()) return {};
  if (found->is_number_integer()) return std::to_string(found->get<long>());
  return found->is_string() ? found->get<std::string>() : std::string{};
}

// A turn with the times it has; without any it follows the one before.
void add_turn(const Json& turn, TranscriptBuilder& builder) {
  builder.turn(text_at(turn, "speaker"));
  if (const auto sentences = turn.find("sentences"); sentences != turn.end() && sentences->is_array()) {
    for (const auto& sentence : *sentences) builder.sentence(sentence.get<std::string>());
  } else if (turn.contains("from") && turn.contains("to")) {
    builder.text(text_at(turn, "text"), turn.at("from").get<double>(), turn.at("to").get<double>());
  } else {
    builder.text(text_at(turn, "text"));
  }
}

// Result ASR: segments with times; a pause of a second and a half begins a turn.
void add_details(const Json& details, TranscriptBuilder& builder) {
  double end = -10;
  std::string last;
  for (const auto& detail : details) {
    const auto from = detail.at("from").get<double>();
    auto speaker = text_at(detail, "speakerId");
    if (from - end > 1.5 || speaker != last) builder.turn(speaker);
    last = std::move(speaker);
    end = detail.at("to").get<double>();
    builder.text(detail.at("content").get<std::string>(), from, end);
  }
}

// Result NLP, its transcription: words of one sentenceId are a sentence.
void add_paragraphs(const Json& paragraphs, TranscriptBuilder& builder) {
  for (const auto& paragraph : paragraphs) {
    builder.turn(text_at(paragraph, "speakerId"));
    std::string text;
    std::vector<Word> words;
    long id = -1;
    const auto flush = [&] {
      if (!words.empty()) {
        const double from = words.front().from;
        const double to = words.back().to;
        builder.sentence(std::move(text), from, to, std::move(words));
      }
      text.clear();
      words.clear();
    };
    for (const auto& word : paragraph.at("words")) {
      if (word.at("sentenceId").get<long>() != id) flush();
      id = word.at("sentenceId").get<long>();
      words.push_back({word.at("text").get<std::string>(), word.at("start").get<double>() / 1000,
                       word.at("end").get<double>() / 1000});
      const bool space = !text.empty() && han_share(text) < 0.5 && han_share(words.back().text) < 0.5 &&
                         text.back() != ' ' && words.back().text.front() != ' ';
      text += (space ? " " : "") + words.back().text;
    }
    flush();
  }
}

bool add_json(const Json& json, TranscriptBuilder& builder) {
  if (!json.is_object()) return false;
  if (json.contains("turns")) {
    for (const auto& turn : json.at("turns")) add_turn(turn, builder);
    return true;
  }
  if (json.contains("details")) {
    add_details(json.at("details"), builder);
    return true;
  }
  if (json.contains("transcription")) {
    add_paragraphs(json.at("transcription").at("paragraphs"), builder);
    return true;
  }
  if (!json.contains("Results")) return false;
  for (const auto* type : {"NLP", "ASR"})
    for (const auto& result : json.at("Results").at("Result"))
      if (result.at("Type") == type && add_json(Json::parse(result.at("Data").get<std::string>()), builder))
        return true;
  return false;
}

Result<Transcript> read_json(std::string_view content) {
  try {
    const auto json = Json::parse(content);
    TranscriptBuilder builder;
    if (!add_json(json, builder)) return unreadable("this JSON has neither turns nor the result ASR or NLP.");
    return builder.finish(text_at(json, "language"));
  } catch (const Json::exception& e) {
    return unreadable(std::string("its JSON does not have the expected shape: ") + e.what());
  }
}

// "Name: text"; a name is at most five words that begin with a capital, a digit or a Chinese character.
std::optional<std::pair<std::string, std::string>> named(const std::string& line) {
  static const Pattern kNamed(
      R"(^((?:[\p{Lu}\p{Han}\d][^\s:：]{0,40})(?: [\p{L}\d.][^\s:：]{0,30}){0,4}?)(?:: |：)(.+)$)");
  if (line.size() > 100000) return std::nullopt;
  auto groups = kNamed.match(line);
  if (!groups || length_in_units((*groups)[1]) > 12) return std::nullopt;
  return std::pair{std::move((*groups)[1]), std::move((*groups)[2])};
}

std::vector<std::string> lines_of(std::string_view content) {
  std::vector<std::string> lines(1);
  for (const char c : content) {
    if (c == '\n') {
      lines.emplace_back();
    } else if (c != '\r') {
      lines.back() += c;
    }
  }
  return lines;
}

// Hours (may be missing), minutes, seconds, milliseconds.
double clock(const std::vector<std::string>& groups, std::size_t first) {
  const auto number = [&](std::size_t i) { return groups[i].empty() ? 0.0 : std::stod(groups[i]); };
  return number(first) * 3600 + number(first + 1) * 60 + number(first + 2) + number(first + 3) / 1000;
}

constexpr const char* kCue =
    R"(^\s*(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{3})\s*-->\s*(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{3}).*$)";

// SRT and WebVTT: a time line, then text up to an empty line.
Result<Transcript> read_subtitles(const std::vector<std::string>& lines) {
  static const Pattern kTimes(kCue);
  static const Pattern kVoice(R"(<v(?:\.[^ >]*)? ([^>]+)>)");
  static const Pattern kMark("<[^>]{0,200}>");
  TranscriptBuilder builder;
  std::string speaker = "\n";  // no name: the first cue begins a turn
  double end = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].size() > 500) continue;
    const auto times = kTimes.match(lines[i]);
    if (!times) continue;
    std::string text;
    std::string name = speaker == "\n" ? "" : speaker;
    while (i + 1 < lines.size() && !lines[i + 1].empty()) text += (text.empty() ? "" : " ") + lines[++i];
    if (const auto voice = kVoice.search(text)) name = (*voice)[1];
    text = kMark.replaced(text, "");
    if (auto pair = named(text)) {
      name = pair->first;
      text = pair->second;
    }
    if (name != speaker || clock(*times, 1) - end > 1.5) builder.turn(name);
    speaker = name;
    end = clock(*times, 5);
    builder.text(text, clock(*times, 1), end);
  }
  return builder.finish();
}

Result<Transcript> read_text(const std::vector<std::string>& lines) {
  TranscriptBuilder builder;
  for (const auto& line : lines) {
    const auto clean = trimmed(line);
    if (clean.empty()) continue;
    const auto pair = named(clean);
    builder.turn(pair ? pair->first : std::string{});
    builder.text(pair ? pair->second : clean);
  }
  return builder.finish();
}

}  // namespace

Result<Transcript> read_transcript(std::string_view content) {
  if (content.starts_with("\xef\xbb\xbf")) content.remove_prefix(3);
  if (trimmed(content).empty()) return unreadable("it is empty.");
  if (!is_utf8(content)) return unreadable("it is not UTF-8 text.");
  const auto first = content.find_first_not_of(" \t\r\n");
  auto read = [&]() -> Result<Transcript> {
    if (content[first] == '{' || content[first] == '[') return read_json(content);
    const auto lines = lines_of(content);
    static const Pattern kTimes(kCue);
    for (std::size_t i = 0; i < lines.size() && i < 200; ++i)
      if (lines[i].size() <= 500 && kTimes.match(lines[i])) return read_subtitles(lines);
    return read_text(lines);
  }();
  if (read && read->sentences.empty()) return unreadable("it has no sentence.");
  return read;
}

}  // namespace smarttag::language
