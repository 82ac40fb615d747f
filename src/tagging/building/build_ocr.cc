#include "tagging/building/build_ocr.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <vector>

#include "results/ocr.h"
#include "vision/text/reading/reading_order.h"

namespace smarttag::tagging {
namespace {

// A line of text whose sightings are not all told yet.
struct Open {
  facts::TextLine line;
  double from = 0;  // seconds
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

// What is seen in a frame, of lines in the order of their facts. Lines that came together were put in reading
// order by those who knew how the page lies; others are put in the order of an upright page.
std::vector<results::Ocr::Line> in_reading_order(std::vector<results::Ocr::Line> lines,
                                                 const std::vector<Box>& boxes, bool came_together) {
  if (came_together) return lines;
  std::vector<results::Ocr::Line> ordered;
  ordered.reserve(lines.size());
  for (const std::size_t i : vision::text::reading_order(boxes)) ordered.push_back(std::move(lines[i]));
  return ordered;
}

// Tells the frames before `time` of the open lines.
Result<void> tell_until(double time, std::vector<Open>& open, Writer& writer) {
  while (!open.empty()) {
    const double first = std::min_element(open.begin(), open.end(), [](const Open& a, const Open& b) {
                           return a.time() < b.time();
                         })->time();
    if (first >= time) return {};
    results::Ocr::Detail detail{first, {}};
    std::vector<Box> boxes;
    std::optional<double> began;
    bool came_together = true;
    for (auto& one : open) {
      if (one.time() != first) continue;
      came_together = came_together && one.from == began.value_or(one.from);
      began = one.from;
      const Sighting& seen = one.line.sightings[one.next++];
      boxes.push_back(seen.box);
      detail.info.push_back({seen.score, results::position_of(seen.box), one.line.text});
    }
    std::erase_if(open, [](const Open& one) { return one.next == one.line.sightings.size(); });
    detail.info = in_reading_order(std::move(detail.info), boxes, came_together);
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
    open.push_back({std::move(line), (*fact)->from, 0});
  }
  if (auto done = tell_until(std::numeric_limits<double>::infinity(), open, writer); !done) return done;
  return writer.end();
}

}  // namespace smarttag::tagging
