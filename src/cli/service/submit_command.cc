#include "cli/service/submit_command.h"

#include <filesystem>
#include <iostream>

#include "cli/service/client_command.h"
#include "net/percent.h"
#include "net/url.h"

namespace smarttag::cli {
namespace {

struct Options {
  std::string input, type, params, template_id, template_config, pipeline, priority, title, user_data,
      notify_url;
  bool wait = false;
};

bool starts_with(const std::string& text, std::string_view start) { return text.rfind(start, 0) == 0; }

// A path becomes a file URL: the service reads it when it stands below its input-root.
std::string media_of(const std::string& input) {
  std::error_code none;
  if (input.find("://") != std::string::npos || !std::filesystem::exists(input, none)) return input;
  return "file://" + net::encoded_path(std::filesystem::canonical(input).string());
}

std::string type_of(const std::string& media) {
  if (starts_with(media, "oss://")) return "OSS";
  return media.find("://") == std::string::npos ? "Media" : "URL";
}

CallParameters parameters_of(const Options& options) {
  const auto media = media_of(options.input);
  return {{"Input.Type", options.type.empty() ? type_of(media) : options.type},
          {"Input.Media", media},
          {"Params", options.params},
          {"TemplateId", options.template_id},
          {"TemplateConfig", options.template_config},
          {"ScheduleConfig.PipelineId", options.pipeline},
          {"ScheduleConfig.Priority", options.priority},
          {"Title", options.title},
          {"UserData", options.user_data},
          {"NotifyUrl", options.notify_url}};
}

// The file's name, or the whole where there is none.
std::string shown_input(const std::string& input) {
  if (auto name = net::file_name(input); !name.empty()) return name;
  auto name = std::filesystem::path(input).filename().string();
  return name.empty() ? input : name;
}

Result<int> submit(const ApiClient& client, bool json, const Options& options) {
  const auto answer = client.call("SubmitSmarttagJob", parameters_of(options));
  if (!answer) return tl::unexpected(answer.error());
  const auto id = answer->value("JobId", "");
  if (!options.wait) {
    std::cout << (json ? results::dump(*answer) : id) << std::endl;
    return 0;
  }
  const auto ended = wait_for(client, id);
  if (!ended) return tl::unexpected(ended.error());
  const auto text = json ? results::dump(*ended) + "\n" : job_text(id, *ended, {shown_input(options.input)});
  if (!text) return tl::unexpected(text.error());
  std::cout << *text << std::flush;
  return exit_code_of(*ended);
}

}  // namespace

void add_submit_command(CLI::App& app, int& exit_code) {
  const auto options = std::make_shared<Options>();
  auto* command = add_client_command(
      app, "submit", "Submits a job to a service and prints its id",
      [options](const ApiClient& client, bool json) { return submit(client, json, *options); }, exit_code);
  command
      ->add_option("INPUT", options->input,
                   "http(s) URL, oss://bucket/key, a registered medium's id, or a file")
      ->required();
  const auto option = [&](const char* name, std::string& value, const char* help, const char* placeholder) {
    command->add_option(name, value, help)->type_name(placeholder);
  };
  option("--type", options->type, "of the input: URL, OSS or Media [by its form]", "TYPE");
  option("--params", options->params, "Params, such as {\"needAsrData\":true,\"needOcrData\":true}", "JSON");
  option("--template-id", options->template_id, "template of the analysis", "ID");
  option("--template-config", options->template_config, "configuration in place of a template", "JSON");
  option("--pipeline", options->pipeline, "PipelineId [the standard one]", "ID");
  option("--priority", options->priority, "1 to 10, 10 first [6]", "N");
  option("--title", options->title, "title of the work", "T");
  option("--user-data", options->user_data, "returned as UserData", "TEXT");
  option("--notify-url", options->notify_url, "is told of every change of the job's state", "URL");
  command->add_flag("--wait", options->wait, "wait for the end; shows progress on a terminal");
  command->footer(
      "Examples:\n"
      "  smarttag submit https://media.example/talk.mp4 --params '{\"needAsrData\":true}'\n"
      "  smarttag submit --wait --json oss://films/trailer.mp4 > trailer.json\n"
      "Exit codes: 0, 4 the job failed (--wait); otherwise as smarttag analyze.");
}

}  // namespace smarttag::cli
