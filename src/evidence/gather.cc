#include "evidence/gather.h"

#include <algorithm>
#include <cmath>

#include "evidence/relations.h"

namespace smarttag::evidence {
namespace {

bool is_in(const TimedFact& fact, const Stretch& stretch) {
  if (stretch.to <= stretch.from) return fact.from <= stretch.from && fact.to >= stretch.from;
  return fact.from < stretch.to && fact.to > stretch.from;
}

void raise(Terms& terms, const std::string& term, float value) {
  auto& known = terms[term];
  known = std::max(known, value);
}

// The most of these that are there at once.
float most_at_once(const std::vector<const TimedFact*>& facts) {
  std::ptrdiff_t most = 0;
  for (const auto* one : facts)
    most = std::max(most, std::count_if(facts.begin(), facts.end(), [&](const TimedFact* other) {
                      return other->from <= one->from && (other->to > one->from || other == one ||
                                                          (other->from == one->from && other->to == one->to));
                    }));
  return static_cast<float>(most);
}

struct Seen {
  std::map<std::string, std::vector<const TimedFact*>> objects;  // that count, by label
  std::map<std::string, std::vector<const TimedFact*>> likely;   // and those that are evidence only
  std::vector<const TimedFact*> faces;
};

Seen seen_in(const std::vector<TimedFact>& facts, const Stretch& stretch, Terms& terms) {
  Seen seen;
  for (const auto& fact : facts) {
    if (!is_in(fact, stretch)) continue;
    if (const auto* object = fact.as<facts::Object>()) {
      seen.likely[object->label].push_back(&fact);
      raise(terms, "maybe:" + object->label, fact.score);
      if (fact.analyser == "hint") continue;
      seen.objects[object->label].push_back(&fact);
      raise(terms, "object:" + object->label, fact.score);
    } else if (const auto* shown = fact.as<facts::PictureClass>(); shown != nullptr) {
      if (fact.analyser == "safety") continue;
      raise(terms, (fact.analyser == "part" ? "part:" : "scene:") + shown->label, fact.score);
    } else if (const auto* heard = fact.as<facts::Sound>(); heard != nullptr) {
      raise(terms, fact.analyser + ":" + heard->label, fact.score);
    } else if (fact.as<facts::Face>() != nullptr) {
      seen.faces.push_back(&fact);
    }
  }
  return seen;
}

}  // namespace

Terms gather(const std::vector<TimedFact>& facts, const Stretch& stretch,
             const std::map<std::string, std::vector<std::string>, std::less<>>& groups) {
  Terms terms;
  const Seen seen = seen_in(facts, stretch, terms);
  for (const auto& [label, tracks] : seen.objects) terms["count:" + label] = most_at_once(tracks);
  for (const auto& [group, labels] : groups) {
    std::vector<const TimedFact*> all;
    for (const auto& label : labels) {
      if (const auto of = seen.likely.find(label); of != seen.likely.end())
        all.insert(all.end(), of->second.begin(), of->second.end());
      for (const char* kind : {"object", "maybe", "scene", "part"}) {
        const auto known = terms.find(std::string(kind) + ":" + label);
        if (known == terms.end()) continue;
        const float value = known->second;
        // Probabilities of the picture classes of a group add up; objects do not.
        if (*kind == 's')
          terms["scene:@" + group] += value;
        else
          raise(terms, std::string(kind) + ":@" + group, value);
      }
    }
    if (!all.empty()) terms["count:@" + group] = most_at_once(all);
  }
  terms["faces"] = most_at_once(seen.faces);
  add_face_relations(seen.faces, terms);
  if (const auto persons = seen.objects.find("person"); persons != seen.objects.end())
    for (const auto& [label, tracks] : seen.likely)
      if (label != "person") add_relations(persons->second, label, tracks, terms);
  return terms;
}

}  // namespace smarttag::evidence
