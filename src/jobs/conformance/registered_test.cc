// What users register: pipelines, templates, hotword libraries, media.
#include "jobs/conformance/store_test.h"

namespace smarttag::jobs {
namespace {

class Pipelines : public StoreTest {};

TEST_P(Pipelines, KeepWhatTheyWereMadeOf) {
  PipelineSpec spec;
  spec.owner = kAda;
  spec.name = "news";
  spec.priority = 9;
  const auto id = must(store_->pipelines().create(spec)).id;
  reopen();
  const auto kept = must(store_->pipelines().find(kAda, id));
  EXPECT_EQ(kept.spec.name, "news");
  EXPECT_EQ(kept.spec.priority, 9);
  EXPECT_EQ(kept.spec.concurrency, 2);
  EXPECT_EQ(kept.spec.speed, "Standard");
  EXPECT_FALSE(kept.paused || kept.standard);
  EXPECT_EQ(kept.created, clock_.now());
  EXPECT_EQ(kind_of_error(store_->pipelines().find(kBob, id)), ErrorKind::kNotFound);
}

TEST_P(Pipelines, ChangeOnlyWhatIsSaid) {
  const auto id = pipeline(4, 3);
  clock_.turn(seconds{1});
  PipelineChange change;
  change.name = "other";
  change.paused = true;
  must(store_->pipelines().update(kAda, id, change));
  const auto kept = must(store_->pipelines().find(kAda, id));
  EXPECT_EQ(kept.spec.name, "other");
  EXPECT_TRUE(kept.paused);
  EXPECT_EQ(kept.spec.priority, 4);
  EXPECT_EQ(kept.spec.concurrency, 3);
  EXPECT_EQ(kept.modified, clock_.now());
  EXPECT_LT(kept.created, kept.modified);
  EXPECT_EQ(kind_of_error(store_->pipelines().update(kBob, id, change)), ErrorKind::kNotFound);
}

TEST_P(Pipelines, RefuseNumbersOutOfBounds) {
  PipelineSpec bad;
  bad.priority = 11;
  EXPECT_EQ(kind_of_error(store_->pipelines().create(bad)), ErrorKind::kUsage);
  bad.priority = 6;
  bad.concurrency = 0;
  EXPECT_EQ(kind_of_error(store_->pipelines().create(bad)), ErrorKind::kUsage);
  PipelineChange change;
  change.priority = 0;
  const auto id = pipeline();
  EXPECT_EQ(kind_of_error(store_->pipelines().update(kAda, id, change)), ErrorKind::kUsage);
  EXPECT_EQ(must(store_->pipelines().find(kAda, id)).spec.priority, 6);
}

TEST_P(Pipelines, HaveOneStandardForEachOwner) {
  const auto first = must(store_->pipelines().standard(kAda));
  EXPECT_TRUE(first.standard);
  EXPECT_EQ(first.spec.concurrency, 2);
  EXPECT_EQ(must(store_->pipelines().standard(kAda)).id, first.id);
  EXPECT_NE(must(store_->pipelines().standard(kBob)).id, first.id);
  EXPECT_EQ(kind_of_error(store_->pipelines().remove(kAda, first.id)), ErrorKind::kConflict);
}

TEST_P(Pipelines, AreListedBySpeedOldestFirst) {
  const auto a = pipeline();
  clock_.turn(seconds{1});
  const auto b = pipeline();
  pipeline(6, 2, kBob);
  const auto all = must(store_->pipelines().list(kAda));
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all.at(0).id, a);
  EXPECT_EQ(all.at(1).id, b);
  EXPECT_EQ(must(store_->pipelines().list(kAda, "Standard")).size(), 2u);
  EXPECT_TRUE(must(store_->pipelines().list(kAda, "Boost")).empty());
}

TEST_P(Pipelines, AreNotRemovedWhileTheyHaveWork) {
  const auto there = pipeline();
  const auto id = submit(spec(there));
  EXPECT_EQ(kind_of_error(store_->pipelines().remove(kAda, there)), ErrorKind::kConflict);
  const auto running = claim().value();
  EXPECT_EQ(kind_of_error(store_->pipelines().remove(kAda, there)), ErrorKind::kConflict);
  must(store_->jobs().finish(running.claim, {}));
  must(store_->pipelines().remove(kAda, there));
  EXPECT_EQ(kind_of_error(store_->pipelines().find(kAda, there)), ErrorKind::kNotFound);
  EXPECT_EQ(job(id).state, JobState::kSuccess);
}

TEST_P(Pipelines, AreLimitedForEachUser) {
  for (int i = 0; i < 100; ++i) pipeline();
  PipelineSpec more;
  more.owner = kAda;
  more.name = "more";
  EXPECT_EQ(kind_of_error(store_->pipelines().create(more)), ErrorKind::kQuotaExceeded);
  more.owner = kBob;
  EXPECT_TRUE(store_->pipelines().create(more));
}

class Templates : public StoreTest {
 protected:
  std::string make(const std::string& name, int subtype = 1, UserId owner = kAda) {
    return must(store_->templates().create({owner, name, 11, subtype, R"({"AnalyseTypes":"ocr"})"})).id;
  }
};

TEST_P(Templates, KeepWhatTheyWereMadeOf) {
  const auto id = make("t");
  reopen();
  const auto kept = must(store_->templates().find(kAda, id));
  EXPECT_EQ(kept.spec.name, "t");
  EXPECT_EQ(kept.spec.type, 11);
  EXPECT_EQ(kept.spec.subtype, 1);
  EXPECT_EQ(kept.spec.config_json, R"({"AnalyseTypes":"ocr"})");
  EXPECT_FALSE(kept.standard);
  EXPECT_EQ(kind_of_error(store_->templates().find(kBob, id)), ErrorKind::kNotFound);
}

TEST_P(Templates, ChangeOnlyWhatIsSaid) {
  const auto id = make("t");
  must(store_->templates().update(kAda, id, "new", std::nullopt));
  EXPECT_EQ(must(store_->templates().find(kAda, id)).spec.name, "new");
  must(store_->templates().update(kAda, id, std::nullopt, "{}"));
  EXPECT_EQ(must(store_->templates().find(kAda, id)).spec.name, "new");
  EXPECT_EQ(must(store_->templates().find(kAda, id)).spec.config_json, "{}");
  EXPECT_EQ(kind_of_error(store_->templates().update(kBob, id, "x", "x")), ErrorKind::kNotFound);
}

TEST_P(Templates, HaveOneStandardOfAType) {
  const auto a = make("a");
  const auto b = make("b");
  EXPECT_EQ(kind_of_error(store_->templates().standard(kAda, 11)), ErrorKind::kNotFound);
  must(store_->templates().set_standard(kAda, a));
  must(store_->templates().set_standard(kAda, b));
  EXPECT_EQ(must(store_->templates().standard(kAda, 11)).id, b);
  EXPECT_FALSE(must(store_->templates().find(kAda, a)).standard);
  EXPECT_EQ(kind_of_error(store_->templates().set_standard(kBob, a)), ErrorKind::kNotFound);
  must(store_->templates().remove(kAda, b));
  EXPECT_EQ(kind_of_error(store_->templates().standard(kAda, 11)), ErrorKind::kNotFound);
}

TEST_P(Templates, AreListedByNameSubtypeAndId) {
  const auto a = make("news 1%", 1);
  make("sport", 2);
  make("news", 1, kBob);
  const auto total = [&](const TemplateFilter& filter) {
    return must(store_->templates().list(filter, {})).total;
  };
  EXPECT_EQ(total({kAda, 11, {}, "", ""}), 2);
  EXPECT_EQ(total({kAda, 11, 2, "", ""}), 1);
  EXPECT_EQ(total({kAda, 11, {}, "news", ""}), 1);
  EXPECT_EQ(total({kAda, 11, {}, "%", ""}), 1);
  EXPECT_EQ(total({kAda, 11, {}, "", a}), 1);
  EXPECT_EQ(total({kAda, 12, {}, "", ""}), 0);
}

TEST_P(Templates, ThatAreRemovedAreGone) {
  const auto id = make("t");
  EXPECT_EQ(kind_of_error(store_->templates().remove(kBob, id)), ErrorKind::kNotFound);
  must(store_->templates().remove(kAda, id));
  EXPECT_EQ(kind_of_error(store_->templates().remove(kAda, id)), ErrorKind::kNotFound);
}

class Hotwords : public StoreTest {
 protected:
  HotwordLibrary make(const std::string& name, const std::string& scenario = "ASR") {
    HotwordLibrary library;
    library.owner = kAda;
    library.name = name;
    library.description = "words";
    library.scenario = scenario;
    library.hotwords_json = R"([{"Text":"OpenVINO","Weight":2}])";
    return must(store_->hotwords().create(library));
  }
};

TEST_P(Hotwords, KeepWhatTheyWereMadeOf) {
  const auto id = make("h").id;
  reopen();
  const auto kept = must(store_->hotwords().find(kAda, id));
  EXPECT_EQ(kept.name, "h");
  EXPECT_EQ(kept.description, "words");
  EXPECT_EQ(kept.scenario, "ASR");
  EXPECT_EQ(kept.hotwords_json, R"([{"Text":"OpenVINO","Weight":2}])");
  EXPECT_EQ(kept.created, clock_.now());
  EXPECT_EQ(kind_of_error(store_->hotwords().find(kBob, id)), ErrorKind::kNotFound);
}

TEST_P(Hotwords, ChangeOnlyWhatIsSaid) {
  const auto id = make("h").id;
  HotwordChange change;
  change.hotwords_json = "[]";
  EXPECT_EQ(must(store_->hotwords().update(kAda, id, change)).hotwords_json, "[]");
  EXPECT_EQ(must(store_->hotwords().find(kAda, id)).name, "h");
  EXPECT_EQ(kind_of_error(store_->hotwords().update(kBob, id, change)), ErrorKind::kNotFound);
}

TEST_P(Hotwords, AreListedByNameScenarioAndTime) {
  make("one");
  const Time between = clock_.now() + seconds{1};
  clock_.turn(seconds{2});
  make("two", "StructuredMediaAssets");
  const auto names = [&](const HotwordFilter& filter) {
    std::string all;
    for (const auto& each : must(store_->hotwords().list(filter, {})).items) all += each.name + " ";
    return all;
  };
  EXPECT_EQ(names({kAda, "", "", {}, {}}), "two one ");
  EXPECT_EQ(names({kAda, "n", "", {}, {}}), "one ");
  EXPECT_EQ(names({kAda, "", "ASR", {}, {}}), "one ");
  EXPECT_EQ(names({kAda, "", "", between, {}}), "two ");
  EXPECT_EQ(names({kAda, "", "", {}, between}), "one ");
  EXPECT_EQ(names({kBob, "", "", {}, {}}), "");
}

TEST_P(Hotwords, ThatAreRemovedAreGone) {
  const auto id = make("h").id;
  EXPECT_EQ(kind_of_error(store_->hotwords().remove(kBob, id)), ErrorKind::kNotFound);
  must(store_->hotwords().remove(kAda, id));
  EXPECT_EQ(kind_of_error(store_->hotwords().find(kAda, id)), ErrorKind::kNotFound);
}

class MediaTest : public StoreTest {
 protected:
  static MediaSpec medium(const std::string& url) {
    MediaSpec spec;
    spec.owner = kAda;
    spec.input_url = url;
    spec.media_type = "video";
    spec.title = "t";
    spec.fields_json = R"({"Description":"d"})";
    return spec;
  }
};

TEST_P(MediaTest, AreFoundByIdAndUrl) {
  MediaSpec spec = medium("oss://b/k");
  spec.reference_id = "ref";
  const auto made = must(store_->media().put(spec, false));
  EXPECT_FALSE(made.existed);
  reopen();
  const auto kept = must(store_->media().find(kAda, made.id));
  EXPECT_EQ(kept.spec.input_url, "oss://b/k");
  EXPECT_EQ(kept.spec.reference_id, "ref");
  EXPECT_EQ(kept.spec.fields_json, R"({"Description":"d"})");
  EXPECT_EQ(kept.status, "Normal");
  EXPECT_EQ(must(store_->media().find_by_url(kAda, "oss://b/k")).id, made.id);
  EXPECT_EQ(kind_of_error(store_->media().find(kBob, made.id)), ErrorKind::kNotFound);
  EXPECT_EQ(kind_of_error(store_->media().find_by_url(kBob, "oss://b/k")), ErrorKind::kNotFound);
}

TEST_P(MediaTest, OfOneUrlAreReplacedOnlyWhenAsked) {
  const auto id = must(store_->media().put(medium("u"), false)).id;
  EXPECT_EQ(kind_of_error(store_->media().put(medium("u"), false)), ErrorKind::kConflict);
  MediaSpec other = medium("u");
  other.title = "new";
  const auto replaced = must(store_->media().put(other, true));
  EXPECT_TRUE(replaced.existed);
  EXPECT_EQ(replaced.id, id);
  EXPECT_EQ(must(store_->media().find(kAda, id)).spec.title, "new");
}

TEST_P(MediaTest, HaveReferencesOfTheirOwn) {
  MediaSpec one = medium("1");
  one.reference_id = "ref";
  MediaSpec two = medium("2");
  two.reference_id = "ref";
  must(store_->media().put(one, false));
  EXPECT_EQ(kind_of_error(store_->media().put(two, false)), ErrorKind::kConflict);
  EXPECT_TRUE(store_->media().put(one, true));
}

TEST_P(MediaTest, OfOneClientTokenAreOne) {
  MediaSpec spec = medium("u");
  spec.client_token = "t";
  const auto id = must(store_->media().put(spec, false)).id;
  const auto again = must(store_->media().put(spec, false));
  EXPECT_TRUE(again.existed);
  EXPECT_EQ(again.id, id);
}

TEST_P(MediaTest, AreUpdatedWholeOrNotAtAll) {
  MediaSpec taken = medium("other");
  taken.reference_id = "taken";
  must(store_->media().put(taken, false));
  const auto id = must(store_->media().put(medium("u"), false)).id;
  clock_.turn(seconds{1});
  const auto read = must(store_->media().find(kAda, id));
  const auto updated = must(store_->media().update(read, {.title = "new"}));
  ASSERT_TRUE(updated);
  EXPECT_EQ(updated->spec.title, "new");
  EXPECT_EQ(must(store_->media().find(kAda, id)).spec.title, "new");
  EXPECT_EQ(updated->modified - updated->created, seconds{1});
  EXPECT_EQ(updated->spec.input_url, "u");
  EXPECT_EQ(kind_of_error(store_->media().update(*updated, {.title = "newer", .reference_id = "taken"})),
            ErrorKind::kConflict);
  EXPECT_EQ(must(store_->media().find(kAda, id)).spec.title, "new");
  auto of_bob = *updated;
  of_bob.spec.owner = kBob;
  EXPECT_EQ(kind_of_error(store_->media().update(of_bob, {.title = "x"})), ErrorKind::kNotFound);
}

TEST_P(MediaTest, ChangedBySomebodyElseAreNotOverwritten) {
  const auto id = must(store_->media().put(medium("u"), false)).id;
  const auto read = must(store_->media().find(kAda, id));
  ASSERT_TRUE(must(store_->media().update(read, {.fields_json = R"({"MediaTags":"a"})"})));
  EXPECT_FALSE(must(store_->media().update(read, {.fields_json = R"({"MediaTags":"b"})"})));
  EXPECT_EQ(must(store_->media().find(kAda, id)).spec.fields_json, R"({"MediaTags":"a"})");
}

TEST_P(MediaTest, AreListedAndRemoved) {
  const auto id = must(store_->media().put(medium("1"), false)).id;
  must(store_->media().put(medium("2"), false));
  MediaFilter filter;
  filter.owner = kAda;
  EXPECT_EQ(must(store_->media().list(filter, {})).total, 2);
  filter.media_type = "audio";
  EXPECT_EQ(must(store_->media().list(filter, {})).total, 0);
  EXPECT_EQ(kind_of_error(store_->media().remove(kBob, id)), ErrorKind::kNotFound);
  must(store_->media().remove(kAda, id));
  filter.media_type.clear();
  EXPECT_EQ(must(store_->media().list(filter, {})).total, 1);
}

INSTANTIATE_TEST_SUITE_P(Stores, Pipelines, ::testing::ValuesIn(store_patterns()), name_of_kind);
INSTANTIATE_TEST_SUITE_P(Stores, Templates, ::testing::ValuesIn(store_patterns()), name_of_kind);
INSTANTIATE_TEST_SUITE_P(Stores, Hotwords, ::testing::ValuesIn(store_patterns()), name_of_kind);
INSTANTIATE_TEST_SUITE_P(Stores, MediaTest, ::testing::ValuesIn(store_patterns()), name_of_kind);

}  // namespace
}  // namespace smarttag::jobs
