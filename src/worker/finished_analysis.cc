#include "worker/finished_analysis.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <set>
#include <utility>

namespace smarttag::worker {
namespace {

using tagging::Artefact;
using tagging::Written;

constexpr std::size_t kLongestName = 64;
constexpr std::size_t kHexOfSha256 = 64;

// A name that is harmless as the name of a file.
bool is_plain(const std::string& name) {
  const auto plain = [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  };
  return !name.empty() && name.size() <= kLongestName && name.front() != '.' &&
         std::all_of(name.begin(), name.end(), plain);
}

bool is_inside(const Written& written, std::int64_t size) {
  return written.offset >= 0 && written.size >= 0 && written.offset <= size &&
         written.size <= size - written.offset;
}

}  // namespace

Result<FinishedAnalysis> finished(tagging::Analysis analysis, Descriptor output) {
  struct stat status {};
  if (::fstat(output.get(), &status) != 0)
    return fail(ErrorKind::kInternal, "The results cannot be read back.", "fstat");
  std::set<std::pair<Artefact, std::string>> names;
  for (const auto& written : analysis.written)
    if (!is_plain(written.name) || !is_inside(written, status.st_size) ||
        written.sha256.size() != kHexOfSha256 || !names.emplace(written.what, written.name).second)
      return fail(ErrorKind::kAnalysisCrashed, "The analysis process sent an unexpected message.",
                  "written: " + written.name);
  return FinishedAnalysis{std::move(analysis), std::move(output)};
}

Result<std::string> FinishedAnalysis::text_of(const Written& written) const {
  std::string text(static_cast<std::size_t>(written.size), '\0');
  for (std::size_t got = 0; got < text.size();) {
    const ssize_t n =
        ::pread(output.get(), text.data() + got, text.size() - got, written.offset + static_cast<off_t>(got));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return fail(ErrorKind::kInternal, "The results cannot be read back.", written.name);
    got += static_cast<std::size_t>(n);
  }
  return text;
}

Result<std::vector<results::TypedResult>> FinishedAnalysis::results() const {
  std::vector<results::TypedResult> all;
  for (const auto& written : analysis.written) {
    if (written.what != Artefact::kResult) continue;
    auto text = text_of(written);
    if (!text) return tl::unexpected(std::move(text).error());
    all.push_back({written.name, std::move(*text)});
  }
  return all;
}

}  // namespace smarttag::worker
