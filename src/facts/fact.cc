#include "facts/fact.h"

namespace smarttag {
namespace {

template <class... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <class... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;  // clang 16 does not deduce it

}  // namespace

const std::string& what(const TimedFact& fact) {
  static const std::string nothing;
  return std::visit(Overloaded{[](const facts::Face& f) -> const std::string& { return f.name; },
                               [](const facts::Object& f) -> const std::string& { return f.label; },
                               [](const facts::PictureClass& f) -> const std::string& { return f.label; },
                               [](const facts::TextLine& f) -> const std::string& { return f.text; },
                               [](const facts::Speech& f) -> const std::string& { return f.text; },
                               [](const facts::Identity& f) -> const std::string& { return f.name; },
                               [](const facts::Tag& f) -> const std::string& { return f.sub; },
                               [](const facts::Shot& f) -> const std::string& { return f.begins; },
                               [](const facts::Known& f) -> const std::string& { return f.name; },
                               [](const facts::Turn& f) -> const std::string& { return f.speaker; },
                               [](const facts::Sound& f) -> const std::string& { return f.label; },
                               [](const facts::Described& f) -> const std::string& { return f.name; },
                               [](const facts::Emotion& f) -> const std::string& { return f.label; },
                               [](const auto&) -> const std::string& { return nothing; }},
                    fact.of);
}

const std::vector<Sighting>& sightings_of(const TimedFact& fact) {
  static const std::vector<Sighting> none;
  return std::visit(
      Overloaded{[](const facts::Face& f) -> const std::vector<Sighting>& { return f.sightings; },
                 [](const facts::Object& f) -> const std::vector<Sighting>& { return f.sightings; },
                 [](const facts::TextLine& f) -> const std::vector<Sighting>& { return f.sightings; },
                 [](const facts::Known& f) -> const std::vector<Sighting>& { return f.sightings; },
                 [](const facts::Emotion& f) -> const std::vector<Sighting>& { return f.sightings; },
                 [](const auto&) -> const std::vector<Sighting>& { return none; }},
      fact.of);
}

}  // namespace smarttag
