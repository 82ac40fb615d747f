#include "access/nonces.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include <spdlog/spdlog.h>

namespace smarttag::access {
namespace {

constexpr std::string_view kEnding = ".nonces";

std::int64_t minute_of(Time time) {
  return std::chrono::floor<std::chrono::minutes>(time.time_since_epoch()).count();
}

// 64 bits of SHA-256: with 2 million remembered, a fresh nonce looks used once in 10^13.
std::uint64_t fingerprint(std::string_view key_id, std::string_view nonce) {
  const std::string text = std::string(key_id) + '\n' + std::string(nonce);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) std::abort();
  std::uint64_t print = 0;
  std::memcpy(&print, digest.data(), sizeof print);
  return print;
}

std::optional<std::int64_t> minute_named(const std::filesystem::path& file) {
  if (file.extension() != kEnding) return std::nullopt;
  const std::string stem = file.stem().string();
  std::int64_t minute = 0;
  const auto [end, error] = std::from_chars(stem.data(), stem.data() + stem.size(), minute);
  if (error != std::errc{} || end != stem.data() + stem.size()) return std::nullopt;
  return minute;
}

}  // namespace

Nonces::Nonces(std::filesystem::path folder, const Clock& clock, std::size_t most)
    : folder_(std::move(folder)), clock_(clock), most_(most) {}

Result<std::unique_ptr<Nonces>> Nonces::open(const std::filesystem::path& folder, const Clock& clock,
                                             std::size_t most) {
  std::unique_ptr<Nonces> nonces(new Nonces(folder, clock, most));
  if (folder.empty()) return nonces;
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error)
    return fail(ErrorKind::kStoreFailed, "The folder of seen requests cannot be made.",
                folder.string() + ": " + error.message());
  if (auto loaded = nonces->load(); !loaded) return tl::unexpected(std::move(loaded).error());
  return nonces;
}

std::filesystem::path Nonces::file_of(std::int64_t minute) const {
  return folder_ / (std::to_string(minute) + std::string(kEnding));
}

// Only the server that writes the folder reads it, at its start.
Result<void> Nonces::load() {
  const std::int64_t now = minute_of(clock_.now());
  std::error_code error;
  std::vector<std::filesystem::path> old;
  for (std::filesystem::directory_iterator at(folder_, error), end; !error && at != end;
       at.increment(error)) {
    const auto minute = minute_named(at->path());
    if (!minute) continue;
    if (*minute < now) {
      old.push_back(at->path());
      continue;
    }
    std::ifstream in(at->path(), std::ios::binary);
    std::uint64_t print = 0;
    std::array<char, sizeof print> bytes{};
    auto& prints = minutes_[*minute].prints;
    while (count_ < most_ && in.read(bytes.data(), bytes.size())) {
      std::memcpy(&print, bytes.data(), sizeof print);
      count_ += prints.insert(print).second ? 1 : 0;
    }
  }
  if (error)
    return fail(ErrorKind::kStoreFailed, "The folder of seen requests cannot be read.",
                folder_.string() + ": " + error.message());
  for (const auto& file : old)
    if (std::filesystem::remove(file, error); error) spdlog::warn("access cannot remove {}", file.string());
  return {};
}

void Nonces::forget_old() {
  const std::int64_t now = minute_of(clock_.now());
  while (!minutes_.empty() && minutes_.begin()->first < now) {
    count_ -= minutes_.begin()->second.prints.size();
    std::error_code error;
    if (!folder_.empty() && (std::filesystem::remove(file_of(minutes_.begin()->first), error), error))
      spdlog::warn("access cannot remove a file of seen requests: {}", error.message());
    minutes_.erase(minutes_.begin());
  }
}

void Nonces::write(std::int64_t minute, Minute& entry, std::uint64_t print) {
  if (folder_.empty()) return;
  if (!entry.file.valid())
    entry.file = Descriptor(::open(file_of(minute).c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  if (entry.file.valid() && ::write(entry.file.get(), &print, sizeof print) == sizeof print) return;
  // Memory still knows it: replays work only over a restart then.
  if (!unwritten_)
    spdlog::error("access cannot write seen requests to {}: {}", folder_.string(), strerror(errno));
  unwritten_ = true;
}

NonceUse Nonces::use(std::string_view key_id, std::string_view nonce, Time until) {
  const std::uint64_t print = fingerprint(key_id, nonce);
  const std::int64_t minute = minute_of(until);
  const std::lock_guard lock(mutex_);
  forget_old();
  const bool used = std::any_of(minutes_.begin(), minutes_.end(),
                                [&](const auto& each) { return each.second.prints.contains(print); });
  if (used) return NonceUse::kUsed;
  if (count_ >= most_) return NonceUse::kFull;
  Minute& entry = minutes_[minute];
  entry.prints.insert(print);
  ++count_;
  write(minute, entry, print);
  return NonceUse::kFresh;
}

std::size_t Nonces::remembered() const {
  const std::lock_guard lock(mutex_);
  return count_;
}

}  // namespace smarttag::access
