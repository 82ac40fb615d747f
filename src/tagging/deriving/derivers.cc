#include "tagging/deriving/derivers.h"

#include <algorithm>

#include "tagging/deriving/name_persons.h"
#include "tagging/deriving/tell_tags.h"

namespace smarttag::tagging {
namespace {

using facts::kinds_of;

bool gives_any(const Deriver& deriver, const KindSet& wanted) {
  return std::any_of(deriver.gives.begin(), deriver.gives.end(),
                     [&](facts::Kind kind) { return wanted.contains(kind); });
}

std::vector<facts::Kind> read_by(const Deriver& deriver) {
  auto kinds = deriver.needs;
  kinds.insert(kinds.end(), deriver.takes.begin(), deriver.takes.end());
  return kinds;
}

// Whether what it reads is given by none that is still to come.
bool is_ready(const Deriver& deriver, const std::vector<const Deriver*>& open) {
  const auto kinds = read_by(deriver);
  return std::none_of(kinds.begin(), kinds.end(), [&](facts::Kind kind) {
    return std::any_of(open.begin(), open.end(), [&](const Deriver* other) {
      return std::find(other->gives.begin(), other->gives.end(), kind) != other->gives.end();
    });
  });
}

}  // namespace

std::span<const Deriver> derivers() {
  // name, needs, takes, gives, run
  static const std::vector<Deriver> kDerivers{
      {"known-persons", kinds_of<facts::Face>(), {}, kinds_of<facts::Identity>(), name_persons},
      {"tags", kinds_of<facts::PictureClass>(),
       kinds_of<facts::Face, facts::Object, facts::TextLine, facts::Known, facts::Sound, facts::Described,
                facts::Emotion>(),
       kinds_of<facts::Tag>(), tell_tags},
  };
  return kDerivers;
}

Result<std::vector<const Deriver*>> plan(std::span<const Deriver> table, KindSet& wanted) {
  std::vector<const Deriver*> open;
  for (bool grown = true; grown;) {
    grown = false;
    for (const auto& deriver : table) {
      if (!gives_any(deriver, wanted) || std::find(open.begin(), open.end(), &deriver) != open.end())
        continue;
      wanted.insert(deriver.needs.begin(), deriver.needs.end());
      open.push_back(&deriver);
      grown = true;
    }
  }
  std::vector<const Deriver*> order;
  while (!open.empty()) {
    const auto next =
        std::find_if(open.begin(), open.end(), [&](const Deriver* d) { return is_ready(*d, open); });
    if (next == open.end())
      return fail(ErrorKind::kInternal, "The stages of the analysis need each other in a circle.",
                  std::string(open.front()->name));
    order.push_back(*next);
    open.erase(next);
  }
  return order;
}

Result<void> derive(const std::vector<const Deriver*>& planned, facts::FactLog& log, const DeriveJob& job) {
  for (const auto* deriver : planned) {
    if (job.starts) job.starts(*deriver);
    const facts::FactView view(log, read_by(*deriver));
    const auto sink = [&](const TimedFact& fact) -> Result<void> {
      if (std::find(deriver->gives.begin(), deriver->gives.end(), fact.of.index()) == deriver->gives.end())
        return fail(ErrorKind::kInternal, "A stage gives facts that it does not declare.",
                    std::string(deriver->name));
      return log.add(fact);
    };
    if (auto done = deriver->run({view, job.media, job.engine, job.taxonomy, job.job, job.settings}, sink);
        !done)
      return done;
  }
  return {};
}

}  // namespace smarttag::tagging
