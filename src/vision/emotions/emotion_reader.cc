#include "vision/emotions/emotion_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <opencv2/imgproc.hpp>
#include <openvino/openvino.hpp>

#include "inference/engine.h"
#include "vision/emotions/emotion_stays.h"
#include "vision/faces/face_detector.h"
#include "vision/faces/face_landmarks.h"
#include "vision/faces/similarity_transform.h"
#include "vision/shot_looks.h"

namespace smarttag::vision {
namespace {

using emotions::Read;

constexpr const char* kTask = "emotion";
constexpr double kInterval = 1;    // seconds between two looks
constexpr float kChanged = 0.02F;  // share of the cells
constexpr int kMostFaces = 8;      // of one picture, the largest
// The network was trained on faces of about this width, most of them frontal (FER2013).
constexpr float kLeastWidth = 40;       // pixels of the frame
constexpr float kLeastScore = 0.8F;     // of the detector
constexpr float kLeastPresence = 0.8F;  // of the mesh
constexpr float kMostTurned = 30;       // degrees of yaw
// Where eyes, nose and mouth come to lie in a square of side 1 (that of ArcFace), and the parts of that
// square that the network sees one after the other: what is only seen in one of them is not sure.
constexpr std::array<std::array<float, 2>, 5> kPlaces{
    {{0.3419F, 0.4616F}, {0.6565F, 0.4598F}, {0.5002F, 0.6405F}, {0.3710F, 0.8247F}, {0.6315F, 0.8232F}}};
constexpr float kMiddle = 0.642F;  // mean height of these
constexpr std::array<float, 2> kParts{0.9F, 0.75F};
constexpr int kFiner = 4;  // a large face is cut out so much finer and then averaged

class EmotionReader : public FrameAnalyser {
 public:
  EmotionReader(faces::FaceDetector detector, faces::FaceLandmarker landmarker, ov::InferRequest request,
                const inference::ModelCard& card)
      : detector_(std::move(detector)),
        landmarker_(std::move(landmarker)),
        request_(std::move(request)),
        side_(card.input.width),
        labels_(card.labels) {}

  Result<void> see(const media::Frame& frame) override {
    const auto why = looks_.at(frame);
    if (why == ShotLooks::Look::kNone) return {};
    auto found = frame.index == 0 ? detector_.detect_in_still(frame.bgr)
                                  : detector_.detect(frame.bgr, faces::kVideoLooks);
    if (!found) return tl::unexpected(std::move(found).error());
    std::erase_if(*found, [](const faces::FaceBox& face) {
      return face.score < kLeastScore || face.box.width() < kLeastWidth;
    });
    std::stable_sort(found->begin(), found->end(),
                     [](const auto& a, const auto& b) { return a.box.area() > b.box.area(); });
    std::vector<Read> read;
    for (std::size_t i = 0; i < std::min<std::size_t>(found->size(), kMostFaces); ++i)
      if (auto done = read_face(frame, (*found)[i], read); !done) return done;
    stays_.see(frame.time, why == ShotLooks::Look::kAtNewShot, read);
    return {};
  }

  Result<std::vector<TimedFact>> finish(double end) override { return stays_.finish(end); }

 private:
  // Appends what the face looks like, where it can be read.
  Result<void> read_face(const media::Frame& frame, const faces::FaceBox& face, std::vector<Read>& read) {
    const auto shape = landmarker_.fit(frame.bgr, face);
    if (!shape) return tl::unexpected(shape.error());
    if (shape->presence < kLeastPresence || std::abs(shape->yaw) > kMostTurned) return {};
    std::vector<float> belief(labels_.size());
    for (const float part : kParts)
      if (auto done = add_belief(frame.bgr, shape->points, part, belief); !done) return done;
    const auto best = std::max_element(belief.begin(), belief.end());
    read.push_back({scaled(face.box, frame.scale, frame.scale),
                    labels_[static_cast<std::size_t>(best - belief.begin())],
                    std::clamp(*best / static_cast<float>(kParts.size()), 0.0F, 1.0F)});
    return {};
  }

  // Adds the probabilities for this part of the face.
  Result<void> add_belief(const cv::Mat& bgr, const faces::FivePoints& points, float part,
                          std::vector<float>& belief) {
    const auto fine = static_cast<float>(side_ * kFiner);
    faces::FivePoints wanted;
    for (std::size_t i = 0; i < wanted.size(); ++i)
      wanted[i] = {((kPlaces[i][0] - 0.5F) / part + 0.5F) * fine,
                   ((kPlaces[i][1] - kMiddle) / part + 0.5F) * fine};
    try {
      cv::warpAffine(bgr, cut_, faces::similarity_transform(points, wanted), {side_ * kFiner, side_ * kFiner},
                     cv::INTER_LINEAR, cv::BORDER_REPLICATE);
      cv::cvtColor(cut_, cut_, cv::COLOR_BGR2GRAY);
      cv::resize(cut_, grey_, {side_, side_}, 0, 0, cv::INTER_AREA);
      const auto side = static_cast<std::size_t>(side_);
      request_.set_input_tensor(ov::Tensor(ov::element::u8, {1, side, side, 1}, grey_.data));
      request_.infer();
      const auto output = request_.get_output_tensor();
      for (std::size_t i = 0; i < belief.size(); ++i) belief[i] += output.data<const float>()[i];
      return {};
    } catch (const std::exception& e) {  // ov::Exception, cv::Exception
      return fail(ErrorKind::kAnalysisFailed, "Reading the look of a face failed.", e.what());
    }
  }

  faces::FaceDetector detector_;
  faces::FaceLandmarker landmarker_;
  ov::InferRequest request_;
  int side_;
  std::vector<std::string> labels_;
  ShotLooks looks_{kInterval, kChanged};
  emotions::EmotionStays stays_;
  cv::Mat cut_, grey_;
};

void take_bytes(ov::Model& model, const inference::InputContract& contract) {
  ov::preprocess::PrePostProcessor steps(model.shared_from_this());
  steps.input().tensor().set_element_type(ov::element::u8).set_layout("NHWC");
  steps.input().model().set_layout("NHWC");
  steps.input()
      .preprocess()
      .convert_element_type(ov::element::f32)
      .mean(contract.mean.front())
      .scale(contract.scale.front());
  steps.build();
}

}  // namespace

Result<std::unique_ptr<FrameAnalyser>> make_emotion_reader(inference::Engine& engine,
                                                           const Settings& settings) {
  const auto card = engine.card(kTask);
  if (!card) return tl::unexpected(card.error());
  auto detector = faces::FaceDetector::create(engine, static_cast<float>(settings.real("face-threshold")));
  if (!detector) return tl::unexpected(std::move(detector).error());
  auto landmarker = faces::FaceLandmarker::create(engine);
  if (!landmarker) return tl::unexpected(std::move(landmarker).error());
  auto compiled = engine.compile(
      kTask, "model.xml", inference::Use::kLatency,
      [contract = card->input](ov::Model& model) { take_bytes(model, contract); }, "bytes");
  if (!compiled) return tl::unexpected(std::move(compiled).error());
  try {
    const auto side = static_cast<std::size_t>(card->input.width);
    if (compiled->input().get_shape() != ov::Shape{1, side, side, 1} ||
        ov::shape_size(compiled->output().get_shape()) != card->labels.size())
      return fail(ErrorKind::kAnalysisFailed,
                  "The model " + card->name + " is no model of this task. Take another one.");
    return std::make_unique<EmotionReader>(std::move(*detector), std::move(*landmarker),
                                           compiled->create_infer_request(), *card);
  } catch (const ov::Exception& e) {
    return fail(ErrorKind::kAnalysisFailed,
                "The model " + card->name + " cannot be run. Run: smarttag models verify", e.what());
  }
}

}  // namespace smarttag::vision
