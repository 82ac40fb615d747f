// Puts a finished job into an empty store that has no results, but the facts of much text on screen: twelve
// hours at two pictures a second, with as many lines each as it takes. A rebuild makes its results.
//   smarttag_large_job STORE USER MEGABYTES
// STORE is a URL (sqlite:FOLDER), MEGABYTES the size of the OCR result. Prints the id of the job.
#include <fcntl.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <iostream>

#include <fmt/format.h>

#include "base/unnamed_file.h"
#include "facts/keeping/fact_file.h"
#include "jobs/databases/open_store.h"
#include "tagging/about.h"

namespace {

using namespace smarttag;

constexpr double kHours = 12;
constexpr double kFramesPerSecond = 2;
constexpr int kFramesOfALine = 20;  // it stands for ten seconds
constexpr double kBytesOfALine = 210;

template <class T>
T must(Result<T> result) {
  if (!result) {
    std::cerr << result.error().client.text << " (" << result.error().log.text << ")" << std::endl;
    std::exit(4);
  }
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

// Lines of text, in order of their time.
class Lines final : public facts::FactStream {
 public:
  explicit Lines(double megabytes)
      : in_a_frame_(static_cast<int>(
            std::ceil(megabytes * 1e6 / kBytesOfALine / (kHours * 3600 * kFramesPerSecond)))) {}

  Result<std::optional<TimedFact>> next() override {
    const double from = static_cast<double>(told_ / in_a_frame_) * kFramesOfALine / kFramesPerSecond;
    if (from >= kHours * 3600) return std::nullopt;
    const int row = static_cast<int>(told_ % in_a_frame_);
    facts::TextLine line{
        fmt::format("Line {} of page {}: the \"quick\" brown fox jumps over the lazy dog, 敏捷的"
                    "棕色狐狸跳过懒狗, again and again",
                    row, told_ / in_a_frame_),
        {}};
    const auto top = static_cast<float>(10 + row * 8);
    for (int i = 0; i < kFramesOfALine; ++i)
      line.sightings.push_back({from + i / kFramesPerSecond, {10, top, 1800, top + 8}, 0.95F});
    ++told_;
    TimedFact fact;
    fact.from = from;
    fact.to = line.sightings.back().time;
    fact.score = 0.95F;
    fact.analyser = "text";
    fact.of = std::move(line);
    return fact;
  }

 private:
  std::int64_t in_a_frame_;
  std::int64_t told_ = 0;
};

jobs::UserId user_named(jobs::Store& store, const std::string& name) {
  for (const auto& user : must(store.accounts().users()))
    if (user.name == name) return user.id;
  std::cerr << "no user " << name << std::endl;
  std::exit(2);
}

// The facts in the blob store.
jobs::BlobPart put_facts(jobs::Store& store, const std::string& job, double megabytes) {
  const auto file = must(unnamed_file("/var/tmp"));
  media::MediaInfo media;
  media.type = media::MediaInfo::Type::kVideo;
  media.duration = kHours * 3600;
  Lines lines(megabytes);
  must(facts::write_facts(file.get(), tagging::about(media, {}, {}), lines));
  const auto size = ::lseek(file.get(), 0, SEEK_END);
  jobs::BlobPart part{jobs::new_blob_name(job), 0, size};
  must(store.blobs().put(part.blob, blobs::content_of(file.get(), 0, size)));
  return part;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  jobs::StoreOptions options;
  options.url = argv[1];
  const auto store = must(jobs::open_store(options));
  jobs::JobSpec spec;
  spec.owner = user_named(*store, argv[2]);
  spec.pipeline = must(store->pipelines().standard(spec.owner)).id;
  spec.input_json = R"({"Type":"URL","Media":"http://media.example/film.mp4"})";
  spec.params_json = R"({"needOcrData":true})";
  spec.template_json = R"({"AnalyseTypes":"ocr"})";
  const auto id = must(store->jobs().submit(spec)).id;
  const auto claimed = must(store->jobs().claim("large_job", std::chrono::hours{1}));
  if (!claimed || claimed->job.id != id) return 4;
  jobs::Outcome outcome;
  outcome.facts = put_facts(*store, id, std::atof(argv[3]));
  if (must(store->jobs().finish(claimed->claim, outcome)) != jobs::Standing::kHeld) return 4;
  std::cout << id << std::endl;
  return 0;
}
