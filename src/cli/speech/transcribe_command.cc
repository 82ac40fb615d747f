#include "cli/speech/transcribe_command.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "cli/analyze/progress_line.h"
#include "cli/interrupt.h"
#include "cli/open_input.h"
#include "cli/settings_flags.h"
#include "facts/keeping/fact_file.h"
#include "tagging/speaking/speakers.h"
#include "tagging/speaking/transcripts.h"
#include "worker/analysis_process.h"

namespace smarttag::cli {
namespace {

using tagging::TranscriptFormat;

struct Options {
  std::vector<std::string> inputs;
  std::string format = "txt";
  std::string out;
  bool words = false;
  bool quiet = false;
  SettingsFlags settings;
};

// Everything that is the same for all inputs of one call.
struct Run {
  const Options& options;
  const Settings& settings;
  TranscriptFormat format;
  worker::AnalysisProcess& process;
  Interrupt& interrupt;
  std::set<std::filesystem::path>& written;
};

// Lines of text as they are heard. Speech of a second channel may turn out to be a copy of the first: it
// waits.
class Lines {
 public:
  void add(const std::vector<TimedFact>& facts) {
    for (const auto& fact : facts) {
      const auto& speech = *fact.as<facts::Speech>();
      if (speech.channel != 0) continue;
      std::cout << tagging::text_line(speech, "") << std::flush;
      told_.emplace_back(fact.from, fact.to, speech.text);
    }
  }
  bool has(const TimedFact& fact) const {
    return std::find(told_.begin(), told_.end(), std::tuple(fact.from, fact.to, what(fact))) != told_.end();
  }

 private:
  std::vector<std::tuple<double, double, std::string>> told_;
};

// The speech and the turns among the facts that the analysis has kept.
Result<tagging::Spoken> spoken_in(const worker::FinishedAnalysis& finished, std::string name) {
  tagging::Spoken spoken{std::move(name), {}, {}};
  const auto& written = finished.analysis.written;
  const auto kept = std::find_if(written.begin(), written.end(), [](const tagging::Written& one) {
    return one.what == tagging::Artefact::kFacts;
  });
  if (kept == written.end()) return spoken;
  if (::lseek(finished.output.get(), kept->offset, SEEK_SET) < 0)
    return fail(ErrorKind::kInternal, "The results cannot be read back.", "lseek");
  const auto facts = facts::read_facts(finished.output.get());
  if (!facts) return tl::unexpected(facts.error());
  while (true) {
    auto fact = facts->facts->next();
    if (!fact) return tl::unexpected(std::move(fact).error());
    if (!*fact) break;
    if ((*fact)->as<facts::Speech>() != nullptr)
      spoken.speech.push_back(std::move(**fact));
    else if ((*fact)->as<facts::Turn>() != nullptr)
      spoken.turns.push_back(std::move(**fact));
  }
  spoken.speech = tagging::with_speakers(std::move(spoken.speech), spoken.turns);
  return spoken;
}

// OUT itself for a single input; for several, a file of the input's name in the folder OUT.
Result<std::filesystem::path> place_for(const Options& options, const std::string& name) {
  const std::filesystem::path out(options.out);
  if (options.inputs.size() == 1 && !std::filesystem::is_directory(out)) return out;
  std::error_code error;
  std::filesystem::create_directories(out, error);
  if (error)
    return fail(ErrorKind::kOutputFailed, "The folder " + options.out + " cannot be made.", error.message());
  return out / (std::filesystem::path(name).filename().string() + "." + options.format);
}

// Appears whole or not at all.
Result<void> write_file(const std::filesystem::path& place, const std::string& text) {
  auto part = place;
  part += ".part";
  std::ofstream file(part, std::ios::binary);
  file << text;
  file.close();
  std::error_code error;
  if (file) std::filesystem::rename(part, place, error);
  if (file && !error) return {};
  std::filesystem::remove(part, error);
  return fail(ErrorKind::kOutputFailed, place.string() + " cannot be written: is there room, and a folder?");
}

Result<void> transcribe_one(const Run& run, const std::string& input, std::string& name) {
  auto opened = open_input(input, run.settings, run.interrupt.token());
  if (!opened) return tl::unexpected(std::move(opened).error());
  name = opened->name;
  std::filesystem::path place;
  if (!run.options.out.empty()) {
    auto chosen = place_for(run.options, name);
    if (!chosen) return tl::unexpected(std::move(chosen).error());
    place = std::move(*chosen);
    if (!run.written.insert(place).second)
      return fail(ErrorKind::kOutputFailed, "Another input of this name is written to " + place.string() +
                                                ". Give them folders of their own.");
  }
  // Speakers are known at the end alone.
  const bool at_once = run.format == TranscriptFormat::kText && run.options.out.empty() &&
                       run.settings.text("speakers").empty();
  Lines lines;
  worker::AnalysisProcess::Watch watch{{}, [&] { return run.interrupt.happened(); }};
  if (at_once) watch.heard = [&](const std::vector<TimedFact>& facts) { lines.add(facts); };
  ProgressLine line(name, run.options.quiet || at_once);
  watch.progress = [&](const tagging::Progress& p) { line.show(p); };
  tagging::JobSpec spec{name, {"ASR"}};
  const auto finished = run.process.run(opened->file.get(), spec, watch);
  if (!finished) return tl::unexpected(finished.error());
  if (!finished->analysis.media.has_audio)
    return fail(ErrorKind::kInputUnreadable, "There is no sound to transcribe.");
  auto spoken = spoken_in(*finished, name);
  if (!spoken) return tl::unexpected(std::move(spoken).error());
  if (at_once) std::erase_if(spoken->speech, [&](const TimedFact& fact) { return lines.has(fact); });
  const auto text = tagging::transcript(*spoken, run.format, run.options.words);
  if (run.options.out.empty()) {
    std::cout << text << std::flush;
    return {};
  }
  return write_file(place, text);
}

Result<int> transcribe(const Options& options, bool speakers_given) {
  auto settings = options.settings.settings();
  if (!settings) return tl::unexpected(std::move(settings).error());
  const auto format = tagging::transcript_format(options.format);
  if (!format)
    return fail(ErrorKind::kUsage,
                "There is no format '" + options.format + "'. Known: txt, srt, vtt, json, tsv, rttm.");
  const bool tell_apart = speakers_given || *format == TranscriptFormat::kRttm;
  if (tell_apart && settings->text("speakers").empty())
    if (auto set = settings->set("speakers", "auto"); !set) return tl::unexpected(std::move(set).error());
  if (options.words && *format != TranscriptFormat::kJson && *format != TranscriptFormat::kTsv)
    return fail(ErrorKind::kUsage, "--words needs --format json or tsv.");
  if (options.inputs.empty()) return fail(ErrorKind::kUsage, "Nothing to transcribe. Give a file or a URL.");

  Interrupt interrupt;
  auto process = worker::AnalysisProcess::of_command_line(*settings);
  std::set<std::filesystem::path> written;
  const Run run{options, *settings, *format, process, interrupt, written};
  int first_failure = 0;
  for (const auto& input : options.inputs) {
    std::string name = input;
    if (auto done = transcribe_one(run, input, name); !done) {
      auto error = std::move(done).error();
      error.client.text = name + ": " + error.client.text;
      const int code = report_error(error);
      if (first_failure == 0) first_failure = code;
    }
    if (interrupt.happened()) return row(ErrorKind::kInterrupted).exit_code;
  }
  if (!std::cout) return fail(ErrorKind::kOutputFailed, "Standard output could not be written.");
  return first_failure;
}

}  // namespace

void add_transcribe_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("transcribe", "Transcribes the speech in files or URLs");
  auto options = std::make_shared<Options>();
  command->add_option("INPUT", options->inputs, "sound or video files, or http(s) URLs");
  command->add_option("--format", options->format, "txt, srt, vtt, json, tsv or rttm (who speaks when) [txt]")
      ->type_name("F");
  command->add_flag("--words", options->words, "each word with its times, in json and tsv");
  command
      ->add_option("--out", options->out,
                   "write to this file; for several inputs, or where it is one, to this folder")
      ->type_name("PATH");
  command->add_flag("-q,--quiet", options->quiet, "no progress");
  options->settings.add_to(*command);
  auto* speakers = command->get_option("--speakers");
  speakers->expected(0, 1)->type_name("[N]");
  command->footer(
      "Lines of txt appear while the sound is heard; other formats, speakers, and what further\n"
      "tracks or channels say, come at the end. Where several speak, each is a speaker: channel-1.\n"
      "Examples:\n"
      "  smarttag transcribe talk.mp3\n"
      "  smarttag transcribe --format srt --out film.srt film.mp4\n"
      "  smarttag transcribe meeting.wav --language en --speakers\n"
      "  smarttag transcribe call.wav --speakers 2 --format json --words\n"
      "Exit codes: 0 success, 2 usage, 3 input refused or unreadable, 4 analysis failed, 130 interrupted.");
  command->callback([options, speakers, &exit_code] {
    const auto code = transcribe(*options, speakers->count() > 0);
    exit_code = code ? *code : report_error(code.error());
  });
}

}  // namespace smarttag::cli
