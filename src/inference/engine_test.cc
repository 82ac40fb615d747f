#include "inference/engine.h"

#include <atomic>
#include <cmath>
#include <thread>

#include <gmock/gmock.h>

#include "base/paths.h"
#include "inference/scratch_zoo_test.h"

namespace smarttag::inference {
namespace {

using testing::HasSubstr;

class EngineTest : public ScratchZoo {
 protected:
  EngineTest() {
    manifest(kScaler);
    install(folder(), 2);
  }

  std::filesystem::path folder() const { return models() / "scaler-1"; }
  std::shared_ptr<Engine> engine() const { return Engine::create(settings_).value(); }
};

float answer(ov::CompiledModel model, float x) {
  auto request = model.create_infer_request();
  ov::Tensor input(ov::element::f32, {1, 1});
  *input.data<float>() = x;
  request.set_input_tensor(input);
  request.infer();
  return *request.get_output_tensor().data<const float>();
}

void to_width(ov::Model& model, std::int64_t width) { model.reshape(ov::PartialShape{1, width}); }

TEST_F(EngineTest, CompilesAModelThatAnswers) {
  EXPECT_FLOAT_EQ(answer(engine()->compile("scaling").value(), 3), 6);
  EXPECT_EQ(engine()->card("scaling")->name, "scaler");
}

TEST_F(EngineTest, AModelThatIsNotInstalledNamesTheCommand) {
  std::filesystem::remove_all(folder());
  const auto tool = engine();
  for (const auto& error : {tool->compile("scaling").error(), tool->card("scaling").error()}) {
    EXPECT_EQ(error.kind, ErrorKind::kModelMissing);
    EXPECT_EQ(error.client.text,
              "The model scaler (task scaling) is not installed. Run: smarttag models pull");
  }
}

TEST_F(EngineTest, AModelInstalledLaterIsFound) {
  std::filesystem::remove_all(folder());
  const auto tool = engine();
  ASSERT_FALSE(tool->compile("scaling"));
  install(folder(), 4);
  EXPECT_FLOAT_EQ(answer(tool->compile("scaling").value(), 1), 4);
}

TEST_F(EngineTest, AFileThatIsNoModelIsAnErrorThatSaysHowToCheck) {
  write_text(folder() / "model.xml", "<net");
  const FrontendsMayLeak uncounted;
  const auto model = engine()->compile("scaling");
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().kind, ErrorKind::kAnalysisFailed);
  EXPECT_THAT(model.error().client.text, HasSubstr("smarttag models verify"));
}

TEST_F(EngineTest, AReshapeThatThrowsIsAnError) {
  const auto model = engine()->compile("scaling", "model.xml", Use::kLatency, [](ov::Model& m) {
    m.reshape({{"no such input", ov::PartialShape{1, 1}}});
  });
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().kind, ErrorKind::kAnalysisFailed);
}

TEST_F(EngineTest, ACompiledModelIsKeptForEachUse) {
  const auto tool = engine();
  ASSERT_TRUE(tool->compile("scaling"));
  std::filesystem::remove_all(folder());
  EXPECT_FLOAT_EQ(answer(tool->compile("scaling").value(), 5), 10);
  EXPECT_FALSE(tool->compile("scaling", "model.xml", Use::kSerial));
}

TEST_F(EngineTest, AReshapedModelIsKeptUnderItsVariantAlone) {
  const auto tool = engine();
  const auto shaped = [&](std::int64_t width, const std::string& variant) {
    return tool->compile(
        "scaling", "model.xml", Use::kLatency, [=](ov::Model& m) { to_width(m, width); }, variant);
  };
  EXPECT_EQ(shaped(3, "3")->input().get_shape(), ov::Shape({1, 3}));
  EXPECT_EQ(shaped(4, "4")->input().get_shape(), ov::Shape({1, 4}));
  EXPECT_EQ(shaped(5, "")->input().get_shape(), ov::Shape({1, 5}));
  EXPECT_EQ(shaped(6, "")->input().get_shape(), ov::Shape({1, 6}));
  std::filesystem::remove_all(folder());
  EXPECT_EQ(shaped(3, "3")->input().get_shape(), ov::Shape({1, 3}));
  EXPECT_FALSE(shaped(5, ""));
}

TEST_F(EngineTest, ThreadsAndPrecisionFollowSettingsRecipeAndUse) {
  ASSERT_TRUE(settings_.set("threads", "2"));
  ASSERT_TRUE(settings_.set("precision", "f32"));
  const auto tool = engine();
  EXPECT_EQ(tool->threads(), 2);
  EXPECT_FALSE(tool->bf16());
  const auto model = tool->compile("scaling").value();
  EXPECT_EQ(model.get_property(ov::inference_num_threads), 2);
  EXPECT_EQ(model.get_property(ov::hint::inference_precision), ov::element::f32);
  const auto serial = tool->compile("scaling", "model.xml", Use::kSerial).value();
  EXPECT_EQ(serial.get_property(ov::inference_num_threads), 1);
  EXPECT_EQ(serial.get_property(ov::num_streams), 1);
}

// Both kinds of processor have something to show.
TEST_F(EngineTest, Bf16IsTakenWhereTheProcessorHasItAndTheRecipeAllowsIt) {
  ASSERT_TRUE(settings_.set("precision", "bf16"));
  const auto tool = Engine::create(settings_);
  ASSERT_TRUE(settings_.set("precision", "auto"));
  EXPECT_EQ(engine()->bf16(), tool.has_value());
  if (!tool) {
    EXPECT_EQ(tool.error().kind, ErrorKind::kUsage);
    return;
  }
  EXPECT_EQ(tool.value()->compile("scaling")->get_property(ov::hint::inference_precision), ov::element::bf16);
  std::string refusing = kScaler;
  refusing.replace(refusing.find("\"bf16\": true"), 12, "\"bf16\": false");
  manifest(refusing);
  EXPECT_EQ(engine()->compile("scaling")->get_property(ov::hint::inference_precision), ov::element::f32);
}

TEST_F(EngineTest, ASecondStartTakesTheCompiledModelOfTheFirst) {
  EXPECT_FALSE(engine()->compile("scaling")->get_property(ov::loaded_from_cache));
  EXPECT_TRUE(engine()->compile("scaling")->get_property(ov::loaded_from_cache));
}

// With CacheMode::OPTIMIZE_SIZE the recurrent layer of this very model took other weights on its second
// start.
TEST(EngineOnRealModels, ASecondStartOfTheVoiceDetectorAnswersTheSame) {
  const auto scratch =
      std::filesystem::path(testing::TempDir()) / ("voice-detector-" + std::to_string(getpid()));
  Settings settings;
  ASSERT_TRUE(settings.read_environment());
  std::filesystem::create_directories(scratch);
  std::filesystem::create_directory_symlink(cache_folder(settings) / "models", scratch / "models");
  ASSERT_TRUE(settings.set("cache-dir", scratch.string()));
  std::vector<std::vector<float>> answers;
  for (const bool cached : {false, true}) {
    const auto tool = Engine::create(settings).value();
    auto model = tool->compile("voice-activity", "model.xml", Use::kSerial);
    ASSERT_TRUE(model) << model.error().client.text;
    EXPECT_EQ(model->get_property(ov::loaded_from_cache), cached);
    auto request = model->create_infer_request();
    for (const auto& input : model->inputs()) {
      ov::Tensor tensor(ov::element::f32, input.get_partial_shape().get_min_shape());
      if (tensor.get_size() == 0) tensor = ov::Tensor(ov::element::f32, {1, 576});
      for (std::size_t i = 0; i < tensor.get_size(); ++i)
        tensor.data<float>()[i] = 0.3F * std::sin(static_cast<float>(i));
      request.set_tensor(input, tensor);
    }
    request.infer();
    auto& answer = answers.emplace_back();
    for (const auto& output : model->outputs()) {
      const auto tensor = request.get_tensor(output);
      answer.insert(answer.end(), tensor.data<const float>(), tensor.data<const float>() + tensor.get_size());
    }
  }
  EXPECT_EQ(answers[0], answers[1]);
  std::filesystem::remove_all(scratch);
}

TEST_F(EngineTest, OtherThreadsOrPrecisionAreCompiledAnew) {
  ASSERT_TRUE(settings_.set("precision", "f32"));
  ASSERT_TRUE(engine()->compile("scaling"));
  ASSERT_TRUE(settings_.set("threads", "2"));
  const auto threads = engine()->compile("scaling").value();
  EXPECT_EQ(threads.get_property(ov::inference_num_threads), 2);
  ASSERT_TRUE(settings_.set("precision", "auto"));
  const auto tool = engine();
  EXPECT_EQ(tool->compile("scaling")->get_property(ov::hint::inference_precision),
            tool->bf16() ? ov::element::bf16 : ov::element::f32);
}

TEST_F(EngineTest, AnotherModelOfTheSameNameDoesNotGetTheOldOnesCompilation) {
  EXPECT_FLOAT_EQ(answer(engine()->compile("scaling").value(), 1), 2);
  install(folder(), 3);
  EXPECT_FLOAT_EQ(answer(engine()->compile("scaling").value(), 1), 3);
  write_text(models() / "local.json", R"({"models": {"scaler": {"folder": "local/scaler-9"}}})");
  install(models() / "local" / "scaler-9", 7);
  EXPECT_FLOAT_EQ(answer(engine()->compile("scaling").value(), 1), 7);
}

TEST_F(EngineTest, ADamagedCompilationIsMadeAnew) {
  ASSERT_TRUE(engine()->compile("scaling"));
  int blobs = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root_ / "cache" / "compiled")) {
    if (!entry.is_regular_file()) continue;
    std::filesystem::permissions(entry.path(), std::filesystem::perms::owner_all);
    std::filesystem::resize_file(entry.path(), entry.file_size() / 2);
    ++blobs;
  }
  ASSERT_GT(blobs, 0);
  const auto model = engine()->compile("scaling");
  ASSERT_TRUE(model) << model.error().log.text;
  EXPECT_FLOAT_EQ(answer(*model, 4), 8);
}

TEST_F(EngineTest, ACacheThatCannotBeWrittenIsNoHindrance) {
  write_text(root_ / "cache" / "compiled", "a file where the folder should be");
  EXPECT_FLOAT_EQ(answer(engine()->compile("scaling").value(), 3), 6);
}

TEST_F(EngineTest, ManyThreadsMayAskAtOnce) {
  const auto tool = engine();
  std::atomic<int> right = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      const auto model = tool->compile("scaling");
      if (model && answer(*model, 2) == 4) ++right;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(right, 8);
}

}  // namespace
}  // namespace smarttag::inference
