// What every place for blobs must do. A new place is one line in places().
#include "blobs/blob_store.h"

#include <stdlib.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "blobs/folder_store.h"

namespace smarttag::blobs {
namespace {

struct Place {
  std::string name;
  std::function<Result<std::unique_ptr<BlobStore>>(const std::filesystem::path& scratch)> open;
};

std::vector<Place> places() {
  return {{"Folder", [](const auto& scratch) { return FolderStore::open_folder(scratch / "blobs"); }}};
}

void PrintTo(const Place& place, std::ostream* out) { *out << place.name; }

class BlobStores : public ::testing::TestWithParam<Place> {
 protected:
  BlobStores() {
    std::string name = ::testing::TempDir() + "blobs-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder " + name);
    scratch_ = name;
    store_ = open();
  }
  ~BlobStores() override { std::filesystem::remove_all(scratch_); }

  std::unique_ptr<BlobStore> open() { return GetParam().open(scratch_).value(); }
  Result<std::int64_t> put(const std::string& name, std::string_view text) {
    return store_->put(name, content_of(text));
  }
  std::string kept(const std::string& name) {
    const auto reader = store_->open(name);
    return reader ? text_of(**reader, 0, (*reader)->size()).value() : "none";
  }
  std::vector<std::string> names(const std::string& after = {}, std::size_t most = 100) {
    const auto listed = store_->list(after, most);
    std::vector<std::string> found;
    for (const auto& each : listed.value()) found.push_back(each.name);
    return found;
  }
  template <class T>
  static ErrorKind kind(const Result<T>& result) {
    return result ? throw std::runtime_error("no error") : result.error().kind;
  }

  std::filesystem::path scratch_;
  std::unique_ptr<BlobStore> store_;
};

TEST_P(BlobStores, KeepWhatTheyGetAcrossTheirEnd) {
  EXPECT_EQ(put("first", "a text"), 6);
  EXPECT_EQ(put("empty", ""), 0);
  store_ = open();
  EXPECT_EQ(kept("first"), "a text");
  EXPECT_EQ(kept("empty"), "");
}

TEST_P(BlobStores, KeepManyPartsInTheirOrder) {
  std::size_t part = 0;
  const auto content = [&](std::span<char> into) -> Result<std::size_t> {
    if (part == 1000) return 0;
    const auto text = std::to_string(part++) + ",";
    std::copy(text.begin(), text.end(), into.begin());
    return text.size();
  };
  ASSERT_EQ(store_->put("parts", content), 3890);
  const auto text = kept("parts");
  EXPECT_THAT(text, ::testing::StartsWith("0,1,2,"));
  EXPECT_THAT(text, ::testing::EndsWith(",998,999,"));
}

TEST_P(BlobStores, ReadAnyPart) {
  ASSERT_TRUE(put("digits", "0123456789"));
  const auto reader = store_->open("digits").value();
  EXPECT_EQ(reader->size(), 10);
  EXPECT_EQ(text_of(*reader, 3, 4).value(), "3456");
  std::string into(5, ' ');
  EXPECT_EQ(reader->read(7, into).value(), 3U);
  EXPECT_EQ(into, "789  ");
  EXPECT_EQ(reader->read(10, into).value(), 0U);
  EXPECT_EQ(kind(text_of(*reader, 8, 3)), ErrorKind::kStoreFailed);
}

TEST_P(BlobStores, NeverChangeABlob) {
  ASSERT_TRUE(put("name", "first"));
  EXPECT_EQ(kind(put("name", "second")), ErrorKind::kConflict);
  EXPECT_EQ(kept("name"), "first");
}

TEST_P(BlobStores, KeepNothingOfWhatFailsHalfway) {
  int part = 0;
  const auto content = [&](std::span<char> into) -> Result<std::size_t> {
    if (part++ == 3) return fail(ErrorKind::kInputUnreachable, "The source broke off.");
    return into.size();
  };
  EXPECT_EQ(kind(store_->put("half", content)), ErrorKind::kInputUnreachable);
  EXPECT_EQ(kept("half"), "none");
  EXPECT_THAT(names(), ::testing::IsEmpty());
  EXPECT_TRUE(put("half", "anew"));
}

TEST_P(BlobStores, TakeOneOfTwoWritersOfAName) {
  std::vector<std::thread> threads;
  std::atomic<int> kept_by{0};
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&, text = std::string(100'000, static_cast<char>('a' + i))] {
      if (store_->put("contested", content_of(text))) ++kept_by;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(kept_by, 1);
  const auto text = kept("contested");
  EXPECT_EQ(text, std::string(100'000, text.front()));
}

TEST_P(BlobStores, ForgetWhatIsRemoved) {
  ASSERT_TRUE(put("gone", "text"));
  EXPECT_TRUE(store_->remove("gone"));
  EXPECT_TRUE(store_->remove("gone"));
  EXPECT_EQ(kind(store_->open("gone")), ErrorKind::kNotFound);
  EXPECT_THAT(names(), ::testing::IsEmpty());
}

TEST_P(BlobStores, ListInPages) {
  for (const auto* name : {"ab-2", "zz-1", "ab-1", "0a-1", "abc1", "ab-3"}) ASSERT_TRUE(put(name, name));
  using Names = std::vector<std::string>;
  EXPECT_EQ(names(), (Names{"0a-1", "ab-1", "ab-2", "ab-3", "abc1", "zz-1"}));
  EXPECT_EQ(names({}, 2), (Names{"0a-1", "ab-1"}));
  EXPECT_EQ(names("ab-1", 3), (Names{"ab-2", "ab-3", "abc1"}));
  EXPECT_EQ(names("zz-1"), Names{});
  const auto first = store_->list({}, 1).value().front();
  EXPECT_EQ(first.size, 4);
  EXPECT_LE(system_clock().now() - first.written, std::chrono::minutes{1});
}

TEST_P(BlobStores, RefuseNamesThatAreNoNames) {
  for (const std::string name : {"", "abc", "../../etc/passwd", "ab/cd", "-abc", "Abcd", "ab.cd", "abc\n"}) {
    EXPECT_EQ(kind(put(name, "text")), ErrorKind::kInternal) << name;
    EXPECT_EQ(kind(store_->open(name)), ErrorKind::kInternal) << name;
    EXPECT_EQ(kind(store_->remove(name)), ErrorKind::kInternal) << name;
  }
  EXPECT_EQ(kind(put(std::string(129, 'a'), "text")), ErrorKind::kInternal);
}

INSTANTIATE_TEST_SUITE_P(Each, BlobStores, ::testing::ValuesIn(places()),
                         [](const auto& of) { return of.param.name; });

}  // namespace
}  // namespace smarttag::blobs
