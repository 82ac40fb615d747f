#include "cli/library/library_command.h"

#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <spdlog/fmt/fmt.h>

#include "cli/command.h"
#include "cli/library/import_folder.h"
#include "cli/printable.h"
#include "cli/settings_flags.h"
#include "libraries/local_libraries.h"
#include "results/json.h"

namespace smarttag::cli {
namespace {

using libraries::LocalLibraries;
using results::Json;

struct Options {
  std::string library;
  std::string entity;
  std::string kind;
  std::string description;
  std::string folder;
  std::vector<std::string> pictures;
  bool json = false;
  bool system = false;
  SettingsFlags settings;
};

Result<LocalLibraries> opened(const Settings& settings, const Options& options) {
  return options.system ? LocalLibraries::open_system(settings) : LocalLibraries::open(settings);
}

// What a step says: a line for people, an object for programs.
void say(const Options& options, const std::string& line, const Json& json) {
  if (options.json)
    std::cout << results::dump(json) << std::endl;
  else
    std::cout << line << std::endl;
}

Result<int> create(const Settings& settings, const Options& options) {
  const auto kind = libraries::kind_named_by_people(options.kind);
  if (!kind) return tl::unexpected(kind.error());
  auto libraries = opened(settings, options);
  if (!libraries) return tl::unexpected(std::move(libraries).error());
  const auto made = libraries->create(options.library, *kind, options.description);
  if (!made) return tl::unexpected(made.error());
  say(options,
      fmt::format("Created the library {} ({}). Next: smarttag library add {} NAME PICTURE...", made->name,
                  kind->kind, made->name),
      {{"library", made->name}, {"kind", kind->kind}});
  return 0;
}

Result<int> add(const Settings& settings, const Options& options) {
  auto libraries = opened(settings, options);
  if (!libraries) return tl::unexpected(std::move(libraries).error());
  const auto library = libraries->named(options.library);
  if (!library) return tl::unexpected(library.error());
  const auto added = add_pictures(*libraries, *library, {options.entity, "{}", options.pictures}, settings);
  if (!added) return tl::unexpected(added.error());
  return tell(*library, {*added}, {}, options.json);
}

Result<int> import(const Settings& settings, const Options& options) {
  const ImportWish wish{options.library, options.folder, options.kind, options.description, options.system};
  const auto imported = import_folder(wish, settings);
  if (!imported) return tl::unexpected(imported.error());
  return tell(imported->library, imported->entities, imported->passed_over, options.json);
}

// A library with all that it has.
Result<Json> shown(LocalLibraries& libraries, const jobs::Library& library) {
  Json json{{"library", library.name},
            {"kind", libraries::kind_of(library.algorithm).kind},
            {"description", library.description},
            {"entities", Json::array()}};
  const auto entities = libraries.entities(library);
  if (!entities) return tl::unexpected(entities.error());
  for (const auto& entity : *entities) {
    const auto samples = libraries.samples(library, entity.id);
    if (!samples) return tl::unexpected(samples.error());
    Json pictures = Json::array();
    for (const auto& sample : *samples)
      pictures.push_back(library.algorithm == "label" ? sample.label_prompt : sample.image_url);
    const auto facts = results::parse(entity.info_json.empty() ? "{}" : entity.info_json);
    json["entities"].push_back(
        {{"name", entity.name},
         {"facts", facts ? *facts : Json::object()},
         {library.algorithm == "label" ? "descriptions" : "pictures", std::move(pictures)}});
  }
  return json;
}

void print(const Json& library, bool whole) {
  const auto& entities = library["entities"];
  std::cout << fmt::format("{}  {}  {} {}", printable(library["library"].get<std::string>()),
                           library["kind"].get<std::string>(), entities.size(),
                           entities.size() == 1 ? "entity" : "entities");
  if (const auto text = library["description"].get<std::string>(); !text.empty())
    std::cout << "  " << printable(text);
  std::cout << '\n';
  if (!whole) return;
  for (const auto& entity : entities) {
    std::cout << "  " << printable(entity["name"].get<std::string>()) << '\n';
    for (const char* list : {"pictures", "descriptions"})
      for (const auto& sample : entity.value(list, Json::array()))
        std::cout << "    " << printable(sample.get<std::string>()) << '\n';
  }
}

Result<int> list(const Settings& settings, const Options& options) {
  std::vector<jobs::Library> chosen;
  Json all = Json::array();
  if (options.system || LocalLibraries::exist(settings) || !options.library.empty()) {
    auto libraries = opened(settings, options);
    if (!libraries) return tl::unexpected(std::move(libraries).error());
    if (options.library.empty()) {
      auto every = libraries->all();
      if (!every) return tl::unexpected(std::move(every).error());
      chosen = std::move(*every);
    } else {
      auto one = libraries->named(options.library);
      if (!one) return tl::unexpected(std::move(one).error());
      chosen.push_back(std::move(*one));
    }
    for (const auto& library : chosen) {
      auto json = shown(*libraries, library);
      if (!json) return tl::unexpected(std::move(json).error());
      all.push_back(std::move(*json));
    }
  }
  if (options.json) {
    std::cout << results::dump(options.library.empty() ? Json{{"libraries", all}} : all.front()) << std::endl;
    return 0;
  }
  for (const auto& library : all) print(library, !options.library.empty());
  if (all.empty())
    std::cout << "There are no libraries yet. Make one: smarttag library create NAME --kind K\n";
  std::cout << std::flush;
  return 0;
}

Result<int> remove(const Settings& settings, const Options& options) {
  auto libraries = opened(settings, options);
  if (!libraries) return tl::unexpected(std::move(libraries).error());
  const auto library = libraries->named(options.library);
  if (!library) return tl::unexpected(library.error());
  const auto key = LocalLibraries::key_of(*library);
  if (options.entity.empty()) {
    if (auto gone = libraries->store().remove(key); !gone) return tl::unexpected(gone.error());
    say(options, fmt::format("Removed the library {} and everything in it.", library->name),
        {{"removed", {{"library", library->name}}}});
    return 0;
  }
  const auto entity = libraries->entity(*library, options.entity);
  if (!entity) return tl::unexpected(entity.error());
  if (auto gone = libraries->store().remove_entity(key, entity->id); !gone)
    return tl::unexpected(gone.error());
  say(options, fmt::format("Removed {} from the library {}.", entity->name, library->name),
      {{"removed", {{"library", library->name}, {"entity", entity->name}}}});
  return 0;
}

using Step = Result<int> (*)(const Settings&, const Options&);

// Adds a subcommand; what its positional arguments mean is the caller's to add.
CLI::App* add_step(CLI::App& parent, const char* name, const char* help, Step step,
                   const std::shared_ptr<Options>& options, int& exit_code) {
  auto* command = parent.add_subcommand(name, help);
  command->add_flag("--json", options->json, "print one JSON object");
  command->add_flag("--system", options->system,
                    "a library of the service's own, for all its users: celebrity, politician, sensitive (of "
                    "persons), common (landmarks), general (objects)");
  options->settings.add_to(*command);
  options->settings.add_one(*command, "data-dir");
  options->settings.add_one(*command, "store");
  command->callback([options, step, &exit_code] {
    const auto settings = options->settings.settings();
    const auto code = settings ? step(*settings, *options) : tl::unexpected(settings.error());
    exit_code = code ? *code : report_error(code.error());
  });
  return command;
}

CLI::Option* add_kind(CLI::App& command, Options& options) {
  return command.add_option("--kind", options.kind, "what it holds: person, landmark, object, logo or label")
      ->type_name("KIND");
}

}  // namespace

void add_library_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "library", "Manages libraries of persons, landmarks, objects, logos and labels to recognise");
  command->require_subcommand(1);
  const auto step = [&](const char* name, const char* help, Step run, const auto& more) {
    const auto options = std::make_shared<Options>();
    more(*add_step(*command, name, help, run, options, exit_code), *options);
  };
  const auto library = [](CLI::App& c, Options& o) { return c.add_option("LIBRARY", o.library, "its name"); };
  step("create", "makes an empty library", create, [&](CLI::App& c, Options& o) {
    library(c, o)->required();
    add_kind(c, o)->required();
    c.add_option("--description", o.description, "for people")->type_name("TEXT");
    c.footer("Example:\n  smarttag library create staff --kind person");
  });
  step("add", "adds pictures of one person or thing, or descriptions of a label", add,
       [&](CLI::App& c, Options& o) {
         library(c, o)->required();
         c.add_option("NAME", o.entity, "of the person or thing, as results tell it")->required();
         c.add_option(
              "PICTURE", o.pictures,
              "files or URLs; one face each (or one in front of others), or the thing and little else; of "
              "a label its description in words")
             ->required();
         c.footer(
             "Examples:\n"
             "  smarttag library add staff \"Ada Lovelace\" ada.jpg\n"
             "  smarttag library add sights \"server room\" \"a photo of a room full of servers\"");
       });
  step("import", "adds a folder of pictures, a folder for each person or thing", import,
       [&](CLI::App& c, Options& o) {
         library(c, o)->required();
         c.add_option("DIR", o.folder, "the folder; beside the pictures may stand a JSON file of facts")
             ->required();
         add_kind(c, o);
         c.footer("Example:\n  smarttag library import places pictures/landmarks --kind landmark");
       });
  step("list", "lists libraries, or what one has", list, [&](CLI::App& c, Options& o) {
    library(c, o);
    c.footer("Example:\n  smarttag library list places");
  });
  step("remove", "removes a library, or one person or thing of it", remove, [&](CLI::App& c, Options& o) {
    library(c, o)->required();
    c.add_option("NAME", o.entity, "of the person or thing; without one, all of the library goes");
    c.footer("Example:\n  smarttag library remove staff \"Ada Lovelace\"");
  });
  command->footer(
      "Libraries lie in the data folder and need no server. Pictures are described once; they are not kept.\n"
      "Examples:\n"
      "  smarttag library create staff --kind person\n"
      "  smarttag library add staff \"Ada Lovelace\" ada.jpg\n"
      "  smarttag library import places pictures/landmarks --kind landmark\n"
      "  smarttag library list places\n"
      "  smarttag analyze --library staff --library places film.mp4\n"
      "  smarttag library remove staff \"Ada Lovelace\"\n"
      "  smarttag library import celebrity faces/ --kind person --system --data-dir /srv/smarttag");
}

}  // namespace smarttag::cli
