#include "evidence/brands.h"

#include <algorithm>
#include <cctype>

#include "base/table.h"

namespace smarttag::evidence {
namespace {

constexpr std::size_t kMostWords = 4;
constexpr std::size_t kMostBytes = 48;

// Lower case, marks left out, one space between words and one at each end.
std::string folded(std::string_view text) {
  std::string out = " ";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || std::isalnum(byte) != 0)
      out += static_cast<char>(std::tolower(byte));
    else if (c != '\'' && out.back() != ' ')
      out += ' ';
  }
  if (out.back() != ' ') out += ' ';
  return out;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

std::vector<std::string> Brands::names() const {
  std::vector<std::string> all;
  for (const auto& [written, name] : written_)
    if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
  return all;
}

Result<Brands> Brands::read(const std::filesystem::path& file) {
  Brands brands;
  auto done = each_row(file, [&](const std::string& line, int number) -> Result<void> {
    const auto tab = line.find('\t');
    if (tab == std::string::npos || tab == 0 || tab + 1 == line.size())
      return fail(ErrorKind::kUsage, "The list of brands, line " + std::to_string(number) +
                                         ": write a name, a tab, and how it is written.");
    for (std::size_t from = tab + 1; from <= line.size();) {
      const auto to = std::min(line.find('|', from), line.size());
      std::string written = folded(std::string_view(line).substr(from, to - from));
      // Scripts without spaces between words are looked for within them.
      if (!is_ascii(written)) written = written.substr(1, written.size() - 2);
      brands.written_.emplace_back(std::move(written), line.substr(0, tab));
      from = to + 1;
    }
    return {};
  });
  if (!done) return tl::unexpected(std::move(done).error());
  return brands;
}

std::vector<std::string> Brands::in(std::string_view line) const {
  std::vector<std::string> found;
  const std::string text = folded(line);
  const auto words = static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) - 1;
  if (words > kMostWords || text.size() > kMostBytes) return found;
  for (const auto& [written, name] : written_)
    if (text.find(written) != std::string::npos && std::find(found.begin(), found.end(), name) == found.end())
      found.push_back(name);
  return found;
}

}  // namespace smarttag::evidence
