#include "cli/shots/shots_command.h"

#include <iostream>
#include <memory>
#include <string>

#include "cli/analyze/progress_line.h"
#include "cli/command.h"
#include "cli/finished/kept_facts.h"
#include "cli/interrupt.h"
#include "cli/open_input.h"
#include "cli/settings_flags.h"
#include "cli/shots/shot_list.h"
#include "worker/analysis_process.h"

namespace smarttag::cli {
namespace {

struct Options {
  std::string input;
  std::string format = "text";
  bool quiet = false;
  SettingsFlags settings;
};

Result<ShotList> shots_in(const worker::FinishedAnalysis& finished, const std::string& name) {
  const auto& media = finished.analysis.media;
  if (!media.has_video || media.type != media::MediaInfo::Type::kVideo)
    return fail(ErrorKind::kInputUnsupported, name + " has no moving pictures, and so no shots.");
  const auto shots = kept<facts::Shot>(finished);
  if (!shots) return tl::unexpected(shots.error());
  ShotList list{name, media.duration, media.frame_rate > 0 ? media.frame_rate : 25, {}};
  for (const auto& fact : *shots) {
    const auto& shot = std::get<facts::Shot>(fact.of);
    list.shots.push_back({fact.from, fact.to, shot.begins, shot.transition, fact.score});
  }
  return list;
}

Result<int> list_shots(const Options& options) {
  auto settings = options.settings.settings();
  if (!settings) return tl::unexpected(std::move(settings).error());
  Interrupt interrupt;
  const auto input = open_input(options.input, *settings, interrupt.token());
  if (!input) return tl::unexpected(input.error());
  tagging::JobSpec spec;
  spec.shots = true;
  auto process = worker::AnalysisProcess::of_command_line(*settings);
  ProgressLine line(input->name, options.quiet);
  const auto finished =
      process.run(input->file.get(), spec,
                  {[&](const tagging::Progress& p) { line.show(p); }, [&] { return interrupt.happened(); }});
  if (!finished) return tl::unexpected(finished.error());
  const auto list = shots_in(*finished, input->name);
  if (!list) return tl::unexpected(list.error());
  if (options.format == "json")
    std::cout << shots_as_json(*list);
  else if (options.format == "csv")
    std::cout << shots_as_csv(*list);
  else if (options.format == "edl")
    std::cout << shots_as_edl(*list);
  else
    std::cout << shots_as_text(*list);
  std::cout << std::flush;
  if (!std::cout) return fail(ErrorKind::kOutputFailed, "Standard output could not be written.");
  return 0;
}

}  // namespace

void add_shots_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("shots", "Lists the shots of a video");
  auto options = std::make_shared<Options>();
  command->add_option("INPUT", options->input, "a video file, or an http(s) URL")->required();
  command
      ->add_option("--format", options->format, "text, json, csv (as PySceneDetect writes it) or edl [text]")
      ->check(CLI::IsMember({"text", "json", "csv", "edl"}))
      ->type_name("F");
  command->add_flag("-q,--quiet", options->quiet, "no progress");
  options->settings.add_to(*command);
  command->footer(
      "Cuts, fades, dissolves and wipes are found; a shot begins in the middle of its transition.\n"
      "Examples:\n"
      "  smarttag shots film.mp4\n"
      "  smarttag shots --format edl film.mp4 > film.edl");
  command->callback([options, &exit_code] {
    const auto code = list_shots(*options);
    exit_code = code ? *code : report_error(code.error());
  });
}

}  // namespace smarttag::cli
