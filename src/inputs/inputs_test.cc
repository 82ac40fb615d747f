#include "inputs/inputs.h"
#include "inputs/fetched_file.h"

#include <gmock/gmock.h>

#include "inputs/testing/inputs_fixture.h"
#include "net/testing/fetch_fixture.h"

namespace smarttag::inputs {
namespace {

using net::testing::LoopbackServer;
using net::testing::ok;
using ::testing::HasSubstr;
using enum ErrorKind;

class InputsRoom : public testing::InputsTest {
 protected:
  std::string registered(const std::string& url) {
    jobs::MediaSpec spec;
    spec.owner = 1;
    spec.input_url = url;
    return store_->media().put(spec, false).value().id;
  }
};

TEST_F(InputsRoom, AUrlIsFetchedToAFileWithoutAName) {
  LoopbackServer server(LoopbackServer::bytes(ok("a film")));
  const auto opened = inputs().open(1, {"URL", server.url("/films/a%20b.mp4?token=1")}, {});
  ASSERT_TRUE(opened) << opened.error().client.text;
  EXPECT_EQ(opened->name, "a b.mp4");
  EXPECT_EQ(content(*opened), "a film");
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path() / "cache" / "inputs"));
}

TEST_F(InputsRoom, AMediumIsTheInputThatWasRegistered) {
  LoopbackServer server(LoopbackServer::bytes(ok("a film")));
  const auto id = registered(server.url("/a.mp4"));
  const InputSpec spec{"Media", id};
  EXPECT_TRUE(inputs().check(1, spec));
  EXPECT_EQ(content(inputs().open(1, spec, {}).value()), "a film");
  const auto others = inputs().check(2, spec);
  ASSERT_FALSE(others);
  EXPECT_EQ(others.error().kind, kNotFound);
  EXPECT_EQ(refused({"Media", "no such id"}), kNotFound);
}

TEST_F(InputsRoom, AMediumGainsNoRightsByBeingRegistered) {
  EXPECT_EQ(refused({"Media", registered("http://10.0.0.1/a.mp4")}), kInputRefused);
  EXPECT_EQ(refused({"Media", registered("file:///etc/passwd")}), kInputRefused);
  EXPECT_EQ(refused({"Media", registered("oss://bucket/a.mp4")}), kInputRefused);
}

TEST_F(InputsRoom, WhatIsRefusedWithoutFetchingIsSeenByTheCheck) {
  struct Case {
    InputSpec spec;
    ErrorKind kind;
  };
  const Case cases[] = {
      {{"URL", "film.mp4"}, kUsage},
      {{"URL", "ftp://host/a.mp4"}, kInputRefused},
      {{"URL", "http://169.254.169.254/latest"}, kInputRefused},
      {{"URL", "http://0x0a.1/a.mp4"}, kInputRefused},
      {{"URL", "http://[::ffff:127.0.0.1]/a.mp4"}, kInputRefused},
      {{"URL", "file:///etc/passwd"}, kInputRefused},
      {{"OSS", "oss://bucket/a.mp4"}, kInputRefused},
      {{"Ftp", "oss://bucket/a.mp4"}, kUsage},
      {{"", ""}, kUsage},
  };
  for (const auto& c : cases) {
    const auto checked = inputs().check(1, c.spec);
    ASSERT_FALSE(checked) << c.spec.media;
    EXPECT_EQ(row(checked.error().kind).name, row(c.kind).name) << c.spec.media;
  }
  EXPECT_TRUE(inputs().check(1, {"URL", "https://films.example/a.mp4"}));
}

TEST_F(InputsRoom, AStopEndsTheFetch) {
  LoopbackServer server([](auto& client, const auto&) { LoopbackServer::wait_for_end(client); });
  std::stop_source stop;
  stop.request_stop();
  const auto opened = inputs().open(1, {"URL", server.url("/a.mp4")}, stop.get_token());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, kInterrupted);
}

TEST_F(InputsRoom, SettingsThatAreNoGoodAreRefused) {
  struct Case {
    const char* name;
    const char* value;
  };
  for (const auto& [name, value] :
       {Case{"input-root", "/no/such/folder"}, Case{"input-root", "/"}, Case{"s3-endpoint", "store"},
        Case{"s3-endpoint", "http://host/path"}, Case{"s3-endpoint", "http://user@host"},
        Case{"allow-private", "everything"}}) {
    Settings settings;
    ASSERT_TRUE(settings.set(name, value));
    const auto made = Inputs::create(settings, store_->media());
    ASSERT_FALSE(made) << name << " " << value;
    EXPECT_EQ(made.error().kind, kUsage);
  }
}

TEST(InputSpecText, ComesBack) {
  const auto back = input_spec_from(to_text({"OSS", "oss://b/\"ü\".mp4"}));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->type, "OSS");
  EXPECT_EQ(back->media, "oss://b/\"ü\".mp4");
  for (const auto* text : {"", "[]", "{}", R"({"Type":"OSS"})", R"({"Type":1,"Media":"x"})",
                           R"({"Type":"OSS","Media":"x","Bucket":"y"})"})
    EXPECT_FALSE(input_spec_from(text)) << text;
}

TEST_F(InputsRoom, LeftBehindByAKillAreSweptAtTheStartAndFreshOnesStay) {
  const auto old = file("cache/inputs/fetch-old", "x");
  const auto fresh = file("cache/inputs/fetch-fresh", "x");
  std::filesystem::last_write_time(old,
                                   std::filesystem::file_time_type::clock::now() - std::chrono::hours{2});
  sweep(fetch_folder(settings_));
  EXPECT_FALSE(std::filesystem::exists(old));
  EXPECT_TRUE(std::filesystem::exists(fresh));
  sweep(folder_.path() / "nowhere");
}

}  // namespace
}  // namespace smarttag::inputs
