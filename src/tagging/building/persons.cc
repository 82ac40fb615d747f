#include "tagging/building/persons.h"

#include <map>

namespace smarttag::tagging {
namespace {

struct Names {
  std::map<int, int> number;  // under which a person's stays are told, where it is another's
  std::map<int, const facts::Identity*> of;
};

Names names_from(const std::vector<TimedFact>& identities) {
  Names names;
  for (const auto& fact : identities) {
    const auto& identity = std::get<facts::Identity>(fact.of);
    names.of[identity.person] = &identity;
    for (const int other : identity.same) names.number[other] = identity.person;
  }
  return names;
}

}  // namespace

Result<std::vector<Person>> persons_of(const Material& material) {
  const auto identities = material.facts.all<facts::Identity>();
  if (!identities) return tl::unexpected(identities.error());
  auto stays = material.facts.all<facts::Face>();
  if (!stays) return tl::unexpected(std::move(stays).error());
  const Names names = names_from(*identities);
  std::map<int, Person> persons;
  for (auto& stay : *stays) {
    const auto& face = std::get<facts::Face>(stay.of);
    if (face.sightings.empty()) continue;
    const auto other = names.number.find(face.person);
    const int number = other == names.number.end() ? face.person : other->second;
    auto& person = persons[number];
    if (person.stays.empty()) {
      const auto known = names.of.find(number);
      person.known = known != names.of.end();
      person.name = person.known ? known->second->name : face.name;
      person.category = person.known ? known->second->library : "unknown";
    }
    person.stays.push_back(std::move(stay));
  }
  std::vector<Person> all;
  all.reserve(persons.size());
  for (auto& [number, person] : persons) all.push_back(std::move(person));
  return all;
}

}  // namespace smarttag::tagging
