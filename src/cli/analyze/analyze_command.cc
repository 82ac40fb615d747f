#include "cli/analyze/analyze_command.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <spdlog/fmt/fmt.h>

#include "cli/analyze/input.h"
#include "cli/analyze/output_folder.h"
#include "cli/analyze/progress_line.h"
#include "cli/analyze/report.h"
#include "cli/analyze/sample.h"
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/settings_flags.h"
#include "http/exchange.h"
#include "jobs/identifier.h"
#include "tagging/job_request.h"
#include "worker/analysis_process.h"
#include "worker/language/language_models.h"

namespace smarttag::cli {
namespace {

struct Options {
  std::vector<std::string> inputs;
  bool sample = false;
  bool json = false;
  bool quiet = false;
  std::string out;
  std::string types;
  std::string params;
  std::string template_config;
  std::string title;
  std::string user_data;
  SettingsFlags settings;
};

// Everything that is the same for all inputs of one call.
struct Run {
  const Options& options;
  const Settings& settings;
  const tagging::JobSpec& spec;
  worker::AnalysisProcess& process;
  Interrupt& interrupt;
};

Result<tagging::JobSpec> wanted(const Options& options) {
  if (!options.types.empty() && !options.params.empty())
    return fail(ErrorKind::kUsage,
                "--types and --params both say which results are wanted: give one of them.");
  if (!options.types.empty() && !options.template_config.empty())
    return fail(ErrorKind::kUsage,
                "--types and --template both say which results are wanted: give one of them.");
  if (!options.params.empty() || !options.template_config.empty())
    return tagging::job_spec_of({options.title, options.params, options.template_config});
  auto types = tagging::parse_types(options.types.empty() ? "all" : options.types);
  if (!types) return tl::unexpected(std::move(types).error());
  tagging::JobSpec spec{options.title, std::move(*types)};
  const auto has = [&](std::string_view type) {
    return std::find(spec.types.begin(), spec.types.end(), type) != spec.types.end();
  };
  // It has no version in common with the other results of labels.
  if (has("CPVLabel") && !has("VideoLabel") && !has("ImageLabel")) spec.label_version = "2.0";
  return spec;
}

// The folder for one input: --out itself for a single one, a folder of its own below for each of several.
std::filesystem::path folder_for(const Options& options, const std::string& name, std::size_t number) {
  if (options.out.empty() || options.inputs.size() <= 1) return options.out;
  return std::filesystem::path(options.out) / fmt::format("{}-{}", number + 1, name);
}

Result<worker::FinishedAnalysis> analyse(const Run& run, const std::string& input, std::string& name) {
  auto opened = open_input(input, run.settings, run.interrupt.token());
  if (!opened) return tl::unexpected(std::move(opened).error());
  name = opened->name;
  ProgressLine line(name, run.options.quiet);
  tagging::JobSpec spec = run.spec;
  if (spec.title.empty()) spec.title = name;
  return run.process.run(
      opened->file.get(), spec,
      {[&](const tagging::Progress& p) { line.show(p); }, [&] { return run.interrupt.happened(); }});
}

ReportStyle style_of_terminal() {
  winsize size{};
  const bool terminal =
      ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;  // NOLINT(concurrency-mt-unsafe)
  const bool known = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return {terminal, known ? size.ws_col : 100};
}

// The results into the job, and into the folder if one is given.
Result<void> take_results(const worker::FinishedAnalysis& finished, const std::filesystem::path& folder,
                          results::Job& job) {
  auto results = finished.results();
  if (!results) return tl::unexpected(std::move(results).error());
  if (auto placed = place_subtitles(finished, *results, folder); !placed) return placed;
  job.results = std::move(*results);
  job.usages = finished.analysis.usages;
  return folder.empty() ? Result<void>{} : write_outputs(folder, finished, job);
}

// One input from start to end; returns its exit code.
int handle(const Run& run, const std::string& input, std::size_t number) {
  std::string name = input;
  results::Job job{jobs::random_id(), "Success", run.options.user_data, http::request_id(), {}, {}, {}};
  auto analysis = analyse(run, input, name);
  const auto folder = folder_for(run.options, name, number);
  if (analysis)
    if (auto taken = take_results(*analysis, folder, job); !taken) analysis = tl::unexpected(taken.error());
  if (!analysis) {
    job = {job.job_id, "Fail", job.user_data, job.request_id, {}, {}, analysis.error()};
    job.error->client.text = fmt::format("{}: {}", name, job.error->client.text);
  }
  if (run.options.json) std::cout << results::dump(results::Json(job)) << std::endl;
  if (!analysis) return report_error(*job.error);
  if (!run.options.json) {
    const auto text = report(name, analysis->analysis.media, job.results, style_of_terminal());
    if (!text) return report_error(text.error());
    std::cout << *text;
    if (!folder.empty()) std::cout << "\nWritten to " << folder.string() << "\n";
    std::cout << std::flush;
  }
  return 0;
}

Result<int> analyze(Options options) {
  auto settings = options.settings.settings();
  if (!settings) return tl::unexpected(std::move(settings).error());
  auto spec = wanted(options);
  if (!spec) return tl::unexpected(std::move(spec).error());
  if (options.sample) {
    auto clip = sample_clip(*settings);
    if (!clip) return tl::unexpected(std::move(clip).error());
    options.inputs.push_back(clip->string());
  }
  if (options.inputs.empty())
    return fail(ErrorKind::kUsage,
                "Nothing to analyse. Give a file or a URL, or --sample for a clip made on the spot.");

  Interrupt interrupt;
  worker::AnalysisProcess process(*settings);
  auto model = worker::open_language_model(*settings);
  if (!model) return tl::unexpected(std::move(model).error());
  process.use(std::move(*model));
  const Run run{options, *settings, *spec, process, interrupt};
  int first_failure = 0;
  for (std::size_t i = 0; i < options.inputs.size(); ++i) {
    const int code = handle(run, options.inputs[i], i);
    if (first_failure == 0) first_failure = code;
    if (interrupt.happened()) return row(ErrorKind::kInterrupted).exit_code;
  }
  if (!std::cout) return fail(ErrorKind::kOutputFailed, "Standard output could not be written.");
  return first_failure;
}

}  // namespace

void add_analyze_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("analyze", "Analyses files or URLs and prints what is in them");
  auto options = std::make_shared<Options>();
  command->add_option("INPUT", options->inputs, "video, picture or sound files, or http(s) URLs");
  command->add_flag("--sample", options->sample, "make a clip and analyse it");
  command->add_flag("--json", options->json,
                    "print one JSON object for each input, as QuerySmarttagJob answers");
  command->add_option("--out", options->out, "write each result and the subtitles to this folder")
      ->type_name("DIR");
  command
      ->add_option(
          "--types", options->types,
          "results wanted: VideoLabel, ImageLabel, ASR, OCR, Subtitle, Meta, TextLabel, NLP; or CPVLabel "
          "instead of VideoLabel and ImageLabel [all]")
      ->type_name("LIST");
  command
      ->add_option("--params", options->params,
                   "the same as in SubmitSmarttagJob: {\"needAsrData\":true,...}")
      ->type_name("JSON");
  command
      ->add_option("--template", options->template_config,
                   "TemplateConfig as in SubmitSmarttagJob: {\"AnalyseTypes\":\"face,nlp\",...}")
      ->type_name("JSON");
  command->add_option("--title", options->title, "title of the work, returned in Meta [the file's name]")
      ->type_name("T");
  command->add_option("--user-data", options->user_data, "returned as UserData")->type_name("TEXT");
  command->add_flag("-q,--quiet", options->quiet, "no progress");
  options->settings.add_to(*command);
  command->footer(
      "Examples:\n"
      "  smarttag analyze film.mp4\n"
      "  smarttag analyze --json --types ASR,OCR talk.mkv > talk.json\n"
      "  smarttag analyze --out results/ film.mp4 photo.jpg song.mp3\n"
      "Exit codes: 0 success, 2 usage, 3 input refused or unreadable, 4 analysis failed, 130 interrupted.");
  command->callback([options, &exit_code] {
    const auto code = analyze(*options);
    exit_code = code ? *code : report_error(code.error());
  });
}

}  // namespace smarttag::cli
