// For tests of recognition: sound that is spoken, made or read, what is heard in it, and how wrong that is.
#pragma once

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/testing/shared_media.h"
#include "base/text/unicode.h"
#include "facts/fact.h"
#include "inference/engine.h"
#include "speech/recogniser.h"
#include "speech/sounds/sound_finder.h"
#include "speech/writing/characters.h"

namespace smarttag::speech {

using Sound = std::vector<float>;

// Runs ffmpeg with these arguments (shell words) and gives its sound as 16 kHz mono. What another command
// writes may be its input "-i pipe:0".
inline Sound sound_of(const std::string& arguments, const std::string& input_from = "true") {
  const std::string command =
      input_from + " | ffmpeg -hide_banner -loglevel error " + arguments + " -ac 1 -ar 16000 -f f32le -";
  Sound sound;
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::array<float, 4096> block{};
  for (std::size_t n = 0; (n = fread(block.data(), sizeof(float), block.size(), pipe.get())) > 0;)
    sound.insert(sound.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(n));
  EXPECT_FALSE(sound.empty()) << command;
  return sound;
}

// The command that speaks a text, as WAV; a text without quotation marks.
inline std::string speaking(const std::string& voice, const std::string& text) {
  return "espeak-ng -v " + voice + " -s 140 --stdout '" + text + "'";
}

// Spoken by espeak-ng, without the silence around it.
inline Sound spoken(const std::string& voice, const std::string& text) {
  const std::string trim = "silenceremove=start_periods=1:start_threshold=-45dB";
  return sound_of("-i pipe:0 -af " + trim + ",areverse," + trim + ",areverse", speaking(voice, text));
}

inline Sound silence(double seconds) { return Sound(static_cast<std::size_t>(seconds * 16000), 0.0F); }

inline Sound joined(const std::vector<Sound>& parts) {
  Sound all;
  for (const Sound& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

inline double seconds(const Sound& sound) { return static_cast<double>(sound.size()) / 16000; }

// Hands the sound to a recogniser in chunks of 0.1 s.
inline std::vector<TimedFact> heard(const Sound& sound) {
  Settings settings;
  EXPECT_TRUE(settings.read_environment());
  static const auto engine = inference::Engine::create(settings);
  EXPECT_TRUE(engine);
  const auto kinds = model_of_kinds(**engine);
  EXPECT_TRUE(kinds);
  auto recogniser = make_recogniser(**engine, RecogniserOptions{}, *kinds);
  if (!recogniser) {
    ADD_FAILURE() << recogniser.error().client.text << " " << recogniser.error().log.text;
    return {};
  }
  for (std::size_t at = 0; at < sound.size(); at += 1600) {
    media::AudioChunk chunk;
    chunk.time = static_cast<double>(at) / 16000;
    chunk.samples.assign(sound.begin() + static_cast<std::ptrdiff_t>(at),
                         sound.begin() + static_cast<std::ptrdiff_t>(std::min(sound.size(), at + 1600)));
    const auto done = (*recogniser)->hear(chunk);
    EXPECT_TRUE(done) << done.error().log.text;
  }
  auto facts = (*recogniser)->finish();
  EXPECT_TRUE(facts);
  return facts ? *facts : std::vector<TimedFact>{};
}

inline std::string text_of(const std::vector<TimedFact>& facts, double from = 0, double to = 1e9) {
  std::string text;
  for (const auto& fact : facts)
    if ((fact.from + fact.to) / 2 >= from && (fact.from + fact.to) / 2 < to) text += what(fact) + " ";
  return std::string(trim_spaces(text));
}

// Words in lower case without marks; every Han character is a word of its own.
inline std::vector<std::string> words(const std::string& text) {
  std::vector<std::string> found(1);
  for (const char32_t c : code_points(text)) {
    const bool mark = is_pause_mark(c) || c == '"' || c == '-';
    if (is_space(c) || mark) {
      found.emplace_back();
    } else if (is_wide(c)) {
      found.push_back(utf8(c));
      found.emplace_back();
    } else {
      found.back() +=
          c < 0x80 ? std::string(1, static_cast<char>(std::tolower(static_cast<int>(c)))) : utf8(c);
    }
  }
  std::erase(found, "");
  return found;
}

// Insertions, deletions and substitutions for each word that was really said.
inline double error_rate(const std::string& truth, const std::string& heard_text) {
  const auto a = words(truth);
  const auto b = words(heard_text);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t next =
          std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = row[j];
      row[j] = next;
    }
  }
  return static_cast<double>(row[b.size()]) / static_cast<double>(a.size());
}

// The file of the shared media; empty where that folder is missing.
inline std::string shared_media(const std::string& name) {
  const auto file = smarttag::shared_media(name);
  return exists(file) ? file.string() : "";
}

}  // namespace smarttag::speech
