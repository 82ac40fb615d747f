#include "facts/keeping/fact_file.h"

#include <google/protobuf/io/gzip_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl.h>
#include <google/protobuf/util/delimited_message_util.h>

#include "facts/wire/message.h"

namespace smarttag::facts {
namespace {

using namespace google::protobuf::io;

// Rises when an older program could misread what is written; new fields and kinds do not need it.
constexpr std::uint32_t kVersion = 1;
constexpr int kFast = 1;  // zlib's level: facts are mostly numbers, which compress little better at more

tl::unexpected<Error> damaged(const char* why) {
  return fail(ErrorKind::kInputUnreadable, "The kept facts are damaged.", why);
}

class FileStream : public FactStream {
 public:
  explicit FileStream(int fd) : file_(fd), unpacked_(&file_) {}

  Result<std::string> header() {
    wire::Header header;
    bool end = false;
    if (!google::protobuf::util::ParseDelimitedFromZeroCopyStream(&header, &unpacked_, &end))
      return damaged("no header");
    if (header.version() == 0) return damaged("no version");
    if (header.version() > kVersion)
      return fail(ErrorKind::kInputUnreadable,
                  "These facts were kept by a newer version of smarttag. Use that version.");
    return header.about();
  }

  Result<std::optional<TimedFact>> next() override {
    bool end = false;
    wire::Fact message;
    if (!google::protobuf::util::ParseDelimitedFromZeroCopyStream(&message, &unpacked_, &end)) {
      const bool whole = end && unpacked_.ZlibErrorMessage() == nullptr;
      if (whole) return std::nullopt;
      return damaged("a fact does not parse");
    }
    auto fact = from_message(message);
    if (!fact) return tl::unexpected(std::move(fact).error());
    return std::optional(std::move(*fact));
  }

 private:
  FileInputStream file_;
  GzipInputStream unpacked_;
};

}  // namespace

Result<void> write_facts(int fd, const std::string& about, FactStream& facts) {
  FileOutputStream file(fd);
  GzipOutputStream::Options options;
  options.compression_level = kFast;
  GzipOutputStream packed(&file, options);
  const auto written = [&](const google::protobuf::MessageLite& message) {
    return google::protobuf::util::SerializeDelimitedToZeroCopyStream(message, &packed);
  };
  wire::Header header;
  header.set_version(kVersion);
  header.set_about(about);
  bool good = written(header);
  while (good) {
    const auto fact = facts.next();
    if (!fact) return tl::unexpected(fact.error());
    if (!*fact) break;
    good = written(to_message(**fact));
  }
  if (good && packed.Close() && file.Flush()) return {};
  return fail(ErrorKind::kOutputFailed, "The facts of this job could not be written: the disk is full.");
}

Result<KeptFacts> read_facts(int fd) {
  auto stream = std::make_unique<FileStream>(fd);
  auto about = stream->header();
  if (!about) return tl::unexpected(std::move(about).error());
  return KeptFacts{std::move(*about), std::move(stream)};
}

}  // namespace smarttag::facts
