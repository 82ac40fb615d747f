#include "facts/keeping/fact_log.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <queue>
#include <utility>

#include "facts/wire/wire.h"

namespace smarttag::facts {
namespace {

// Before each fact in a run: when it begins, and how many bytes of wire form follow.
struct RecordHead {
  double from = 0;
  std::uint32_t size = 0;
};
constexpr std::size_t kHeadBytes = sizeof(double) + sizeof(std::uint32_t);
constexpr std::size_t kReadAhead = std::size_t{64} << 10;

std::array<char, kHeadBytes> bytes_of(const RecordHead& head) {
  std::array<char, kHeadBytes> bytes{};
  std::memcpy(bytes.data(), &head.from, sizeof head.from);
  std::memcpy(bytes.data() + sizeof head.from, &head.size, sizeof head.size);
  return bytes;
}

RecordHead head_from(const char* bytes) {
  RecordHead head;
  std::memcpy(&head.from, bytes, sizeof head.from);
  std::memcpy(&head.size, bytes + sizeof head.from, sizeof head.size);
  return head;
}

Result<void> write_at(int fd, std::int64_t offset, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::pwrite(fd, bytes.data(), bytes.size(), offset);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0)
      return fail(ErrorKind::kOutputFailed, "The facts of this job could not be written: the disk is full.",
                  std::strerror(errno));  // NOLINT(concurrency-mt-unsafe)
    offset += n;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

struct Record {
  double from = 0;
  std::size_t offset = 0;  // in the buffer
  std::uint32_t size = 0;
};

struct Run {
  std::int64_t offset = 0;  // in the scratch file
  std::int64_t size = 0;
};

tl::unexpected<Error> damaged() {
  return fail(ErrorKind::kInternal, "The facts of this job could not be read back.", "scratch file");
}

// One sorted source of records.
class Source {
 public:
  virtual ~Source() = default;
  virtual Result<bool> advance() = 0;  // false at the end
  double from() const { return from_; }
  std::string_view bytes() const { return bytes_; }

 protected:
  double from_ = 0;
  std::string_view bytes_;
};

class RunSource : public Source {
 public:
  RunSource(int fd, Run run) : fd_(fd), run_(run) {}

  Result<bool> advance() override {
    if (run_.size == 0 && at_ == buffer_.size()) return false;
    if (auto done = need(kHeadBytes); !done) return tl::unexpected(std::move(done).error());
    const auto head = head_from(buffer_.data() + at_);
    at_ += kHeadBytes;
    if (auto done = need(head.size); !done) return tl::unexpected(std::move(done).error());
    from_ = head.from;
    bytes_ = std::string_view(buffer_).substr(at_, head.size);
    at_ += head.size;
    return true;
  }

 private:
  // Makes so many bytes stand in the buffer from `at_`.
  Result<void> need(std::size_t bytes) {
    if (buffer_.size() - at_ >= bytes) return {};
    buffer_.erase(0, at_);
    at_ = 0;
    while (buffer_.size() < bytes) {
      const auto had = buffer_.size();
      const auto more =
          std::min<std::int64_t>(run_.size, static_cast<std::int64_t>(std::max(bytes - had, kReadAhead)));
      if (more <= 0) return damaged();
      buffer_.resize(had + static_cast<std::size_t>(more));
      const ssize_t n = ::pread(fd_, buffer_.data() + had, static_cast<std::size_t>(more), run_.offset);
      buffer_.resize(had + static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return damaged();
      run_.offset += n;
      run_.size -= n;
    }
    return {};
  }

  int fd_;
  Run run_;
  std::string buffer_;
  std::size_t at_ = 0;
};

class BufferSource : public Source {
 public:
  BufferSource(std::string_view buffer, std::vector<Record> records)
      : buffer_(buffer), records_(std::move(records)) {}

  Result<bool> advance() override {
    if (at_ == records_.size()) return false;
    const Record& record = records_[at_++];
    from_ = record.from;
    bytes_ = buffer_.substr(record.offset, record.size);
    return true;
  }

 private:
  std::string_view buffer_;
  std::vector<Record> records_;
  std::size_t at_ = 0;
};

// Sources in the order in which their facts were added: what begins together comes in that order.
class Merge : public FactStream {
 public:
  explicit Merge(std::vector<std::unique_ptr<Source>> sources) : sources_(std::move(sources)) {}

  Result<std::optional<TimedFact>> next() override {
    if (!std::exchange(begun_, true))
      for (std::size_t i = 0; i < sources_.size(); ++i)
        if (auto done = advance(i); !done) return tl::unexpected(std::move(done).error());
    if (waiting_.empty()) return std::nullopt;
    const auto first = waiting_.top().second;
    waiting_.pop();
    auto fact = from_wire(sources_[first]->bytes());
    if (!fact) return damaged();
    if (auto done = advance(first); !done) return tl::unexpected(std::move(done).error());
    return std::optional(std::move(*fact));
  }

 private:
  Result<void> advance(std::size_t source) {
    const auto more = sources_[source]->advance();
    if (!more) return tl::unexpected(more.error());
    if (*more) waiting_.emplace(sources_[source]->from(), source);
    return {};
  }

  using Waiting = std::pair<double, std::size_t>;
  std::vector<std::unique_ptr<Source>> sources_;
  std::priority_queue<Waiting, std::vector<Waiting>, std::greater<>> waiting_;
  bool begun_ = false;
};

}  // namespace

struct FactLog::OfKind {
  std::string buffer;           // wire forms, one after the other
  std::vector<Record> records;  // of the buffer
  std::vector<Run> runs;
  std::size_t count = 0;

  std::vector<Record> sorted() const {
    auto order = records;
    std::stable_sort(order.begin(), order.end(),
                     [](const Record& a, const Record& b) { return a.from < b.from; });
    return order;
  }
};

FactLog::FactLog(int scratch, std::size_t memory) : scratch_(scratch), memory_(memory), kinds_(kKinds) {}
FactLog::~FactLog() = default;

Result<void> FactLog::add(const TimedFact& fact) {
  const auto bytes = to_wire(fact);
  const std::lock_guard lock(mutex_);
  auto& of_kind = kinds_[fact.of.index()];
  of_kind.records.push_back({fact.from, of_kind.buffer.size(), static_cast<std::uint32_t>(bytes.size())});
  of_kind.buffer += bytes;
  ++of_kind.count;
  if (of_kind.buffer.size() + of_kind.records.size() * sizeof(Record) < memory_) return {};
  return spill(of_kind);
}

Result<void> FactLog::spill(OfKind& of_kind) {
  std::string run;
  run.reserve(of_kind.buffer.size() + of_kind.records.size() * kHeadBytes);
  for (const auto& record : of_kind.sorted()) {
    const auto head = bytes_of({record.from, record.size});
    run.append(head.data(), head.size());
    run.append(of_kind.buffer, record.offset, record.size);
  }
  if (auto done = write_at(scratch_, written_, run); !done) return done;
  of_kind.runs.push_back({written_, static_cast<std::int64_t>(run.size())});
  written_ += static_cast<std::int64_t>(run.size());
  of_kind.buffer.clear();
  of_kind.records.clear();
  return {};
}

std::size_t FactLog::count(Kind kind) const {
  const std::lock_guard lock(mutex_);
  return kinds_.at(kind).count;
}

void FactLog::clear(Kind kind) {
  const std::lock_guard lock(mutex_);
  kinds_.at(kind) = {};
}

std::unique_ptr<FactStream> FactLog::stream(Kind kind) const { return stream(std::vector{kind}); }

std::unique_ptr<FactStream> FactLog::stream(const std::vector<Kind>& kinds) const {
  const std::lock_guard lock(mutex_);
  std::vector<std::unique_ptr<Source>> sources;
  for (const Kind kind : kinds) {
    const auto& of_kind = kinds_.at(kind);
    for (const auto& run : of_kind.runs) sources.push_back(std::make_unique<RunSource>(scratch_, run));
    if (!of_kind.records.empty())
      sources.push_back(std::make_unique<BufferSource>(of_kind.buffer, of_kind.sorted()));
  }
  return std::make_unique<Merge>(std::move(sources));
}

Result<std::vector<TimedFact>> all_of(FactStream& stream) {
  std::vector<TimedFact> all;
  while (true) {
    auto fact = stream.next();
    if (!fact) return tl::unexpected(std::move(fact).error());
    if (!*fact) return all;
    all.push_back(std::move(**fact));
  }
}

}  // namespace smarttag::facts
