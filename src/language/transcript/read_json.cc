#include "language/transcript/read_json.h"

#include <algorithm>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>
#include <tl/expected.hpp>

#include "language/text/unicode.h"
#include "language/transcript/unreadable.h"

namespace smarttag::language {
namespace {

using Json = nlohmann::json;

std::string text_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end()) return {};
  if (found->is_number_integer()) return std::to_string(found->get<long>());
  return found->is_string() ? found->get<std::string>() : std::string{};
}

// "cn", "zh-Hans", "yue": what tools call them. Empty for another language.
std::string known_language(const std::string& name) {
  const auto small = folded(name);
  for (const auto* chinese : {"zh", "cn", "yue", "chinese"})
    if (small.starts_with(chinese)) return "zh";
  return small.starts_with("en") ? "en" : "";
}

// Throws Json::exception for another shape; the first fault in the values is kept.
class Reader {
 public:
  bool add(const Json& json) {
    if (!json.is_object()) return false;
    if (json.contains("turns")) {
      add_turns(json.at("turns"));
      add_cuts(json);
    } else if (json.contains("details")) {
      add_segments(json.at("details"), {"from", "to", "content", "speakerId"});
    } else if (json.contains("segments")) {
      add_segments(json.at("segments"), {"start", "end", "text", "speaker"});
    } else if (json.contains("transcription")) {
      add_paragraphs(json.at("transcription").at("paragraphs"));
    } else {
      return json.contains("Results") && add_results(json.at("Results").at("Result"));
    }
    return true;
  }

  Result<Transcript> finish(const std::string& language) {
    if (!fault_.empty()) return unreadable(fault_);
    const auto known = known_language(language);
    if (!language.empty() && known.empty())
      return unreadable("its language is '" + language.substr(0, 35) +
                        "'. Notes are made of talks in Chinese (zh) and English (en).");
    auto made = builder_.finish(known);
    made.cuts = std::move(cuts_);
    return made;
  }

 private:
  struct Span {
    double from = 0;
    double to = 0;
  };
  struct Names {
    const char *from, *to, *text, *speaker;
  };

  void fault(std::string text) {
    if (fault_.empty()) fault_ = std::move(text);
  }

  // In seconds.
  Span span_of(const Json& json, const char* from, const char* to, double unit, const std::string& where) {
    const Span span{json.at(from).get<double>() * unit, json.at(to).get<double>() * unit};
    if (!is_time(span.from) || !is_time(span.to))
      fault(where + " has a time that is none: times are from 0 to 1,000 hours.");
    else if (span.to < span.from)
      fault(where + " ends before it begins.");
    return fault_.empty() ? span : Span{};
  }

  // Turns with the times they have; without any a turn follows the one before.
  void add_turns(const Json& turns) {
    int number = 0;
    for (const auto& turn : turns) {
      const auto where = "turn " + std::to_string(++number);
      builder_.turn(text_at(turn, "speaker"));
      if (const auto sentences = turn.find("sentences"); sentences != turn.end() && sentences->is_array()) {
        for (const auto& sentence : *sentences) builder_.sentence(sentence.get<std::string>());
      } else if (turn.contains("from") && turn.contains("to")) {
        const auto span = span_of(turn, "from", "to", 1, where);
        builder_.text(text_at(turn, "text"), span.from, span.to);
      } else {
        builder_.text(text_at(turn, "text"));
      }
    }
  }

  // When the picture changes, where the talk has pictures.
  void add_cuts(const Json& json) {
    const auto cuts = json.find("cuts");
    if (cuts == json.end()) return;
    for (const auto& cut : *cuts) {
      cuts_.push_back(cut.get<double>());
      if (!is_time(cuts_.back()))
        fault("its cuts have a time that is none: times are from 0 to 1,000 hours.");
    }
    std::sort(cuts_.begin(), cuts_.end());
  }

  // Segments with times; a pause of a second and a half begins a turn.
  void add_segments(const Json& segments, const Names& names) {
    double end = -10;
    std::string last;
    int number = 0;
    for (const auto& segment : segments) {
      const auto span = span_of(segment, names.from, names.to, 1, "segment " + std::to_string(++number));
      auto speaker = text_at(segment, names.speaker);
      if (span.from - end > 1.5 || speaker != last) builder_.turn(speaker);
      last = std::move(speaker);
      end = span.to;
      builder_.text(segment.at(names.text).get<std::string>(), span.from, span.to);
    }
  }

  // Words of one sentenceId are a sentence.
  void add_paragraphs(const Json& paragraphs) {
    int number = 0;
    for (const auto& paragraph : paragraphs) {
      builder_.turn(text_at(paragraph, "speakerId"));
      const auto where = "paragraph " + std::to_string(++number);
      long id = -1;
      int word_number = 0;
      for (const auto& word : paragraph.at("words")) {
        if (const auto next = word.at("sentenceId").get<long>(); next != std::exchange(id, next)) flush();
        add_word(word, where + ", word " + std::to_string(++word_number));
      }
      flush();
    }
  }

  void add_word(const Json& word, const std::string& where) {
    const auto span = span_of(word, "start", "end", 0.001, where);
    const auto text = word.at("text").get<std::string>();
    if (trimmed(text).empty()) return fault(where + " has no text.");
    const bool space = !text_.empty() && han_share(text_) < 0.5 && han_share(text) < 0.5 &&
                       text_.back() != ' ' && text.front() != ' ';
    text_ += (space ? " " : "") + text;
    words_.push_back({text, span.from, span.to});
  }

  void flush() {
    if (!words_.empty()) {
      const double from = words_.front().from;
      const double to = words_.back().to;
      builder_.sentence(std::move(text_), from, to, std::move(words_));
    }
    text_.clear();
    words_.clear();
  }

  bool add_results(const Json& results) {
    for (const auto* type : {"NLP", "ASR"})
      for (const auto& result : results)
        if (result.at("Type") == type && add(Json::parse(result.at("Data").get<std::string>()))) return true;
    return false;
  }

  TranscriptBuilder builder_;
  std::string text_;  // of the sentence whose words are being read
  std::vector<Word> words_;
  std::vector<double> cuts_;
  std::string fault_;
};

}  // namespace

Result<Transcript> read_json(std::string_view content) {
  try {
    const auto json = Json::parse(content);
    Reader reader;
    if (!reader.add(json)) return unreadable("this JSON has neither turns nor the result ASR or NLP.");
    return reader.finish(text_at(json, "language"));
  } catch (const Json::exception& e) {
    return unreadable(std::string("its JSON does not have the expected shape: ") + e.what());
  }
}

}  // namespace smarttag::language
