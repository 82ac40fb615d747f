#include "inference/kept_vectors.h"

#include <cmath>
#include <fstream>
#include <iterator>

#include <nlohmann/json.hpp>

#include "base/paths.h"

namespace smarttag::inference {

using nlohmann::json;

// The name of a model's folder changes with what is in it.
KeptVectors::KeptVectors(const Settings& settings, const ModelCard& card)
    : file_(cache_folder(settings) / "compiled" / card.folder.filename() / "sentences.cbor") {
  std::ifstream in(file_, std::ios::binary);
  if (!in) return;
  try {
    const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(in), {}};
    json::from_cbor(bytes).get_to(known_);
  } catch (const json::exception&) {
    known_.clear();
  }
}

Result<std::vector<float>> KeptVectors::of(const std::string& sentence, const Read& read) {
  if (const auto found = known_.find(sentence); found != known_.end()) return found->second;
  auto vector = read(sentence);
  if (!vector) return vector;
  grown_ = true;
  return known_.emplace(sentence, std::move(*vector)).first->second;
}

void KeptVectors::keep(const std::vector<std::string>& kept) const {
  if (!grown_) return;
  json chosen = json::object();
  for (const auto& sentence : kept)
    if (const auto found = known_.find(sentence); found != known_.end()) chosen[sentence] = found->second;
  const auto bytes = json::to_cbor(chosen);
  std::error_code failed;
  std::filesystem::create_directories(file_.parent_path(), failed);
  const std::filesystem::path partial = file_.string() + ".partial";
  {
    std::ofstream out(partial, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    out.flush();
    if (!out) return;  // it costs time at the next analysis, nothing else
  }
  std::filesystem::rename(partial, file_, failed);
}

}  // namespace smarttag::inference
