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

Result<void> write(const fs::path& path, std::string_view content) {
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

std::string pretty(const results::TypedResult& result) {
  const auto json = results::parse(result.data);
  return json ? json->dump(2, ' ', false, results::Json::error_handler_t::replace) + "\n" : result.data;
}

}  // namespace

Result<void> place_subtitles(tagging::Analysis& analysis, const fs::path& folder) {
  const auto url_of = [&](const std::string& name) -> std::string {
    const auto file = std::find_if(analysis.files.begin(), analysis.files.end(),
                                   [&](const tagging::OutputFile& f) { return f.name == name; });
    if (file == analysis.files.end()) return {};
    return folder.empty() ? "data:text/plain;charset=utf-8," + net::percent_encoded(file->content)
                          : file_url(folder / name);
  };
  for (auto& result : analysis.results) {
    if (result.type != results::Subtitle::kType) continue;
    auto subtitle = results::read<results::Subtitle>(result.data);
    if (!subtitle) return tl::unexpected(std::move(subtitle).error());
    for (auto& detail : subtitle->details)
      for (auto* url : {&detail.all_result_url, &detail.ch_result_url, &detail.eng_result_url})
        *url = url_of(*url);
    result = results::typed(*subtitle);
  }
  return {};
}

Result<void> write_outputs(const fs::path& folder, const tagging::Analysis& analysis,
                           const results::Job& job) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed)
    return fail(ErrorKind::kOutputFailed,
                fmt::format("The folder {} cannot be made: {}.", folder.string(), failed.message()));
  for (const auto& result : analysis.results)
    if (auto done = write(folder / (result.type + ".json"), pretty(result)); !done) return done;
  for (const auto& file : analysis.files)
    if (auto done = write(folder / file.name, file.content); !done) return done;
  return write(folder / "job.json",
               results::Json(job).dump(2, ' ', false, results::Json::error_handler_t::replace) + "\n");
}

}  // namespace smarttag::cli
