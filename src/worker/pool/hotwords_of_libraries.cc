#include "worker/pool/hotwords_of_libraries.h"

#include <set>
#include <string>
#include <utility>

#include "results/json.h"

namespace smarttag::worker {
namespace {

// "Weight" of the API where a word has none, as of Alibaba Cloud's speech recognition; it counts as 1 here.
constexpr double kUsualWeight = 4;

Result<void> add_words(const jobs::HotwordLibrary& library, std::set<std::string>& told,
                       tagging::JobSpec& spec) {
  const auto words = results::parse(library.hotwords_json);
  if (!words) return tl::unexpected(words.error());
  for (const auto& word : *words) {
    const double weight = word.value("Weight", kUsualWeight);
    auto text = word.value("Text", "");
    const bool blank = text.find_first_not_of(" \t\r\n") == std::string::npos;
    if (weight > 0 && !blank && told.insert(text).second)
      spec.hotwords.push_back({std::move(text), weight / kUsualWeight});
  }
  return {};
}

}  // namespace

Result<void> take_hotwords(jobs::HotwordStore& libraries, jobs::UserId owner, tagging::JobSpec& spec) {
  std::set<std::string> told;
  for (const auto* scenario : {"ASR", "StructuredMediaAssets"}) {
    jobs::Page page;
    page.size = 100;
    do {
      auto listed = libraries.list({owner, "", scenario, {}, {}}, page);
      if (!listed) return tl::unexpected(std::move(listed).error());
      for (const auto& library : listed->items)
        if (auto added = add_words(library, told, spec); !added) return added;
      page.token = listed->next_token;
    } while (!page.token.empty());
  }
  return {};
}

}  // namespace smarttag::worker
