#include "tagging/observing/label_prompts.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <spdlog/fmt/fmt.h>

#include "base/table.h"

namespace smarttag::tagging {
namespace {

constexpr std::string_view kPlace = "{}";

struct Form {
  float least = 0;
  std::string sentence;  // with kPlace in it
};

struct Table {
  std::vector<std::string> neutral;
  std::map<std::string, Form> forms;     // by main tag
  std::map<Tag, std::string> sentences;  // of names that are told besides, or in other words; may be empty
};

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields;
  for (std::size_t from = 0; from <= line.size();) {
    const auto to = std::min(line.find('\t', from), line.size());
    fields.push_back(line.substr(from, to - from));
    from = to + 1;
  }
  return fields;
}

// Whether the line is a row of the table.
bool add(const std::string& line, Table& table) {
  const auto fields = fields_of(line);
  if (std::any_of(fields.begin(), fields.end(), [](const auto& f) { return f.empty(); })) return false;
  if (fields[0] == "neutral" && fields.size() == 2) {
    table.neutral.push_back(fields[1]);
    return true;
  }
  if (fields[0] == "form" && fields.size() == 4) {
    float least = 0;
    const auto* end = fields[2].data() + fields[2].size();
    const auto read = std::from_chars(fields[2].data(), end, least);
    if (read.ec != std::errc() || read.ptr != end || !(least > 0 && least <= 1)) return false;
    if (fields[3].find(kPlace) == std::string::npos) return false;
    table.forms[fields[1]] = {least, fields[3]};
    return true;
  }
  if (fields[0] == "name" && (fields.size() == 3 || fields.size() == 4)) {
    table.sentences[{fields[1], fields[2]}] = fields.size() == 4 ? fields[3] : std::string();
    return table.forms.contains(fields[1]);
  }
  return false;
}

Result<Table> read_open_labels(const std::filesystem::path& file) {
  Table table;
  auto done = each_row(file, [&](const std::string& line, int number) -> Result<void> {
    if (!add(line, table))
      return fail(
          ErrorKind::kUsage,
          fmt::format("The table of open labels, line {}: its comment says what rows there are.", number));
    return {};
  });
  if (!done) return tl::unexpected(std::move(done).error());
  return table;
}

std::string sentence_of(const std::string& name, const Form* form) {
  std::string sentence = form == nullptr ? std::string(kPlace) : form->sentence;
  return sentence.replace(sentence.find(kPlace), kPlace.size(), name);
}

const Form* form_of(const Table& table, const std::string& main) {
  const auto found = table.forms.find(main);
  return found == table.forms.end() ? nullptr : &found->second;
}

}  // namespace

Result<vision::LabelPrompts> label_prompts(const std::filesystem::path& file, const JobSpec& job,
                                           const Taxonomy& taxonomy, Names names, double least) {
  auto table = read_open_labels(file);
  if (!table) return tl::unexpected(std::move(table).error());
  vision::LabelPrompts prompts;
  for (auto prompt : job.described.prompts) {
    if (prompt.sentence.empty()) prompt.sentence = sentence_of(prompt.name, form_of(*table, prompt.main));
    prompt.asked = true;
    prompt.least = static_cast<float>(least);
    prompts.labels.push_back(std::move(prompt));
  }
  if (names == Names::kAll) {
    auto all = taxonomy.tags();
    for (const auto& [tag, sentence] : table->sentences) all.insert(tag);
    for (const auto& tag : all) {
      const auto* form = form_of(*table, tag.main);
      if (form == nullptr) continue;
      const auto own = table->sentences.find(tag);
      auto sentence =
          own == table->sentences.end() || own->second.empty() ? sentence_of(tag.sub, form) : own->second;
      prompts.labels.push_back({tag.main, tag.sub, std::move(sentence), "", "", false, form->least});
    }
  }
  prompts.neutral = std::move(table->neutral);
  return prompts;
}

}  // namespace smarttag::tagging
