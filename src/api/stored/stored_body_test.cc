#include "api/stored/stored_body.h"

#include <gmock/gmock.h>

#include "api/stored/escape.h"
#include "blobs/folder_store.h"
#include "jobs/testing/temporary_folder.h"
#include "results/json.h"

namespace smarttag::api {
namespace {

class StoredBodies : public ::testing::Test {
 protected:
  jobs::BlobPart put(const std::string& text, const std::string& name) {
    EXPECT_TRUE(blobs_->put(name, blobs::content_of("before" + text + "behind")));
    return {name, 6, std::ssize(text), ""};
  }

  std::vector<std::string> pieces(const std::string& text, const StoredTexts& texts,
                                  Escaping escaping = Escaping::kJson) {
    StoredBody body(text, texts, *blobs_, escaping);
    std::vector<std::string> all;
    while (!body.ended()) all.push_back(body.next().value());
    EXPECT_EQ(body.next().value(), "");
    return all;
  }

  jobs::testing::TemporaryFolder folder_;
  std::unique_ptr<blobs::BlobStore> blobs_ = blobs::FolderStore::open_folder(folder_.path() / "b").value();
};

TEST_F(StoredBodies, PutTheTextsWhereTheirMarksStand) {
  StoredTexts texts;
  const auto one = texts.add({put("{\"a\":\"你\\n\"}", "one-1")});
  const auto two = texts.add({put("", "two-1")});
  const auto all = pieces("{\"x\":\"" + one + "\",\"y\":\"" + two + "\"}", texts);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0], R"({"x":"{\"a\":\"你\\n\"}","y":""})");
}

TEST_F(StoredBodies, ChangeTextsThatAreNotSentAsTheyAreKept) {
  StoredTexts texts;
  const auto mark = texts.add(
      {put("kept", "one-1"), [](const std::string& kept) -> Result<std::string> { return "\"" + kept; }});
  EXPECT_EQ(pieces(mark, texts).at(0), "\\\"kept");
}

TEST_F(StoredBodies, ComeInPiecesOfABoundedSize) {
  std::string large = "[";
  while (large.size() < 3'000'000) large += R"({"content":"line \"of\" text 字","score":0.5},)";
  large += "1]";
  StoredTexts texts;
  const auto all = pieces("{\"Data\":\"" + texts.add({put(large, "one-1")}) + "\"}", texts);
  EXPECT_GT(all.size(), 8U);
  std::string whole;
  for (const auto& piece : all) {
    EXPECT_LE(piece.size(), 3 * StoredBody::kPiece);
    whole += piece;
  }
  EXPECT_EQ(results::parse(whole).value()["Data"].get<std::string>(), large);
}

TEST_F(StoredBodies, AreEscapedForXml) {
  StoredTexts texts;
  const auto mark = texts.add({put("<a> & \"b\"\r", "one-1")});
  EXPECT_EQ(pieces("<Data>" + mark + "</Data>", texts, Escaping::kXml).at(0),
            "<Data>&lt;a&gt; &amp; \"b\"&#13;</Data>");
}

TEST_F(StoredBodies, LeaveForeignTextThatLooksLikeAMarkAlone) {
  StoredTexts texts;
  const auto mark = texts.add({put("text", "one-1")});
  const auto start = mark.substr(0, mark.size() - 2);
  for (const auto& foreign : {start, start + "9-", start + "x-", start + "0", std::string("stored-")})
    EXPECT_EQ(pieces(foreign, texts).at(0), foreign);
}

TEST_F(StoredBodies, FailWhenABlobIsGoneOrCut) {
  StoredTexts gone;
  const auto gone_mark = gone.add({{"gone-1", 0, 1, ""}});
  StoredBody body(gone_mark, gone, *blobs_, Escaping::kJson);
  EXPECT_EQ(body.next().error().kind, ErrorKind::kStoreFailed);
  StoredTexts cut;
  auto part = put("text", "cut-1");
  part.size = 100;
  const auto cut_mark = cut.add({part});
  StoredBody shorter(cut_mark, cut, *blobs_, Escaping::kJson);
  EXPECT_EQ(shorter.next().error().kind, ErrorKind::kStoreFailed);
}

TEST(JsonEscaping, IsReadBackAsItWas) {
  std::string text = "\"\\/\b\f\n\r\t 你好 \xF0\x9F\x98\x80";
  for (char c = 1; c < 0x20; ++c) text += c;
  std::string escaped;
  append_json_escaped(text, escaped);
  EXPECT_EQ(results::parse("\"" + escaped + "\"").value().get<std::string>(), text);
}

}  // namespace
}  // namespace smarttag::api
