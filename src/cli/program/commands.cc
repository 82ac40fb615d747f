#include <array>

#include "base/log.h"
#include "cli/analyze/analyze_command.h"
#include "cli/command.h"
#include "cli/language/knowledge_command.h"
#include "cli/language/summarize_command.h"
#include "cli/library/library_command.h"
#include "cli/models_command.h"
#include "cli/program/version.h"
#include "cli/service/callbacks_command.h"
#include "cli/service/cancel_command.h"
#include "cli/service/correct_command.h"
#include "cli/service/jobs_command.h"
#include "cli/service/rebuild_command.h"
#include "cli/service/serve_command.h"
#include "cli/service/status_command.h"
#include "cli/service/submit_command.h"
#include "cli/service/user_command.h"
#include "cli/service/worker_command.h"
#include "cli/settings_command.h"
#include "cli/shots/shots_command.h"
#include "cli/speech/transcribe_command.h"

namespace smarttag::cli {
namespace {

constexpr std::array kCommands{
    add_analyze_command, add_shots_command,     add_transcribe_command, add_summarize_command,
    add_serve_command,   add_worker_command,    add_user_command,       add_submit_command,
    add_status_command,  add_jobs_command,      add_cancel_command,     add_correct_command,
    add_rebuild_command, add_callbacks_command, add_library_command,    add_knowledge_command,
    add_models_command,  add_settings_command,
};

}  // namespace

int run(int argc, char** argv) {
  log_to_standard_error();
  CLI::App app{"smarttag - a video, picture or sound file in; persons, tags, text, speech and subtitles out.",
               "smarttag"};
  app.set_version_flag("--version", version_text());
  app.require_subcommand(1);
  app.footer(
      "Examples:\n"
      "  smarttag analyze film.mp4                 a report to read\n"
      "  smarttag analyze --json film.mp4          one JSON object for programs\n"
      "  smarttag analyze --sample                 makes a clip of its own and analyses it\n"
      "  smarttag shots film.mp4                   where its shots begin and end\n"
      "  smarttag transcribe talk.mp3              what is said, as text; --speakers tells who\n"
      "  smarttag summarize talk.srt               notes of a talk from its transcript\n"
      "  smarttag library import places DIR --kind landmark   pictures of what to look for\n"
      "  smarttag models                           which models there are\n"
      "  smarttag serve                            answers the API of Alibaba Cloud ICE smart tagging\n");
  int exit_code = 0;
  for (const AddCommand add : kCommands) add(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    const bool asked_for_help = e.get_exit_code() == 0;
    app.exit(e);
    return asked_for_help ? 0 : row(ErrorKind::kUsage).exit_code;
  }
  return exit_code;
}

}  // namespace smarttag::cli
