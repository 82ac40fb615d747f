// Against a real S3-compatible server that checks signatures: tests/front_door/object_store_test.py starts
// one, fills it, and runs these with its address in SMARTTAG_S3_ENDPOINT and its key in
// SMARTTAG_S3_ACCESS_KEY_ID and _SECRET.
#include <gmock/gmock.h>

#include "inputs/testing/inputs_fixture.h"

namespace smarttag::inputs {
namespace {

using enum ErrorKind;

class RealStore : public testing::InputsTest {
 protected:
  void SetUp() override {
    ASSERT_TRUE(settings_.read_environment());
    ASSERT_FALSE(settings_.text("s3-endpoint").empty()) << "run by tests/front_door/object_store_test.py";
  }
};

TEST_F(RealStore, GivesItsObjectsWhateverTheirNames) {
  for (const auto* name :
       {"oss://films/plain.mp4", "oss://films/a b/100%25 ünï+code (1)~!'*.mp4", "oss://films/文件/视频.mp4",
        "oss://films/a%20b/100%25%20%C3%BCn%C3%AF%2Bcode%20(1)~!'*.mp4", "oss://films/a=b&c;d@e:f,$.mp4"}) {
    const auto opened = inputs().open(1, {"OSS", name}, {});
    ASSERT_TRUE(opened) << name << ": " << opened.error().client.text << opened.error().log.text;
    EXPECT_EQ(content(*opened), "a film") << name;
  }
}

TEST_F(RealStore, GivesItsObjectsByBucketsInTheHost) {
  const auto port = settings_.text("s3-endpoint").substr(settings_.text("s3-endpoint").rfind(':'));
  set("s3-endpoint", "http://localhost" + port);  // curl knows the names below it
  set("s3-addressing", "host");
  const auto opened = inputs().open(1, {"OSS", "oss://films/文件/视频.mp4"}, {});
  ASSERT_TRUE(opened) << opened.error().client.text << opened.error().log.text;
  EXPECT_EQ(content(*opened), "a film");
}

TEST_F(RealStore, KnowsNoOtherObject) {
  EXPECT_EQ(refused({"OSS", "oss://films/none.mp4"}), kInputMissing);
  EXPECT_EQ(refused({"OSS", "oss://no-such-bucket/plain.mp4"}), kInputMissing);
}

TEST_F(RealStore, RefusesAWrongSecretAndNoSecret) {
  set("s3-access-key-secret", "wrong");
  EXPECT_EQ(refused({"OSS", "oss://films/plain.mp4"}), kInputUnreadable);
  set("s3-access-key-id", "");
  EXPECT_EQ(refused({"OSS", "oss://films/plain.mp4"}), kInputUnreadable);
}

}  // namespace
}  // namespace smarttag::inputs
