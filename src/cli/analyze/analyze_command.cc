#include "cli/analyze/analyze_command.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <spdlog/fmt/fmt.h>

#include "cli/analyze/heard_sounds.h"
#include "cli/analyze/output_folder.h"
#include "cli/analyze/progress_line.h"
#include "cli/analyze/sample.h"
#include "cli/analyze/tag_reasons.h"
#include "cli/analyze/write_page.h"
#include "cli/clock_text.h"
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/library/chosen_libraries.h"
#include "cli/open_input.h"
#include "cli/report/report.h"
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
  bool debug_tags = false;
  std::string out;
  std::string page;
  std::string types;
  std::string params;
  std::string template_config;
  std::string title;
  std::string user_data;
  std::vector<std::string> libraries;
  std::vector<std::string> labels;
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
  spec.sounds = options.types.empty();  // for the report
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

// The analysis, and the pictures of its page where one is wanted.
Result<worker::FinishedAnalysis> analyse(const Run& run, const std::string& input, std::string& name,
                                         PagePictures& pictures) {
  auto opened = open_input(input, run.settings, run.interrupt.token());
  if (!opened) return tl::unexpected(std::move(opened).error());
  name = opened->name;
  ProgressLine line(name, run.options.quiet);
  tagging::JobSpec spec = run.spec;
  spec.file_name = name;
  const worker::AnalysisProcess::Watch watch{[&](const tagging::Progress& p) { line.show(p); },
                                             [&] { return run.interrupt.happened(); }};
  auto finished = run.process.run(opened->file.get(), spec, watch);
  if (!finished || run.options.page.empty()) return finished;
  auto taken = take_pictures(run.process, opened->file.get(), *finished, watch);
  if (!taken) return tl::unexpected(std::move(taken).error());
  pictures = std::move(*taken);
  return finished;
}

ReportHead head_of(const std::string& name, const tagging::Analysis& analysis) {
  const media::MediaInfo& media = analysis.media;
  ReportHead head{name,           {},
                  media.remarks,  analysis.methods,
                  media.duration, media.type == media::MediaInfo::Type::kPicture};
  if (!head.picture) head.facts.push_back(clock_text(media.duration));
  if (media.width > 0) head.facts.push_back(fmt::format("{}x{}", media.width, media.height));
  for (const auto& codec : {media.video_codec, media.audio_codec})
    if (!codec.empty()) head.facts.push_back(codec);
  return head;
}

// The page tells all sentences in one place.
media::MediaInfo told_media(const tagging::Analysis& analysis) {
  media::MediaInfo media = analysis.media;
  media.remarks.insert(media.remarks.end(), analysis.methods.begin(), analysis.methods.end());
  return media;
}

// The results into the job, and into the folder if one is given.
Result<void> take_results(const worker::FinishedAnalysis& finished, const std::filesystem::path& folder,
                          results::Job& job) {
  auto results = finished.results();
  if (!results) return tl::unexpected(std::move(results).error());
  if (auto placed = place_subtitles(finished, *results, folder); !placed) return placed;
  job.results = std::move(*results);
  job.usages = finished.analysis.usages;
  job.remarks = finished.analysis.media.remarks;
  return folder.empty() ? Result<void>{} : write_outputs(folder, finished, job);
}

// With --debug-tags: to standard error where standard output is for programs.
Result<void> show_reasons(const Run& run, const worker::FinishedAnalysis& analysis) {
  if (!run.options.debug_tags) return {};
  const auto reasons = tag_reasons(analysis);
  if (!reasons) return tl::unexpected(reasons.error());
  (run.options.json ? std::cerr : std::cout) << "\nWhy each tag\n" << *reasons << std::flush;
  return {};
}

// One input from start to end; returns its exit code.
int handle(const Run& run, const std::string& input, std::size_t number) {
  std::string name = input;
  results::Job job{jobs::random_id(), "Success", run.options.user_data, http::request_id(), {}, {}, {}};
  PagePictures pictures;
  auto analysis = analyse(run, input, name, pictures);
  const auto folder = folder_for(run.options, name, number);
  if (analysis)
    if (auto taken = take_results(*analysis, folder, job); !taken) analysis = tl::unexpected(taken.error());
  auto heard = analysis ? heard_sounds(*analysis) : Heard{};
  if (analysis && !heard) analysis = tl::unexpected(heard.error());
  if (analysis && !run.options.page.empty())
    if (auto done =
            write_page(run.options.page, name, told_media(analysis->analysis), job.results, pictures, *heard);
        !done)
      analysis = tl::unexpected(done.error());
  if (!analysis) {
    job = {job.job_id, "Fail", job.user_data, job.request_id, {}, {}, analysis.error()};
    job.error->client.text = fmt::format("{}: {}", name, job.error->client.text);
  }
  if (run.options.json) std::cout << results::dump(results::Json(job)) << std::endl;
  if (!analysis) return report_error(*job.error);
  if (!run.options.json) {
    auto head = head_of(name, analysis->analysis);
    head.sounds = std::move(heard->sounds);
    const auto text = report(head, job.results, style_of_terminal());
    if (!text) return report_error(text.error());
    std::cout << *text;
    if (!folder.empty()) std::cout << "\nWritten to " << folder.string() << "\n";
    std::cout << std::flush;
  }
  const auto shown = show_reasons(run, *analysis);
  return shown ? 0 : report_error(shown.error());
}

Result<int> analyze(Options options) {
  auto settings = options.settings.settings();
  if (!settings) return tl::unexpected(std::move(settings).error());
  auto spec = wanted(options);
  if (!spec) return tl::unexpected(std::move(spec).error());
  if (auto chosen = choose_libraries(options.libraries, *settings, *spec); !chosen)
    return tl::unexpected(std::move(chosen).error());
  if (!options.page.empty()) spec->sounds = true;
  for (const auto& label : options.labels) {
    auto prompt = tagging::label_from(label);
    if (!prompt) return tl::unexpected(std::move(prompt).error());
    spec->described.prompts.push_back(std::move(*prompt));
  }
  if (options.sample) {
    auto clip = sample_clip(*settings);
    if (!clip) return tl::unexpected(std::move(clip).error());
    options.inputs.push_back(clip->string());
  }
  if (options.inputs.empty())
    return fail(ErrorKind::kUsage,
                "Nothing to analyse. Give a file or a URL, or --sample for a clip made on the spot.");
  if (!options.page.empty() && options.inputs.size() > 1)
    return fail(ErrorKind::kUsage, "--report writes one page: give one input.");

  Interrupt interrupt;
  auto process = worker::AnalysisProcess::of_command_line(*settings);
  auto model = worker::open_language_model(*settings);
  if (!model) return tl::unexpected(std::move(model).error());
  process.use(std::move(*model));
  auto pictures = worker::open_picture_model(*settings);
  if (!pictures) return tl::unexpected(std::move(pictures).error());
  process.use(std::move(*pictures));
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
  command->add_option("--report", options->page, "write a page with pictures, a timeline and search")
      ->type_name("FILE.html");
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
  command
      ->add_option("--title", options->title,
                   "title of the work, returned in Meta [the title in the file, else its name]")
      ->type_name("T");
  command->add_option("--user-data", options->user_data, "returned as UserData")->type_name("TEXT");
  command
      ->add_option(
          "--library", options->libraries,
          "look for the persons or things of this library (smarttag library) or folder of pictures; may "
          "be given several times")
      ->type_name("NAME|[KIND:]DIR")
      ->allow_extra_args(false);
  command
      ->add_option("--label", options->labels,
                   "look for this by its description, with an image-text model (smarttag models add "
                   "image-text=DIR); may be given several times")
      ->type_name("[KIND:]NAME[=SENTENCE]")
      ->allow_extra_args(false);
  command->add_flag("--debug-tags", options->debug_tags,
                    "say why each tag came (on standard error with --json)");
  command->add_flag("-q,--quiet", options->quiet, "no progress");
  options->settings.add_to(*command);
  options->settings.add_one(*command, "data-dir");
  command->footer(
      "Examples:\n"
      "  smarttag analyze film.mp4\n"
      "  smarttag analyze --json --types ASR,OCR talk.mkv > talk.json\n"
      "  smarttag analyze --out results/ film.mp4 photo.jpg song.mp3\n"
      "  smarttag analyze --library staff --library logo:marks/ film.mp4\n"
      "  smarttag analyze --label \"Scene:server room\" --label \"drone=a photo of a drone in the air\" "
      "film.mp4\n"
      "Exit codes: 0 success, 2 usage, 3 input refused or unreadable, 4 analysis failed, 130 interrupted.");
  command->callback([options, &exit_code] {
    const auto code = analyze(*options);
    exit_code = code ? *code : report_error(code.error());
  });
}

}  // namespace smarttag::cli
