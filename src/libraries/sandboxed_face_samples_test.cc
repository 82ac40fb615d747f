#include "libraries/sandboxed_face_samples.h"
#include "base/testing/shared_media.h"

#include <cmath>
#include <future>
#include <numeric>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "inputs/testing/inputs_fixture.h"
#include "net/testing/loopback_server.h"
#include "vision/faces/face_encoder.h"
#include "worker/testing/analysis_child_main.h"
#include "worker/testing/media.h"

int main(int argc, char** argv) { return smarttag::worker::testing::run_tests_or_child(argc, argv); }

namespace smarttag::libraries {
namespace {

using vision::faces::similarity;
using worker::testing::make_media;

// The cache of the machine, where the models lie; local files are the pictures.
class FaceSamplesTest : public ::testing::Test, protected jobs::testing::WithStore {
 protected:
  void photos_as_root() {
    if (!std::filesystem::exists(shared_media("photos")))
      GTEST_SKIP() << "no ../shared/media/photos (or SMARTTAG_MEDIA)";
    root(shared_media("photos"));
  }

  void root(const std::filesystem::path& folder) {
    root_ = std::filesystem::canonical(folder);
    ASSERT_TRUE(settings_.set("input-root", root_.string()));
    inputs_ = std::make_unique<inputs::Inputs>(inputs::Inputs::create(settings_, store_->media()).value());
    faces_ = std::make_unique<SandboxedFaceSamples>(settings_, *inputs_);
  }

  Result<SampleFace> describe(const std::string& name) {
    return faces_->describe(1, "file://" + (root_ / name).string());
  }

  Settings settings_;
  std::filesystem::path root_;
  std::unique_ptr<inputs::Inputs> inputs_;
  std::unique_ptr<SandboxedFaceSamples> faces_;
};

TEST_F(FaceSamplesTest, OfOnePersonAreAlikeAndOfTwoAreNot) {
  photos_as_root();
  if (IsSkipped()) return;
  std::map<std::string, SampleFace> samples;
  for (const auto* name : {"obama.jpg", "obama2.jpg", "biden.jpg", "biden2.jpg"}) {
    auto sample = describe(name);
    ASSERT_TRUE(sample) << name << ": " << sample.error().client.text << sample.error().log.text;
    EXPECT_NEAR(std::inner_product(sample->vector.begin(), sample->vector.end(), sample->vector.begin(), 0.0),
                1, 1e-3);
    EXPECT_FALSE(sample->model.empty());
    samples.emplace(name, std::move(*sample));
  }
  const auto alike = [&](const char* a, const char* b) {
    return similarity(samples.at(a).vector, samples.at(b).vector);
  };
  EXPECT_GT(alike("obama.jpg", "obama2.jpg"), 0.5) << "the threshold that names a person";
  EXPECT_GT(alike("biden.jpg", "biden2.jpg"), 0.5);
  EXPECT_LT(alike("obama.jpg", "biden.jpg"), 0.42);
  EXPECT_LT(alike("obama2.jpg", "biden2.jpg"), 0.42);
  RecordProperty("obama", std::to_string(alike("obama.jpg", "obama2.jpg")));
  RecordProperty("biden", std::to_string(alike("biden.jpg", "biden2.jpg")));
}

TEST_F(FaceSamplesTest, APictureOfTwoMeansNobody) {
  photos_as_root();
  if (IsSkipped()) return;
  const auto sample = describe("obama_and_biden.jpg");
  ASSERT_FALSE(sample);
  EXPECT_EQ(sample.error().kind, ErrorKind::kUsage);
}

TEST_F(FaceSamplesTest, WhatShowsNoFaceIsRefused) {
  root(folder_.path());
  ASSERT_TRUE(make_media("-f lavfi -i testsrc=size=320x240 -frames:v 1", root_ / "bars.png"));
  ASSERT_TRUE(make_media("-f lavfi -i testsrc=size=320x240:duration=1", root_ / "film.mp4"));
  std::ofstream(root_ / "text.jpg") << "this is no picture";
  struct Case {
    const char* name;
    ErrorKind kind;
  };
  for (const auto& [name, kind] : {Case{"bars.png", ErrorKind::kUsage}, Case{"film.mp4", ErrorKind::kUsage},
                                   Case{"none.jpg", ErrorKind::kInputMissing}}) {
    const auto sample = describe(name);
    ASSERT_FALSE(sample) << name;
    EXPECT_EQ(row(sample.error().kind).name, row(kind).name) << name << ": " << sample.error().client.text;
  }
  EXPECT_FALSE(describe("text.jpg"));
}

TEST_F(FaceSamplesTest, TheProcessEndsWhenNobodyAsks) {
  root(folder_.path());
  ASSERT_TRUE(make_media("-f lavfi -i testsrc=size=320x240 -frames:v 1", root_ / "bars.png"));
  faces_ = std::make_unique<SandboxedFaceSamples>(settings_, *inputs_, std::chrono::milliseconds{1});
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(describe("bars.png").error().kind, ErrorKind::kUsage) << "started anew";
}

TEST_F(FaceSamplesTest, APictureBeyondItsLimitIsRefused) {
  root(folder_.path());
  std::ofstream(root_ / "large.png") << "";
  std::filesystem::resize_file(root_ / "large.png", SandboxedFaceSamples::kLargestPicture + 1);
  EXPECT_EQ(describe("large.png").error().kind, ErrorKind::kInputTooLarge);
}

// A server that sends nothing held up the stop for as long as a fetch may take.
TEST_F(FaceSamplesTest, AStopEndsTheFetchAtOnce) {
  ASSERT_TRUE(settings_.set("allow-private", "127.0.0.1"));
  root(folder_.path());
  net::testing::LoopbackServer silent(
      [](auto& client, const auto&) { net::testing::LoopbackServer::wait_for_end(client); });
  auto call =
      std::async(std::launch::async, [&] { return faces_->describe(1, silent.url("/a.jpg")).error().kind; });
  while (silent.connections() == 0) std::this_thread::yield();
  const auto began = std::chrono::steady_clock::now();
  faces_->stop();
  EXPECT_EQ(call.get(), ErrorKind::kInterrupted);
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{10});
  EXPECT_EQ(describe("none.jpg").error().kind, ErrorKind::kInputMissing);
}

TEST_F(FaceSamplesTest, ManyCallsAtOnceWaitForEachOther) {
  root(folder_.path());
  ASSERT_TRUE(make_media("-f lavfi -i testsrc=size=320x240 -frames:v 1", root_ / "bars.png"));
  std::vector<std::future<ErrorKind>> calls;
  for (int i = 0; i < 6; ++i)
    calls.push_back(std::async(std::launch::async, [&] { return describe("bars.png").error().kind; }));
  for (auto& call : calls) EXPECT_EQ(call.get(), ErrorKind::kUsage);
}

}  // namespace
}  // namespace smarttag::libraries
