#include "tagging/building/build_ocr.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <vector>

#include "results/ocr.h"

namespace smarttag::tagging {
namespace {

// A line of text whose sightings are not all told yet.
struct Open {
  facts::TextLine line;
  std::size_t next = 0;

  double time() const { return line.sightings[next].time; }
};

class Writer {
 public:
  explicit Writer(Output& output) : output_(output) {}

  Result<void> begin() {
    output_.begin(Artefact::kResult, std::string(results::Ocr::kType));
    return output_.write(R"({"details":[)");
  }

  Result<void> write(const results::Ocr::Detail& detail) {
    std::string text = first_ ? "" : ",";
    first_ = false;
    text += results::dump(results::Json(detail));
    return output_.write(text);
  }

  Result<void> end() {
    if (auto done = output_.write("]}"); !done) return done;
    return output_.end();
  }

 private:
  Output& output_;
  bool first_ = true;
};

// Tells the frames before `time` of the open lines.
Result<void> tell_until(double time, std::vector<Open>& open, Writer& writer) {
  while (!open.empty()) {
    const double first = std::min_element(open.begin(), open.end(), [](const Open& a, const Open& b) {
                           return a.time() < b.time();
                         })->time();
    if (first >= time) return {};
    results::Ocr::Detail detail{first, {}};
    for (auto& one : open) {
      if (one.time() != first) continue;
      const Sighting& seen = one.line.sightings[one.next++];
      detail.info.push_back({seen.score, results::position_of(seen.box), one.line.text});
    }
    std::erase_if(open, [](const Open& one) { return one.next == one.line.sightings.size(); });
    std::stable_sort(detail.info.begin(), detail.info.end(), [](const auto& a, const auto& b) {
      return a.position.left_top[1] < b.position.left_top[1];
    });
    if (auto done = writer.write(detail); !done) return done;
  }
  return {};
}

}  // namespace

Result<void> write_ocr(const Material& material, Output& output) {
  auto stream = material.facts.stream<facts::TextLine>();
  if (!stream) return tl::unexpected(std::move(stream).error());
  Writer writer(output);
  if (auto done = writer.begin(); !done) return done;
  std::vector<Open> open;  // in the order of the facts
  while (true) {
    auto fact = (*stream)->next();
    if (!fact) return tl::unexpected(std::move(fact).error());
    if (!*fact) break;
    auto& line = std::get<facts::TextLine>((*fact)->of);
    if (line.sightings.empty()) continue;
    // Facts come in order of their beginning: what is seen before this one begins is complete.
    if (auto done = tell_until((*fact)->from, open, writer); !done) return done;
    open.push_back({std::move(line), 0});
  }
  if (auto done = tell_until(std::numeric_limits<double>::infinity(), open, writer); !done) return done;
  return writer.end();
}

}  // namespace smarttag::tagging
