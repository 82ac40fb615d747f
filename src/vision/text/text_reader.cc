#include "vision/text/text_reader.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <spdlog/spdlog.h>

#include "media/picture_change.h"
#include "vision/text/look_plan.h"
#include "vision/text/plausibility.h"
#include "vision/text/reading/picture_reader.h"
#include "vision/text/reading/reading_order.h"
#include "vision/text/tracking/text_tracker.h"
#include "vision/text/watching/stroke_map.h"
#include "vision/text/watching/view.h"

namespace smarttag::vision {
namespace text {
namespace {

// Long sides of the canvases looked at.
constexpr int kQuickSide = 640;
constexpr int kFullSide = 960;        // finds 14 pixel letters of 1280x720 as well as 1280 does
constexpr int kFullSideLarge = 1280;  // for frames wider than 1280
constexpr int kPictureSide = 1280;    // small pictures are enlarged to it: their small print is found better
constexpr int kPictureSideLarge = 1600;
constexpr int kInParts = 0;    // a picture far from square: parts of kPictureSideLarge
constexpr int kElongated = 3;  // long side over short side of such a picture

constexpr float kAnyScore = 0.5F;  // of a single reading; the setting asks of the mean over a line's stay

// Lines found on a large canvas, and those of a small one that they do not cover: letters too large for the
// large one.
std::vector<TextLine> united(std::vector<TextLine> large, std::vector<TextLine> small) {
  const std::size_t count = large.size();
  for (auto& line : small) {
    const Box box = bounds(line.quad);
    float covered = 0;
    for (std::size_t i = 0; i < count; ++i) covered += intersection(box, bounds(large[i].quad)).area();
    if (covered < 0.3F * box.area()) large.push_back(std::move(line));
  }
  return large;
}

class TextReader : public FrameAnalyser {
 public:
  TextReader(PictureReader reader, float threshold) : reader_(std::move(reader)), threshold_(threshold) {}

  Result<void> see(const media::Frame& frame) override {
    picture_ = {0, 0, static_cast<float>(frame.bgr.cols) * frame.scale,
                static_cast<float>(frame.bgr.rows) * frame.scale};
    if (samples_++ == 0) {  // whether it is a picture or a video is known with the second sample
      first_ = frame;
      return {};
    }
    if (first_) {
      auto done = follow(*std::exchange(first_, std::nullopt));
      if (!done) return done;
    }
    return follow(frame);
  }

  Result<std::vector<TimedFact>> finish(double end) override {
    if (first_) {
      auto done = read_picture(*first_);
      if (!done) return tl::unexpected(done.error());
      first_.reset();
    }
    auto facts = tracker_.finish(end);
    std::erase_if(facts, [this](const TimedFact& f) {
      return f.score < threshold_ || !worth_telling(f, samples_ == 1, picture_);
    });
    if (samples_ == 1) put_in_order(facts);
    return facts;
  }

 private:
  Result<void> follow(const media::Frame& frame);
  Result<void> look(const media::Frame& frame, const Sign& sign, Look look);
  Result<std::vector<TextLine>> read_at(const media::Frame& frame, int long_side);
  Result<std::vector<TextLine>> read_still(const media::Frame& frame, int long_side);
  Result<void> read_picture(const media::Frame& frame);
  void put_in_order(std::vector<TimedFact>& facts) const;

  PictureReader reader_;
  float threshold_;
  TextTracker tracker_;
  LookPlan plan_;
  media::PictureChange looked_at_;  // the sample last looked at
  StrokeMap strokes_;               // of that sample
  media::PictureChange before_;     // the sample before this one
  std::optional<media::Frame> first_;
  std::int64_t samples_ = 0;
  Box picture_;                     // in displayed pixels
  std::vector<std::string> order_;  // of the lines of a still picture
};

Result<void> TextReader::follow(const media::Frame& frame) {
  constexpr float kStill = 0.0005F;  // share of a picture that noise may change
  const View view = view_of(frame);
  const bool still = before_.changed(frame.bgr) < kStill;
  before_.remember(frame.bgr);
  tracker_.begin(view, frame.scale, still);
  const StrokeMap strokes(view.grey);
  Sign sign;
  sign.time = frame.time;
  sign.shot = frame.shot;
  sign.changed = looked_at_.changed(frame.bgr);
  sign.new_strokes = strokes.longest_new_run(strokes_, tracker_.known_places());
  sign.returned_strokes = strokes.new_cells(strokes_, tracker_.left_places());
  sign.stroke_cells = strokes.cells_in_runs();
  sign.missing = tracker_.lost() || tracker_.unclear();
  sign.moving = tracker_.moving();
  const Look wanted = plan_.next(sign);
  if (wanted != Look::kNone) {
    looked_at_.remember(frame.bgr);
    strokes_ = strokes;
    auto done = look(frame, sign, wanted);
    if (!done) return done;
  }
  tracker_.end();
  return {};
}

Result<void> TextReader::look(const media::Frame& frame, const Sign& sign, Look look) {
  std::vector<TextLine> lines;
  if (look == Look::kQuick) {
    auto found = read_at(frame, kQuickSide);
    if (!found) return tl::unexpected(found.error());
    lines = std::move(*found);
    // What the quick look takes for text and cannot be read is mostly none.
    if (!lines.empty() || plan_.full_after_nothing(sign)) look = Look::kFull;
  }
  if (look == Look::kFull) {
    const int longer = std::max(frame.bgr.cols, frame.bgr.rows);
    auto found = read_at(frame, longer > kFullSideLarge ? kFullSideLarge : kFullSide);
    if (!found) return tl::unexpected(found.error());
    lines = united(std::move(*found), std::move(lines));
    tracker_.read(lines);
  }
  spdlog::debug("ocr: {:.2f} s {} look, {} new strokes, {:.3f} changed{}{}", sign.time,
                look == Look::kFull ? "full" : "quick", sign.new_strokes, sign.changed,
                sign.missing ? ", lines missing" : "", lines.empty() ? "" : ", found");
  for (const auto& line : lines) {
    const Box b = bounds(line.quad);
    spdlog::debug("ocr:   {:.2f} {} [{} {} {} {}]", line.score, line.text, b.left, b.top, b.right, b.bottom);
  }
  plan_.took(sign, look, !lines.empty());
  return {};
}

Result<std::vector<TextLine>> TextReader::read_at(const media::Frame& frame, int long_side) {
  auto found = reader_.find(frame.bgr, long_side);
  if (!found) return tl::unexpected(found.error());
  auto lines = reader_.read(frame.bgr, tracker_.unread(*found), kAnyScore);
  if (lines && samples_ > 1)
    std::erase_if(*lines, [&](const TextLine& line) { return !plausible(line, frame.bgr.size()); });
  return lines;
}

// The lines of a picture looked at on a canvas of this long side, the right way up.
Result<std::vector<TextLine>> TextReader::read_still(const media::Frame& frame, int long_side) {
  const bool in_parts = long_side == kInParts;
  auto found =
      in_parts ? reader_.find_in_parts(frame.bgr, kPictureSideLarge) : reader_.find(frame.bgr, long_side);
  if (!found) return tl::unexpected(found.error());
  return reader_.read_either_way(frame.bgr, *found, kAnyScore);
}

Result<void> TextReader::read_picture(const media::Frame& frame) {
  const auto [shorter, longer] = std::minmax(frame.bgr.cols, frame.bgr.rows);
  const bool elongated = longer > kPictureSideLarge && longer > kElongated * shorter;
  const int side = elongated ? kInParts : longer > kPictureSide ? kPictureSideLarge : kPictureSide;
  auto fine = read_still(frame, side);
  if (!fine) return tl::unexpected(fine.error());
  const Turn turn = reader_.turn();
  auto coarse = read_still(frame, kQuickSide);
  if (!coarse) return tl::unexpected(coarse.error());
  auto lines = united(std::move(*fine), std::move(*coarse));
  std::vector<Box> boxes;
  for (const auto& line : lines) boxes.push_back(bounds(line.quad));
  for (const std::size_t i : reading_order(boxes, turn)) order_.push_back(lines[i].text);
  tracker_.begin(view_of(frame), frame.scale, false);
  tracker_.read(lines);
  tracker_.end();
  return {};
}

// In the order in which the lines of the picture were read, which knows how the page lies.
void TextReader::put_in_order(std::vector<TimedFact>& facts) const {
  const auto place = [this](const TimedFact& fact) {
    return std::find(order_.begin(), order_.end(), what(fact)) - order_.begin();
  };
  std::stable_sort(facts.begin(), facts.end(),
                   [&](const TimedFact& a, const TimedFact& b) { return place(a) < place(b); });
}

}  // namespace
}  // namespace text

Result<std::unique_ptr<FrameAnalyser>> make_text_reader(inference::Engine& engine, const Settings& settings) {
  auto reader = text::PictureReader::make(engine);
  if (!reader) return tl::unexpected(reader.error());
  return std::make_unique<text::TextReader>(std::move(*reader),
                                            static_cast<float>(settings.real("text-threshold")));
}

}  // namespace smarttag::vision
