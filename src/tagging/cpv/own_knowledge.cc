#include "tagging/cpv/own_knowledge.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <system_error>

#include <spdlog/fmt/fmt.h>
#include <spdlog/spdlog.h>

#include "base/text/unicode.h"
#include "language/text/unicode.h"

namespace smarttag::tagging {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestName = 200;      // characters
constexpr std::size_t kLongestField = 10'000;  // bytes
constexpr std::size_t kMostFields = 50;

// Why an entry cannot be taken; empty if it can.
std::string fault_in(const results::Json& entry) {
  if (entry.size() > kMostFields) return fmt::format("an entry has {} fields at most.", kMostFields);
  for (const auto& [field, value] : entry.items()) {
    const auto& text = value.get_ref<const std::string&>();
    const bool is_name = field == "name" || field == "nameEn";
    if (field.size() > kLongestName)
      return fmt::format("the name of a field has {} bytes at most.", kLongestName);
    if (text.size() > kLongestField)
      return fmt::format("\"{}\" may have {} bytes at most.", field, kLongestField);
    if (!is_name) continue;
    if (language::trimmed(text).empty()) return fmt::format("\"{}\" is blank.", field);
    if (count_code_points(text) > kLongestName)
      return fmt::format("\"{}\" may have {} characters at most.", field, kLongestName);
    if (std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }))
      return fmt::format("\"{}\" has a control character.", field);
  }
  return {};
}

Result<void> write_whole(const fs::path& file, const std::string& text) {
  const fs::path written = file.string() + "." + std::to_string(::getpid());
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  {
    std::ofstream out(written, std::ios::binary);
    out << text;
    out.close();
    if (!out) error = std::make_error_code(std::errc::io_error);
  }
  if (!error) fs::rename(written, file, error);
  if (!error) return {};
  std::error_code gone;
  fs::remove(written, gone);
  return fail(ErrorKind::kOutputFailed, file.string() + " could not be written: " + error.message() + ".");
}

}  // namespace

fs::path own_knowledge_file(const fs::path& folder) { return folder / "knowledge.jsonl"; }

Result<std::shared_ptr<const Knowledge>> own_knowledge(const fs::path& folder) {
  const auto file = own_knowledge_file(folder);
  std::error_code none;
  if (folder.empty() || !fs::exists(file, none)) return std::make_shared<const Knowledge>();
  return Knowledge::read(file);
}

Result<std::shared_ptr<const Knowledge>> knowledge(const fs::path& folder) {
  auto known = built_in_knowledge();
  if (!known) return known;
  const auto own = own_knowledge(folder);
  if (!own) {
    spdlog::warn("{} is passed over: {} {}", own_knowledge_file(folder).string(), own.error().client.text,
                 own.error().log.text);
    return known;
  }
  return (*known)->with(**own);
}

Result<Imported> import_knowledge(const fs::path& folder, std::string_view text, bool anew) {
  const auto given = Knowledge::parse(text, fault_in);
  if (!given) return tl::unexpected(given.error());
  auto before = own_knowledge(anew ? fs::path() : folder);
  if (!before) return tl::unexpected(std::move(before).error());
  Imported imported;
  for (const auto& entry : (*given)->entries())
    ++((*before)->has(entry) ? imported.replaced : imported.added);
  const auto after = (*before)->with(**given);
  if (auto done = write_whole(own_knowledge_file(folder), to_lines(*after)); !done)
    return tl::unexpected(std::move(done).error());
  return imported;
}

std::string to_lines(const Knowledge& knowledge) {
  std::string lines;
  for (const auto& entry : knowledge.entries()) lines += results::dump(entry) + "\n";
  return lines;
}

}  // namespace smarttag::tagging
