#include "cli/report/report.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <vector>

#include <spdlog/fmt/fmt.h>

#include "cli/clock_text.h"
#include "cli/finished/lines.h"
#include "cli/printable.h"
#include "cli/report/presence_bar.h"
#include "results/image_label.h"
#include "results/subtitle.h"
#include "results/video_label.h"

namespace smarttag::cli {
namespace {

constexpr int kBarWidth = 40;

class Writer {
 public:
  explicit Writer(const ReportStyle& style) : style_(style) {}

  void heading(std::string_view text) { out_ += "\n" + paint("1", std::string(text)) + "\n"; }
  void line(const std::string& text) { out_ += text + "\n"; }
  std::string paint(std::string_view code, const std::string& text) const {
    return style_.colour ? fmt::format("\033[{}m{}\033[0m", code, text) : text;
  }
  const std::string& text() const { return out_; }
  std::string take() { return std::move(out_); }

 private:
  ReportStyle style_;
  std::string out_;
};

void write_head(Writer& writer, const ReportHead& head) {
  std::string facts;
  for (const auto& fact : head.facts) facts += "  " + fact;
  writer.line(writer.paint("1;36", printable(head.name)) + writer.paint("2", facts));
  for (const auto& remark : head.remarks) writer.line(writer.paint("33", printable(remark)));
  for (const auto& method : head.methods) writer.line(writer.paint("2", method));
}

// A bar needs a scale, which a result without a known duration does not have.
std::string bar_of(const std::vector<std::pair<double, double>>& seen, double duration) {
  return duration > 0 ? presence_bar(seen, duration, kBarWidth) : std::string();
}

void write_persons(Writer& writer, const results::VideoLabel& label, double duration) {
  if (label.persons.empty()) return;
  writer.heading("Persons");
  for (const auto& person : label.persons) {
    std::vector<std::pair<double, double>> seen;
    for (const auto& o : person.occurrences) seen.emplace_back(o.from, o.to);
    writer.line(fmt::format("  {:<22} {}  {:>3.0f} %", printable(person.name),
                            writer.paint("32", bar_of(seen, duration)), person.ratio * 100));
  }
}

void write_tags(Writer& writer, const results::VideoLabel& label, double duration) {
  if (label.tags.empty()) return;
  writer.heading("Tags");
  for (const auto& tag : label.tags) {
    std::vector<std::pair<double, double>> seen;
    for (const auto& o : tag.occurrences) seen.emplace_back(o.from, o.to);
    writer.line(fmt::format("  {:<9} {:<12} {}  {:>3.0f} %", tag.main_tag_name, printable(tag.sub_tag_name),
                            writer.paint("34", bar_of(seen, duration)), tag.ratio * 100));
  }
}

void write_sounds(Writer& writer, const ReportHead& head) {
  if (head.sounds.empty()) return;
  writer.heading("Sounds");
  for (const auto& sound : head.sounds)
    writer.line(fmt::format("  {:<22} {}  from {}", sound.name,
                            writer.paint("36", bar_of(sound.when, head.duration)),
                            clock_text(sound.when.front().first)));
}

void write_picture(Writer& writer, const results::ImageLabel& label) {
  if (!label.persons.empty()) {
    writer.heading("Persons");
    for (const auto& p : label.persons)
      writer.line(fmt::format("  {:<22} {}  at {},{} to {},{}  {:.2f}", printable(p.name), p.scene,
                              p.position.left_top[0], p.position.left_top[1], p.position.right_bottom[0],
                              p.position.right_bottom[1], p.score));
  }
  if (label.tags.empty()) return;
  writer.heading("Tags");
  for (const auto& t : label.tags)
    writer.line(fmt::format("  {:<9} {:<20} {:.2f}", t.main_tag_name, printable(t.sub_tag_name), t.score));
}

void write_timeline(Writer& writer, const std::vector<Line>& lines, bool with_times) {
  if (lines.empty()) return;
  writer.heading(with_times ? "Timeline" : "Text");
  for (const auto& line : lines) {
    const std::string time = with_times ? fmt::format("{:>7}  ", clock_text(line.from)) : "";
    const std::string what = line.speech ? writer.paint("33", "speech") : writer.paint("35", "text  ");
    writer.line(fmt::format("  {}{}  {}", writer.paint("2", time), what, printable(line.text)));
  }
}

// Where subtitle files can be fetched; a file beside the report is no link.
void write_links(Writer& writer, const results::Subtitle& subtitle) {
  bool headed = false;
  for (const auto& detail : subtitle.details) {
    const auto& link = detail.all_result_url;
    if (link.find("://") == std::string::npos) continue;
    if (!std::exchange(headed, true)) writer.heading("Subtitles");
    writer.line("  " + link);
  }
}

}  // namespace

ReportStyle style_of_terminal() {
  winsize size{};
  const bool terminal =
      ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;  // NOLINT(concurrency-mt-unsafe)
  const bool known = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return {terminal, known ? size.ws_col : 100};
}

Result<std::string> report(const ReportHead& head, const std::vector<results::TypedResult>& results,
                           const ReportStyle& style) {
  Writer writer(style);
  write_head(writer, head);
  const std::string before = writer.text();
  if (const auto* result = find_result(results, results::VideoLabel::kType)) {
    const auto label = results::read<results::VideoLabel>(result->data);
    if (!label) return tl::unexpected(label.error());
    write_persons(writer, *label, head.duration);
    write_tags(writer, *label, head.duration);
  }
  if (const auto* result = find_result(results, results::ImageLabel::kType)) {
    const auto label = results::read<results::ImageLabel>(result->data);
    if (!label) return tl::unexpected(label.error());
    write_picture(writer, *label);
  }
  write_sounds(writer, head);
  const auto lines = lines_of(results);
  if (!lines) return tl::unexpected(lines.error());
  write_timeline(writer, *lines, !head.picture);
  if (const auto* result = find_result(results, results::Subtitle::kType)) {
    const auto subtitle = results::read<results::Subtitle>(result->data);
    if (!subtitle) return tl::unexpected(subtitle.error());
    write_links(writer, *subtitle);
  }
  std::string text = writer.take();
  if (text == before) text += "\n  Nothing was found: no person, tag, text or speech.\n";
  return text;
}

}  // namespace smarttag::cli
