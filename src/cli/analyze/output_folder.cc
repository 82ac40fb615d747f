#include "cli/analyze/output_folder.h"

#include <algorithm>
#include <fstream>

#include <spdlog/fmt/fmt.h>

#include "net/percent.h"
#include "results/subtitle.h"

namespace smarttag::cli {
namespace {

namespace fs = std::filesystem;

std::string file_url(const fs::path& path) {
  return "file://" + net::encoded_path(fs::absolute(path).lexically_normal().string());
}

std::string pretty(const results::TypedResult& result) {
  const auto json = results::parse(result.data);
  return json ? json->dump(2, ' ', false, results::Json::error_handler_t::replace) + "\n" : result.data;
}

}  // namespace

Result<void> write_whole(const fs::path& path, std::string_view content) {
  fs::path unfinished = path;
  unfinished += ".part";
  std::error_code failed;
  {
    std::ofstream out(unfinished, std::ios::binary | std::ios::trunc);
    out << content;
    out.close();
    if (!out) {
      fs::remove(unfinished, failed);
      return fail(ErrorKind::kOutputFailed,
                  fmt::format("{} cannot be written. Check the folder and its free space.", path.string()));
    }
  }
  fs::rename(unfinished, path, failed);
  if (failed)
    return fail(ErrorKind::kOutputFailed,
                fmt::format("{} cannot be written: {}.", path.string(), failed.message()));
  return {};
}

Result<void> place_subtitles(const worker::FinishedAnalysis& finished,
                             std::vector<results::TypedResult>& results, const fs::path& folder) {
  const auto& written = finished.analysis.written;
  const auto url_of = [&](const std::string& name) -> Result<std::string> {
    const auto file = std::find_if(written.begin(), written.end(), [&](const tagging::Written& w) {
      return w.what == tagging::Artefact::kFile && w.name == name;
    });
    if (file == written.end()) return std::string();
    if (!folder.empty()) return file_url(folder / name);
    const auto text = finished.text_of(*file);
    if (!text) return text;
    return "data:text/plain;charset=utf-8," + net::percent_encoded(*text);
  };
  for (auto& result : results) {
    if (result.type != results::Subtitle::kType) continue;
    auto subtitle = results::read<results::Subtitle>(result.data);
    if (!subtitle) return tl::unexpected(std::move(subtitle).error());
    for (auto& detail : subtitle->details)
      for (auto* url : {&detail.all_result_url, &detail.ch_result_url, &detail.eng_result_url}) {
        auto placed = url_of(*url);
        if (!placed) return tl::unexpected(std::move(placed).error());
        *url = std::move(*placed);
      }
    result = results::typed(*subtitle);
  }
  return {};
}

Result<void> write_outputs(const fs::path& folder, const worker::FinishedAnalysis& finished,
                           const results::Job& job) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed)
    return fail(ErrorKind::kOutputFailed,
                fmt::format("The folder {} cannot be made: {}.", folder.string(), failed.message()));
  for (const auto& result : job.results)
    if (auto done = write_whole(folder / (result.type + ".json"), pretty(result)); !done) return done;
  for (const auto& file : finished.analysis.written) {
    if (file.what != tagging::Artefact::kFile) continue;
    const auto text = finished.text_of(file);
    if (!text) return tl::unexpected(text.error());
    if (auto done = write_whole(folder / file.name, *text); !done) return done;
  }
  return write_whole(folder / "job.json",
                     results::Json(job).dump(2, ' ', false, results::Json::error_handler_t::replace) + "\n");
}

}  // namespace smarttag::cli
