// A face library to the end: a sample picture is registered, and the person is named in other pictures and in
// videos of a job that lists the library.
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
using ::testing::Contains;
using testing::kAda;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

class KnownPersonsTest : public testing::PoolFixture {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(shared_media("photos")))
      GTEST_SKIP() << "no ../shared/media/photos (or SMARTTAG_MEDIA)";
    media_ = std::filesystem::canonical(shared_media("photos") / "..");
    set("input-root", media_.string());
    start();
    faces_ = std::make_unique<libraries::SandboxedFaceSamples>(settings_, *inputs_);
    library_.owner = kAda;
    library_.algorithm = "face";
    library_.name = "politics";
    library_ = store_->libraries().create(library_).value();
  }

  std::string url(const std::string& name) const { return "file://" + (media_ / name).string(); }

  void add_person(const std::string& name, const std::string& photo) {
    const jobs::LibraryKey key{library_.owner, "face", library_.id};
    jobs::Entity entity;
    entity.name = name;
    const auto id = store_->libraries().add_entity(key, entity).value().id;
    auto face = faces_->describe(kAda, url("photos/" + photo));
    ASSERT_TRUE(face) << photo << ": " << face.error().client.text;
    jobs::Sample sample;
    sample.image_url = url("photos/" + photo);
    sample.model = face->model;
    sample.vector = face->vector;
    ASSERT_TRUE(store_->libraries().add_sample(key, id, sample));
  }

  // The data of the job's label.
  std::string labelled(const std::string& media, const std::string& more = "") {
    jobs::JobSpec spec;
    spec.template_json = R"({"AnalyseTypes":"face","FaceCategoryIds":")" + library_.id + "\"" + more + "}";
    const auto id = submit(url(media), spec);
    if (!comes_to(id, JobState::kSuccess)) {
      ADD_FAILURE() << media;
      return "{}";
    }
    return jobs::testing::text_of(*store_, store_->results().outcome(kAda, id).value().results.at(0).part);
  }

  // Names of the persons, each with the category.
  std::map<std::string, std::string> in_picture(const std::string& media, const std::string& more = "") {
    std::map<std::string, std::string> persons;
    const auto label = results::read<results::ImageLabel>(labelled(media, more));
    for (const auto& person : label->persons) persons[person.name] = person.category;
    return persons;
  }

  std::filesystem::path media_;
  jobs::Library library_;
  std::unique_ptr<libraries::SandboxedFaceSamples> faces_;
};

TEST_F(KnownPersonsTest, AreNamedInOtherPictures) {
  add_person("Barack Obama", "obama.jpg");
  add_person("Joe Biden", "biden.jpg");
  const std::map<std::string, std::string> obama{{"Barack Obama", library_.id}};
  const std::map<std::string, std::string> biden{{"Joe Biden", library_.id}};
  EXPECT_EQ(in_picture("photos/obama2.jpg"), obama);
  EXPECT_EQ(in_picture("photos/biden2.jpg"), biden);
  const auto both = in_picture("photos/obama_and_biden.jpg");
  EXPECT_THAT(both, Contains(Pair("Barack Obama", library_.id)));
  EXPECT_THAT(both, Contains(Pair("Joe Biden", library_.id)));
  auto two = in_picture("photos/two_people.jpg");  // the same two, without the girl at the edge
  two.emplace("person-3", "unknown");
  EXPECT_EQ(both, two);
  const auto strict =
      in_picture("photos/obama2.jpg", R"(,"FaceCustomParamsConfig":{"faceRegThreshold":0.99})");
  EXPECT_EQ(strict, (std::map<std::string, std::string>{{"person-1", "unknown"}}));
}

// An operator fills the system's categories; until then they are empty.
TEST_F(KnownPersonsTest, OfTheSystemsCategoriesAreNamedForEveryUser) {
  const auto labelled_as = [&] {
    jobs::JobSpec spec;
    spec.template_json = R"({"AnalyseTypes":"face","FaceCategoryIds":"celebrity,politician"})";
    const auto id = submit(url("photos/obama2.jpg"), spec);
    EXPECT_TRUE(comes_to(id, JobState::kSuccess));
    const auto label = results::read<results::ImageLabel>(
        jobs::testing::text_of(*store_, store_->results().outcome(kAda, id).value().results.at(0).part));
    return label->persons.at(0).name + ", " + label->persons.at(0).category;
  };
  EXPECT_EQ(labelled_as(), "person-1, unknown");
  library_.owner = jobs::kSystemOwner;
  library_.name = "politician";
  library_ = store_->libraries().create(library_).value();
  add_person("Barack Obama", "obama.jpg");
  EXPECT_EQ(labelled_as(), "Barack Obama, politician");
}

TEST_F(KnownPersonsTest, StrangersBesideThemStayStrangers) {
  add_person("Joe Biden", "biden.jpg");
  const auto persons = in_picture("photos/obama_and_biden.jpg");
  EXPECT_THAT(persons, UnorderedElementsAre(Pair("Joe Biden", library_.id), Pair("person-2", "unknown"),
                                            Pair("person-3", "unknown")));
}

TEST_F(KnownPersonsTest, AreNamedInAVideoAndStrangersAreNot) {
  add_person("Barack Obama", "obama.jpg");
  const auto label = results::read<results::VideoLabel>(labelled("video/news.mp4"));
  ASSERT_TRUE(label);
  ASSERT_EQ(label->persons.size(), 2U);
  EXPECT_EQ(label->persons[0].name, "Barack Obama");
  EXPECT_EQ(label->persons[0].category, library_.id);
  EXPECT_EQ(label->persons[1].category, "unknown");
  // By the truth of the media he is there in these scenes, and in no other.
  const std::vector<std::pair<double, double>> scenes{{0, 9.23}, {14.01, 42.51}};
  for (const auto& stay : label->persons[0].occurrences) {
    const double middle = (stay.from + stay.to) / 2;
    EXPECT_TRUE(std::any_of(scenes.begin(), scenes.end(),
                            [&](const auto& s) { return middle > s.first && middle < s.second; }))
        << stay.from << " to " << stay.to;
  }
  EXPECT_NEAR(label->persons[0].ratio, 37.7 / 52.66, 0.1);
}

}  // namespace
}  // namespace smarttag::worker
