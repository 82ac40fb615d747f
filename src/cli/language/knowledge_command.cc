#include "cli/language/knowledge_command.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <spdlog/fmt/fmt.h>

#include "base/paths.h"
#include "cli/beginning_of.h"
#include "cli/command.h"
#include "cli/printable.h"
#include "cli/settings_flags.h"
#include "tagging/cpv/own_knowledge.h"

namespace smarttag::cli {
namespace {

constexpr std::size_t kMostBytes = 32U << 20U;  // of a file that is imported: about 150,000 entries

struct Options {
  std::string file = "-";
  std::string kind;
  bool anew = false;
  bool json = false;
  bool all = false;
  SettingsFlags settings;
};

Result<void> import(const std::filesystem::path& folder, const Options& options) {
  const auto text = beginning_of(options.file, kMostBytes + 1);
  if (!text) return tl::unexpected(text.error());
  if (text->size() > kMostBytes)
    return fail(ErrorKind::kInputTooLarge, "A knowledge file may have at most 32 MB: " + options.file);
  const auto imported = tagging::import_knowledge(folder, *text, options.anew);
  if (!imported) return tl::unexpected(imported.error());
  std::cout << fmt::format("{} added, {} replaced, in {}\n", imported->added, imported->replaced,
                           tagging::own_knowledge_file(folder).string());
  return {};
}

Result<void> list(const std::filesystem::path& folder, const Options& options) {
  const auto built_in = tagging::built_in_knowledge();
  if (!built_in) return tl::unexpected(built_in.error());
  const auto own = tagging::own_knowledge(folder);
  if (!own) return tl::unexpected(own.error());
  auto array = results::Json::array();
  if (!options.json) std::cout << fmt::format("{:<9} {:<13} {}\n", "FROM", "KIND", "NAME");
  for (auto entry : (*built_in)->with(**own)->entries()) {
    const auto kind = entry["kind"].get<std::string>();
    if (!options.kind.empty() && kind != options.kind) continue;
    const char* from = (*own)->has(entry) ? "own" : "built in";
    if (options.json) {
      entry["from"] = from;
      array.push_back(std::move(entry));
      continue;
    }
    const auto name = entry.value("name", std::string()), english = entry.value("nameEn", std::string());
    std::cout << fmt::format("{:<9} {:<13} {}{}{}\n", from, printable(kind), printable(name),
                             name.empty() || english.empty() || name == english ? "" : ", ",
                             name == english ? "" : printable(english));
  }
  if (options.json) std::cout << array.dump(2) << '\n';
  return {};
}

Result<void> write_out(const std::filesystem::path& folder, const Options& options) {
  const auto known = options.all ? tagging::built_in_knowledge() : tagging::own_knowledge({});
  if (!known) return tl::unexpected(known.error());
  const auto own = tagging::own_knowledge(folder);
  if (!own) return tl::unexpected(own.error());
  const auto lines = tagging::to_lines(*(*known)->with(**own));
  if (options.file == "-") {
    std::cout << lines;
    return {};
  }
  std::ofstream out(options.file, std::ios::binary);
  out << lines;
  out.close();
  if (!out) return fail(ErrorKind::kOutputFailed, options.file + " could not be written.");
  return {};
}

using Step = Result<void> (*)(const std::filesystem::path& folder, const Options&);

CLI::App* add_step(CLI::App& parent, const char* name, const char* help, Step step,
                   const std::shared_ptr<Options>& options, int& exit_code) {
  auto* command = parent.add_subcommand(name, help);
  options->settings.add_one(*command, "knowledge-dir");
  command->callback([options, step, &exit_code] {
    const auto run = [&]() -> Result<void> {
      const auto settings = options->settings.settings();
      if (!settings) return tl::unexpected(settings.error());
      if (auto done = step(knowledge_folder(*settings), *options); !done) return done;
      if (!(std::cout << std::flush))
        return fail(ErrorKind::kOutputFailed, "Standard output could not be written.");
      return {};
    };
    const auto done = run();
    exit_code = done ? 0 : report_error(done.error());
  });
  return command;
}

}  // namespace

void add_knowledge_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "knowledge", "Shows and extends what CPVLabel knows about persons, objects, organisations and places");
  command->require_subcommand(1);

  const auto importing = std::make_shared<Options>();
  auto* import_step =
      add_step(*command, "import", "adds what a file tells; an entry of the same kind and name is replaced",
               import, importing, exit_code);
  import_step
      ->add_option("FILE", importing->file,
                   "a JSON object a line: kind, name or nameEn, description and what else is known; - for "
                   "standard input")
      ->required();
  import_step->add_flag("--replace", importing->anew, "forget what was imported before");
  import_step->footer("Example:\n  smarttag knowledge import staff.jsonl");

  const auto listing = std::make_shared<Options>();
  auto* list_step = add_step(*command, "list", "lists what is known", list, listing, exit_code);
  const auto kinds = tagging::knowledge_kinds();
  list_step->add_option("--kind", listing->kind, "only entries of this kind")
      ->check(CLI::IsMember(std::vector<std::string>(kinds.begin(), kinds.end())));
  list_step->add_flag("--json", listing->json, "the whole entries as JSON");
  list_step->footer("Example:\n  smarttag knowledge list --kind person");

  const auto exporting = std::make_shared<Options>();
  auto* export_step = add_step(*command, "export", "writes what was imported, in the form that import takes",
                               write_out, exporting, exit_code);
  export_step->add_option("FILE", exporting->file, "instead of standard output");
  export_step->add_flag("--all", exporting->all, "what is built in, too");
  export_step->footer("Example:\n  smarttag knowledge export mine.jsonl");

  command->footer(
      "Examples:\n"
      "  echo '{\"kind\":\"person\",\"nameEn\":\"Ada\",\"description\":\"Our founder.\"}' | smarttag "
      "knowledge "
      "import -\n"
      "  smarttag knowledge list --kind person\n"
      "  smarttag knowledge export mine.jsonl\n"
      "Exit codes: 0 success, 2 usage or a line that does not fit, 3 input missing or unreadable.");
}

}  // namespace smarttag::cli
