#include "vision/open_labels/label_finder.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "inference/kept_vectors.h"
#include "vision/open_labels/image_text_model.h"
#include "vision/shot_looks.h"

namespace smarttag::vision {
namespace {

using namespace open_labels;

constexpr const char* kName = "image-text";
constexpr double kInterval = 2;        // seconds between two looks
constexpr float kChanged = 0.05F;      // share of the cells
constexpr std::size_t kMostNames = 8;  // of data/, for one shot

using Vectors = std::vector<std::vector<float>>;

std::vector<float> cosines(const Vectors& sentences, const std::vector<float>& picture) {
  std::vector<float> out;
  out.reserve(sentences.size());
  for (const auto& sentence : sentences)
    out.push_back(std::inner_product(sentence.begin(), sentence.end(), picture.begin(), 0.0F));
  return out;
}

class LabelFinder : public FrameAnalyser {
 public:
  LabelFinder(ImageTextModel model, LabelPrompts prompts, Vectors labels, Vectors neutral)
      : model_(std::move(model)),
        prompts_(std::move(prompts)),
        labels_(std::move(labels)),
        neutral_(std::move(neutral)),
        best_(labels_.size(), 0) {}

  Result<void> see(const media::Frame& frame) override {
    const auto why = looks_.at(frame);
    if (why == ShotLooks::Look::kNone) return {};
    if (why == ShotLooks::Look::kAtNewShot) {
      end_shot(frame.time);
      from_ = frame.time;
    }
    const auto views = model_.look(frame.bgr);
    if (!views) return tl::unexpected(views.error());
    for (const auto& view : *views) {
      const auto now =
          scores(prompts_.labels, cosines(labels_, view), cosines(neutral_, view), model_.calibration());
      for (std::size_t i = 0; i < now.size(); ++i) best_[i] = std::max(best_[i], now[i]);
    }
    return {};
  }

  Result<std::vector<TimedFact>> finish(double end) override {
    end_shot(end);
    return std::move(facts_);
  }

 private:
  void end_shot(double time) {
    std::vector<std::size_t> told;
    for (std::size_t i = 0; i < best_.size(); ++i)
      if (best_[i] > 0 && best_[i] >= prompts_.labels[i].least) told.push_back(i);
    std::stable_sort(told.begin(), told.end(), [&](auto a, auto b) { return best_[a] > best_[b]; });
    std::size_t names = 0;
    for (const auto i : told) {
      const auto& label = prompts_.labels[i];
      if (!label.asked && ++names > kMostNames) continue;
      facts_.push_back(
          {from_,
           std::max(from_, time),
           std::min(best_[i], 1.0F),
           kName,
           facts::Described{label.main, label.name, label.sentence, label.library, label.entity, label.asked},
           {}});
    }
    std::fill(best_.begin(), best_.end(), 0.0F);
  }

  ImageTextModel model_;
  LabelPrompts prompts_;
  Vectors labels_;
  Vectors neutral_;
  std::vector<float> best_;  // of each label in the shot at hand
  ShotLooks looks_{kInterval, kChanged};
  double from_ = 0;
  std::vector<TimedFact> facts_;
};

}  // namespace

Result<std::unique_ptr<FrameAnalyser>> make_label_finder(inference::Engine& engine, const Settings& settings,
                                                         LabelPrompts prompts) {
  auto model = ImageTextModel::create(engine);
  if (!model) return tl::unexpected(std::move(model).error());
  inference::KeptVectors known(settings, model->card());
  const auto read = [&](const std::string& sentence) { return model->read(sentence); };
  std::vector<std::string> kept = prompts.neutral;
  Vectors labels, neutral;
  for (const auto& label : prompts.labels) {
    auto vector = known.of(label.sentence, read);
    if (!vector) return tl::unexpected(std::move(vector).error());
    labels.push_back(std::move(*vector));
    if (!label.asked) kept.push_back(label.sentence);
  }
  for (const auto& sentence : prompts.neutral) {
    auto vector = known.of(sentence, read);
    if (!vector) return tl::unexpected(std::move(vector).error());
    neutral.push_back(std::move(*vector));
  }
  known.keep(kept);
  return std::make_unique<LabelFinder>(std::move(*model), std::move(prompts), std::move(labels),
                                       std::move(neutral));
}

}  // namespace smarttag::vision
