#include "cli/finished/lines.h"

#include <algorithm>
#include <map>

#include "results/asr.h"
#include "results/ocr.h"

namespace smarttag::cli {
namespace {

// A caption that is lost for a moment is still the same caption.
constexpr double kCaptionGap = 2.5;

// Each text once for every stretch in which it is seen.
std::vector<Line> captions(const results::Ocr& ocr) {
  std::vector<Line> lines;
  std::map<std::string, std::size_t> open;
  for (const auto& detail : ocr.details)
    for (const auto& info : detail.info) {
      const auto known = open.find(info.content);
      if (known != open.end() && detail.timestamp - lines[known->second].to <= kCaptionGap) {
        lines[known->second].to = detail.timestamp;
      } else {
        open[info.content] = lines.size();
        lines.push_back({detail.timestamp, detail.timestamp, false, info.content});
      }
    }
  return lines;
}

}  // namespace

const results::TypedResult* find_result(const std::vector<results::TypedResult>& results,
                                        std::string_view type) {
  const auto found = std::find_if(results.begin(), results.end(),
                                  [&](const results::TypedResult& r) { return r.type == type; });
  return found == results.end() ? nullptr : &*found;
}

Result<std::vector<Line>> lines_of(const std::vector<results::TypedResult>& results) {
  std::vector<Line> lines;
  if (const auto* result = find_result(results, results::Ocr::kType)) {
    const auto ocr = results::read<results::Ocr>(result->data);
    if (!ocr) return tl::unexpected(ocr.error());
    lines = captions(*ocr);
  }
  if (const auto* result = find_result(results, results::Asr::kType)) {
    const auto asr = results::read<results::Asr>(result->data);
    if (!asr) return tl::unexpected(asr.error());
    for (const auto& d : asr->details) lines.push_back({d.from, d.to, true, d.content});
  }
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.from < b.from; });
  return lines;
}

}  // namespace smarttag::cli
