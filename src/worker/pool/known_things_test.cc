// A library of things to the end: a sample picture is registered, and the thing is told in another picture
// and in a video of a job whose template names the library, and in no others.
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/testing/shared_media.h"
#include "libraries/sandboxed_face_samples.h"
#include "results/image_label.h"
#include "results/video_label.h"
#include "worker/pool/testing/pool_fixture.h"

namespace smarttag::worker {
namespace {

using jobs::JobState;
using testing::kAda;
using testing::make_media;

// The photograph of a mausoleum with a pool before it, seen from 30 degrees to the side.
constexpr const char* kFromTheSide =
    "-vf 'perspective=x0=0.067*W:y0=0:x1=0.783*W:y1=0.172*H:x2=0.067*W:y2=H:x3=0.783*W:y3=0.828*H:"
    "sense=destination,eq=contrast=0.85' -frames:v 1";

class KnownThingsTest : public testing::PoolFixture {
 protected:
  void SetUp() override {
    const auto photo = shared_media("tags/t41.png");
    if (!std::filesystem::exists(photo)) GTEST_SKIP() << "no ../shared/media/tags (or SMARTTAG_MEDIA)";
    std::filesystem::copy_file(photo, root_ / "place.png");
    std::filesystem::copy_file(shared_media("tags/t20.jpg"), root_ / "other.jpg");
    ASSERT_TRUE(make_media("-i " + photo.string() + " " + kFromTheSide, root_ / "sample.jpg"));
    ASSERT_TRUE(make_media(
        "-loop 1 -t 3 -i " + (root_ / "other.jpg").string() + " -loop 1 -t 3 -i " + photo.string() +
            " -filter_complex '[0]scale=640:360,setsar=1,fps=10[a];[1]scale=640:360,setsar=1,"
            "fps=10[b];[a][b]concat=n=2,format=yuv420p'",
        root_ / "film.mp4"));
    start();
    library_.owner = kAda;
    library_.algorithm = "landmark";
    library_.name = "places";
    library_ = store_->libraries().create(library_).value();
  }

  std::string url(const std::string& name) const { return "file://" + (root_ / name).string(); }

  void add(const std::string& name, const std::string& picture) {
    libraries::SandboxedFaceSamples pictures(settings_, *inputs_);
    const jobs::LibraryKey key{kAda, "landmark", library_.id};
    jobs::Entity entity;
    entity.name = name;
    const auto id = store_->libraries().add_entity(key, entity).value().id;
    const auto described = pictures.describe_thing(kAda, url(picture));
    ASSERT_TRUE(described) << described.error().client.text;
    jobs::Sample sample;
    sample.model = described->model;
    sample.features = described->features;
    ASSERT_TRUE(store_->libraries().add_sample(key, id, sample));
  }

  std::string labelled(const std::string& media, const std::string& groups) {
    jobs::JobSpec spec;
    spec.template_json = R"({"AnalyseTypes":"landmark","LandmarkGroupIds":")" + groups + "\"}";
    const auto id = submit(url(media), spec);
    if (!comes_to(id, JobState::kSuccess)) {
      ADD_FAILURE() << media;
      return "{}";
    }
    return jobs::testing::text_of(*store_, store_->results().outcome(kAda, id).value().results.at(0).part);
  }

  jobs::Library library_;
};

TEST_F(KnownThingsTest, AreToldInPicturesAndVideosAndNowhereElse) {
  add("Taj Mahal", "sample.jpg");
  const auto picture = results::read<results::ImageLabel>(labelled("place.png", library_.id));
  ASSERT_TRUE(picture);
  ASSERT_EQ(picture->tags.size(), 1U);
  EXPECT_EQ(picture->tags[0].main_tag_name, "Location");
  EXPECT_EQ(picture->tags[0].sub_tag_name, "Taj Mahal");
  EXPECT_TRUE(results::read<results::ImageLabel>(labelled("other.jpg", library_.id))->tags.empty());
  EXPECT_TRUE(results::read<results::ImageLabel>(labelled("place.png", "common"))->tags.empty());

  const auto film = results::read<results::VideoLabel>(labelled("film.mp4", library_.id));
  ASSERT_TRUE(film);
  ASSERT_EQ(film->tags.size(), 1U);
  EXPECT_EQ(film->tags[0].main_tag_name, "Landmark");
  ASSERT_EQ(film->tags[0].occurrences.size(), 1U);
  EXPECT_NEAR(film->tags[0].occurrences[0].from, 3, 0.3);
  EXPECT_NEAR(film->tags[0].occurrences[0].to, 6, 0.3);
}

TEST_F(KnownThingsTest, ALibraryThatThereIsNotFailsTheJob) {
  jobs::JobSpec spec;
  spec.template_json = R"({"AnalyseTypes":"landmark","LandmarkGroupIds":"none"})";
  EXPECT_TRUE(comes_to(submit(url("place.png"), spec), JobState::kFail));
}

TEST_F(KnownThingsTest, APictureThatShowsNothingIsNoSample) {
  ASSERT_TRUE(make_media("-f lavfi -i color=c=gray:s=320x240 -frames:v 1", root_ / "plain.png"));
  libraries::SandboxedFaceSamples pictures(settings_, *inputs_);
  const auto described = pictures.describe_thing(kAda, url("plain.png"));
  ASSERT_FALSE(described);
  EXPECT_EQ(described.error().kind, ErrorKind::kUsage);
}

}  // namespace
}  // namespace smarttag::worker
