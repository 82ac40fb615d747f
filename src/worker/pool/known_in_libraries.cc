#include "worker/pool/known_in_libraries.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "results/json.h"

namespace smarttag::worker {
namespace {

struct SystemLibrary {
  std::string_view algorithm;
  std::string_view name;
};
constexpr std::array kSystem{SystemLibrary{"face", "celebrity"}, SystemLibrary{"face", "politician"},
                             SystemLibrary{"face", "sensitive"}, SystemLibrary{"landmark", "common"},
                             SystemLibrary{"object", "general"}};

// The id of a library of the system; nothing where no operator has made it. There are few.
Result<std::optional<std::string>> system_id(jobs::LibraryStore& libraries, const std::string& algorithm,
                                             const std::string& name) {
  jobs::Page page;
  page.size = 100;
  const auto found = libraries.list(jobs::kSystemOwner, algorithm, page);
  if (!found) return tl::unexpected(found.error());
  for (const auto& library : found->items)
    if (library.name == name) return library.id;
  return std::nullopt;
}

// What a library knows, whoever's it is; of the system's by the name.
Result<std::vector<jobs::KnownVector>> known_of(jobs::LibraryStore& libraries, jobs::UserId owner,
                                                const std::string& algorithm, const std::string& name) {
  if (!is_system_library(algorithm, name)) return libraries.vectors(owner, algorithm, {name});
  const auto id = system_id(libraries, algorithm, name);
  if (!id) return tl::unexpected(id.error());
  if (!*id) return std::vector<jobs::KnownVector>{};
  auto known = libraries.vectors(jobs::kSystemOwner, algorithm, {**id});
  if (known)
    for (auto& one : *known) one.library = name;
  return known;
}

// EntityInfo of a label may say of which main tag it is: {"mainTagName": "Scene"}.
std::string main_tag_in(const std::string& info_json) {
  const auto info = results::parse(info_json.empty() ? "{}" : info_json);
  const auto said = info && info->is_object() ? info->value("mainTagName", results::Json()) : results::Json();
  const auto label =
      tagging::label_from(said.is_string() ? said.get<std::string>() + ":label" : std::string("label"));
  return label ? label->main : std::string("Object");
}

std::vector<tagging::KnownPerson> persons_of(std::vector<jobs::KnownVector> vectors) {
  std::map<std::string, tagging::KnownPerson> persons;  // by entity and model
  for (auto& known : vectors) {
    if (known.vector.empty()) continue;
    auto& person = persons[known.entity + "\n" + known.model];
    person.library = known.library;
    person.entity = known.entity;
    person.name = known.name;
    person.model = known.model;
    person.vectors.push_back(std::move(known.vector));
  }
  std::vector<tagging::KnownPerson> all;
  all.reserve(persons.size());
  for (auto& [key, person] : persons) all.push_back(std::move(person));
  return all;
}

void add_things(const std::string& main, std::vector<jobs::KnownVector> samples,
                std::vector<vision::KnownThing>& things) {
  std::map<std::string, vision::KnownThing> by_entity;  // and model
  for (auto& sample : samples) {
    auto& thing = by_entity[sample.entity + "\n" + sample.model];
    thing.main = main;
    thing.library = sample.library;
    thing.entity = sample.entity;
    thing.name = sample.name;
    thing.model = sample.model;
    thing.samples.push_back(std::move(sample.features));
  }
  for (auto& [key, thing] : by_entity) things.push_back(std::move(thing));
}

// The libraries of one algorithm among these; what is of none of the algorithms is not found.
Result<void> take_things(jobs::LibraryStore& libraries, jobs::UserId owner,
                         const std::vector<std::string>& ids, const std::vector<std::string>& algorithms,
                         std::vector<vision::KnownThing>& things) {
  for (const auto& id : ids) {
    Result<void> taken;
    for (const auto& algorithm : algorithms) {
      auto samples = known_of(libraries, owner, algorithm, id);
      taken = samples ? Result<void>{} : tl::unexpected(samples.error());
      if (samples) add_things(main_tag_of(algorithm), std::move(*samples), things);
      if (samples || samples.error().kind != ErrorKind::kNotFound) break;
    }
    if (!taken) return taken;
  }
  return {};
}

constexpr int kPage = 100;
constexpr std::size_t kMostLabels = 1000;  // descriptions of one job

// Each row of a list that comes in pages: `page` -> Result<Listed<T>>.
template <class ListPage, class See>
Result<void> for_each_row(const ListPage& list_page, const See& see) {
  jobs::Page page;
  page.size = kPage;
  page.order = jobs::Order::kOldestFirst;
  do {
    const auto rows = list_page(page);
    if (!rows) return tl::unexpected(rows.error());
    for (const auto& row : rows->items)
      if (Result<void> seen = see(row); !seen) return seen;
    page.token = rows->next_token;
  } while (!page.token.empty());
  return {};
}

// The descriptions of labels, an entity's each; those in free words stay.
Result<void> take_labels(jobs::LibraryStore& libraries, jobs::UserId owner,
                         tagging::DescribedLabels& labels) {
  auto& prompts = labels.prompts;
  std::erase_if(prompts, [](const vision::LabelPrompt& prompt) { return !prompt.library.empty(); });
  for (const auto& library : labels.libraries) {
    const jobs::LibraryKey key{owner, "label", library};
    const auto take = [&](const jobs::Entity& entity) {
      return for_each_row([&](const jobs::Page& page) { return libraries.samples(key, entity.id, page); },
                          [&](const jobs::Sample& sample) -> Result<void> {
                            if (sample.label_prompt.empty()) return {};
                            if (prompts.size() >= kMostLabels)
                              return fail(ErrorKind::kUsage,
                                          "The libraries of labels of a job may have 1000 "
                                          "descriptions together.");
                            prompts.push_back({main_tag_in(entity.info_json), entity.name,
                                               sample.label_prompt, library, entity.id, true, 0});
                            return {};
                          });
    };
    if (auto taken =
            for_each_row([&](const jobs::Page& page) { return libraries.entities(key, page); }, take);
        !taken)
      return taken;
  }
  return {};
}

}  // namespace

std::string main_tag_of(std::string_view algorithm) {
  static const std::map<std::string, std::string, std::less<>> kMainTags{
      {"landmark", "Landmark"}, {"object", "Object"}, {"logo", "Logo"}};
  const auto found = kMainTags.find(algorithm);
  return found == kMainTags.end() ? std::string() : found->second;
}

bool is_system_library(const std::string& algorithm, const std::string& name) {
  return std::any_of(kSystem.begin(), kSystem.end(), [&](const SystemLibrary& library) {
    return library.algorithm == algorithm && library.name == name;
  });
}

Result<void> take_known(jobs::LibraryStore& libraries, jobs::UserId owner, tagging::JobSpec& spec) {
  std::vector<jobs::KnownVector> faces;
  for (const auto& library : spec.faces.libraries) {
    auto known = known_of(libraries, owner, "face", library);
    if (!known) return tl::unexpected(std::move(known).error());
    std::move(known->begin(), known->end(), std::back_inserter(faces));
  }
  spec.faces.known = persons_of(std::move(faces));
  auto& things = spec.things;
  things.known.clear();
  if (auto taken = take_labels(libraries, owner, spec.described); !taken) return taken;
  if (auto taken = take_things(libraries, owner, things.landmarks, {"landmark"}, things.known); !taken)
    return taken;
  return take_things(libraries, owner, things.objects, {"object", "logo"}, things.known);
}

}  // namespace smarttag::worker
