// What was said, and when the picture changed meanwhile: all that this room sees of a talk. Times in seconds
// from the start of the sound.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace smarttag::language {

struct Word {
  std::string text;
  double from = 0;
  double to = 0;
};

struct Sentence {
  long id = 0;           // counts from 1 through the talk, in order
  std::size_t turn = 0;  // of Transcript::turns
  double from = 0;       // from <= to; sentences are in order of `from`
  double to = 0;
  std::string text;
  std::vector<Word> words;  // empty where the source has no times of words
};

// What one speaker says before another does, or before a pause.
struct Turn {
  std::string speaker;    // "" when unknown
  std::size_t first = 0;  // its sentences: [first, last) of Transcript::sentences; may be empty
  std::size_t last = 0;
};

struct Transcript {
  std::string language;  // "zh" or "en": of most of the text
  std::vector<Turn> turns;
  std::vector<Sentence> sentences;
  std::vector<double>
      cuts{};  // times at which the picture changes to another shot, in order; none without one
};

// Builds a transcript turn by turn; sentences get their ids, and times from a speaking rate (English 160
// words, Chinese 270 characters a minute) where none are given. Control characters are left out: nothing that
// is said may steer a terminal.
class TranscriptBuilder {
 public:
  // Begins a turn; what is added next belongs to it.
  void turn(const std::string& speaker);

  // Splits the text into sentences and shares the time out by length. Without times the text follows what
  // came before.
  void text(std::string_view text);
  void text(std::string_view text, double from, double to);

  // One sentence as it is.
  void sentence(std::string text);
  void sentence(std::string text, double from, double to, std::vector<Word> words = {});

  // The language, if given, else by the script of most letters.
  Transcript finish(std::string language = {});

 private:
  [[nodiscard]] double now() const;
  Transcript made_;
};

}  // namespace smarttag::language
