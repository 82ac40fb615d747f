#include "inputs/local_file.h"

#include <sys/stat.h>

#include <gmock/gmock.h>

#include "inputs/testing/inputs_fixture.h"

namespace smarttag::inputs {
namespace {

using enum ErrorKind;

class LocalFiles : public testing::InputsTest {
 protected:
  LocalFiles() {
    file("allowed/films/a b.mp4", "inside");
    file("allowed/文件 (1).mp4", "unicode");
    file("allowed/100%.mp4", "percent");
    file("secret.mp4", "outside");
    file("allowed-not/x.mp4", "neighbour");
    root_ = std::filesystem::canonical(folder_.path() / "allowed");
    set("input-root", root_.string());
  }

  InputSpec below(const std::string& path) const { return {"URL", "file://" + root_.string() + path}; }

  std::filesystem::path root_;
};

TEST_F(LocalFiles, BelowTheRootAreOpened) {
  for (const auto& [path, text] : {std::pair{"/films/a%20b.mp4", "inside"},
                                   {"/films/a b.mp4", "inside"},
                                   {"/films/./a%20b.mp4", "inside"},
                                   {"//films//a%20b.mp4", "inside"},
                                   {"/文件 (1).mp4", "unicode"},
                                   {"/%E6%96%87%E4%BB%B6%20(1).mp4", "unicode"},
                                   {"/100%25.mp4", "percent"}}) {
    EXPECT_TRUE(inputs().check(1, below(path))) << path;
    const auto opened = inputs().open(1, below(path), {});
    ASSERT_TRUE(opened) << path << ": " << opened.error().client.text;
    EXPECT_EQ(content(*opened), text);
  }
  EXPECT_EQ(inputs().open(1, below("/films/a%20b.mp4"), {})->name, "a b.mp4");
}

TEST_F(LocalFiles, OutsideOfTheRootAreRefused) {
  const auto parent = root_.parent_path().string();
  for (const auto& url : {std::string("file:///etc/passwd"), "file://" + parent + "/secret.mp4",
                          "file://" + parent + "/allowed-not/x.mp4", "file://" + parent + "/allowed",
                          "file://" + parent + "/allowed/"}) {
    EXPECT_EQ(row(refused({"URL", url})).name, row(kInputRefused).name) << url;
    EXPECT_FALSE(inputs().check(1, {"URL", url})) << url;
  }
  for (const auto* path :
       {"/../secret.mp4", "/%2e%2e/secret.mp4", "/films/..%2f..%2fsecret.mp4", "/films/%2E%2E/x"})
    EXPECT_EQ(row(refused(below(path))).name, row(kUsage).name) << path;
}

TEST_F(LocalFiles, NoLinkLeadsOut) {
  namespace fs = std::filesystem;
  fs::create_symlink("../secret.mp4", root_ / "file-link.mp4");
  fs::create_directory_symlink("..", root_ / "folder-link");
  fs::create_symlink(folder_.path() / "secret.mp4", root_ / "absolute.mp4");
  for (const auto* path : {"/file-link.mp4", "/folder-link/secret.mp4", "/absolute.mp4"})
    EXPECT_EQ(row(refused(below(path))).name, row(kInputRefused).name) << path;
}

TEST_F(LocalFiles, WhatIsNoRegularFileIsRefused) {
  ASSERT_EQ(::mkfifo((root_ / "pipe.mp4").c_str(), 0600), 0);
  EXPECT_EQ(refused(below("/pipe.mp4")), kInputUnreadable);
  EXPECT_EQ(refused(below("/films")), kInputUnreadable);
  EXPECT_EQ(refused(below("/films/none.mp4")), kInputMissing);
  EXPECT_EQ(refused(below("/100%25.mp4/x")), kInputMissing);
}

TEST_F(LocalFiles, UrlsOfOtherFormsAreRefused) {
  for (const auto* url : {"file://host/films/a.mp4", "file:films/a.mp4", "file:/films/a.mp4", "file://",
                          "file:///a.mp4?x=1", "file:///a%00.mp4", "file:///a%0A.mp4", "file:///a.mp4#t=1"})
    EXPECT_EQ(row(refused({"URL", url})).name, row(kUsage).name) << url;
}

TEST_F(LocalFiles, TheRootIsNeededAtAll) {
  set("input-root", "");
  EXPECT_EQ(refused(below("/films/a%20b.mp4")), kInputRefused);
}

}  // namespace
}  // namespace smarttag::inputs
