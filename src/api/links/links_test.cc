#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/links/signed_links.h"
#include "api/links/subtitle_files.h"
#include "jobs/testing/kept_results.h"
#include "jobs/testing/manual_clock.h"
#include "jobs/testing/store_fixture.h"

namespace smarttag::api {
namespace {

using std::chrono::seconds;
using ::testing::HasSubstr;
using ::testing::StartsWith;

const LinkedFile kFile{7, "0123456789abcdef0123456789abcdef", "subtitles.srt"};
const Time kEnd{seconds{1'700'000'100}};
const std::string kPath = "/subtitles/0123456789abcdef0123456789abcdef/subtitles.srt";

class Links : public ::testing::Test {
 protected:
  std::string query() const {
    const auto url = links_.url_of(kFile, kEnd);
    return url.substr(url.find('?') + 1);
  }
  bool opens(const std::string& path, const std::string& query, seconds before_end = seconds{1}) const {
    return links_.opened(path, query, kEnd - before_end).has_value();
  }
  SignedLinks links_{"key", "https://tags.example.org"};
};

TEST_F(Links, OpenUntilTheyEnd) {
  EXPECT_THAT(links_.url_of(kFile, kEnd),
              StartsWith("https://tags.example.org" + kPath + "?User=7&Expires=1700000100&Signature="));
  const auto opened = links_.opened(kPath, query(), kEnd - seconds{1});
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->owner, kFile.owner);
  EXPECT_EQ(opened->job, kFile.job);
  EXPECT_EQ(opened->file, kFile.file);
  EXPECT_FALSE(opens(kPath, query(), seconds{0}));
}

// Computed with: printf '7\n0123456789abcdef0123456789abcdef\nsubtitles.srt\n1700000100' |
//   openssl dgst -sha256 -hmac key
TEST_F(Links, AreSignedWithHmacSha256) {
  EXPECT_THAT(query(),
              HasSubstr("Signature=add4af9261cf7a86b0583030cfbaf86cac4bb46a304dbdc3f27a039aa1ca5cbf"));
}

TEST_F(Links, OfAnyOtherFormDoNotOpen) {
  const auto good = query();
  auto other_user = good;
  other_user.replace(0, 6, "User=8");
  auto later = good;
  later.replace(later.find("1700000100"), 10, "1700000101");
  auto flipped = good;
  flipped.back() = flipped.back() == '0' ? '1' : '0';
  for (const auto& altered : {other_user, later, flipped, good + "&a=b", std::string{}, std::string(300, 'a'),
                              good.substr(0, good.size() - 1)})
    EXPECT_FALSE(opens(kPath, altered)) << altered;
  for (const std::string path : {"/subtitles/0123456789abcdef0123456789abcdef/subtitles.vtt",
                                 "/subtitles/1123456789abcdef0123456789abcdef/subtitles.srt",
                                 "/subtitles/0123456789abcdef0123456789abcdef/../subtitles.srt", "/", ""})
    EXPECT_FALSE(opens(path, good)) << path;
  EXPECT_TRUE(opens(kPath, good));
}

TEST_F(Links, OfAnotherKeyDoNotOpen) {
  EXPECT_FALSE(SignedLinks("other", "").opened(kPath, query(), kEnd - seconds{1}));
}

TEST(PublicAddress, IsTheSettingOrTheHostOfTheRequest) {
  Settings settings;
  EXPECT_EQ(public_address(settings, "10.0.0.7:8790"), "http://10.0.0.7:8790");
  ASSERT_TRUE(settings.set("tls-certificate", "chain.pem"));
  EXPECT_EQ(public_address(settings, "tags"), "https://tags");
  ASSERT_TRUE(settings.set("public-url", "https://tags.example.org/api/"));
  EXPECT_EQ(public_address(settings, "10.0.0.7:8790"), "https://tags.example.org/api");
}

class SubtitleFiles : public ::testing::Test, protected jobs::testing::WithStore {
 protected:
  // A job of user 7 that has ended with one file.
  std::string finished_job() {
    jobs::JobSpec spec;
    spec.owner = 7;
    spec.pipeline = store_->pipelines().standard(7).value().id;
    const auto id = store_->jobs().submit(spec).value().id;
    const auto claimed = store_->jobs().claim("worker", seconds{30}).value();
    const auto outcome =
        jobs::testing::kept(*store_, {}, {}, {{"subtitles.srt", "1\n00:00:00,000 --> 00:00:01,000\n你好\n"}});
    if (store_->jobs().finish(claimed->claim, outcome).value() != jobs::Standing::kHeld)
      ADD_FAILURE() << "not finished";
    return id;
  }

  http::Response get(const std::string& url, const std::string& method = "GET") {
    http::Request request;
    request.method = method;
    const auto path = url.find("/subtitles/");
    const auto query = url.find('?');
    request.path = url.substr(path, query - path);
    request.query = query == std::string::npos ? "" : url.substr(query + 1);
    boost::asio::io_context context;
    auto answer =
        boost::asio::co_spawn(context, subtitle_files(*store_, clock_)(request), boost::asio::use_future);
    context.run();
    return answer.get();
  }

  std::string url(const std::string& job, const std::string& file = "subtitles.srt", jobs::UserId user = 7) {
    return SignedLinks(store_->derived_key("links"), "http://here")
        .url_of({user, job, file}, clock_.now() + seconds{60});
  }
};

TEST_F(SubtitleFiles, AreServedAsText) {
  const auto response = get(url(finished_job()));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "text/plain; charset=utf-8");
  EXPECT_THAT(response.body, HasSubstr("你好"));
}

TEST_F(SubtitleFiles, AreForbiddenWithoutAGoodLink) {
  const auto link = url(finished_job());
  EXPECT_EQ(get(link.substr(0, link.find('?'))).status, 403);
  EXPECT_EQ(get(link + "0").status, 403);
  clock_.turn(seconds{61});
  EXPECT_EQ(get(link).status, 403);
}

TEST_F(SubtitleFiles, AreGoneWithTheirJob) {
  const auto job = finished_job();
  const auto link = url(job);
  EXPECT_EQ(get(url(job, "other.srt")).status, 404);
  EXPECT_EQ(get(url(job, "subtitles.srt", 8)).status, 404);
  ASSERT_TRUE(store_->jobs().remove(7, job));
  EXPECT_EQ(get(link).status, 404);
}

TEST_F(SubtitleFiles, AreOnlyRead) {
  const auto response = get(url(finished_job()), "DELETE");
  EXPECT_EQ(response.status, 405);
}

}  // namespace
}  // namespace smarttag::api
