#include "cli/language/markdown_notes.h"

#include <string_view>

#include <spdlog/fmt/fmt.h>

#include "cli/clock_text.h"

namespace smarttag::cli {
namespace {

// What is said is data: nothing of it may begin a heading, a table, a link or HTML.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\`*_[]<>#|").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

struct Page {
  const language::Talk& talk;
  std::string out;

  [[nodiscard]] std::string_view either(std::string_view english, std::string_view chinese) const {
    return talk.chinese() ? chinese : english;
  }
  void heading(std::string_view english, std::string_view chinese) {
    out += fmt::format("{}## {}\n\n", out.empty() ? "" : "\n", either(english, chinese));
  }
  [[nodiscard]] std::string time_of(std::size_t sentence) const {
    return clock_text(talk.sentences()[sentence].from);
  }
};

void append_chapters(Page& page, const language::Notes& notes) {
  page.heading("Chapters", "章节");
  for (const auto& chapter : notes.chapters)
    page.out += fmt::format("- **{} {}**: {}\n", page.time_of(chapter.first), escaped(chapter.headline),
                            escaped(chapter.summary));
}

void append_actions(Page& page, const language::Notes& notes) {
  if (notes.actions.empty()) return;
  page.heading("Actions", "待办");
  for (const auto& action : notes.actions)
    page.out +=
        fmt::format("- [ ] {}{} ({}{})\n",
                    action.who.empty() ? "" : "**" + escaped(action.who) + "**: ", escaped(action.what),
                    action.when.empty() ? "" : escaped(action.when) + ", ", page.time_of(action.sentence));
}

void append_questions(Page& page, const language::Notes& notes) {
  if (notes.questions.empty()) return;
  page.heading("Questions and answers", "问答");
  for (const auto& pair : notes.questions)
    page.out += fmt::format("- **{}** ({})\n  {}\n", escaped(pair.question_text),
                            page.time_of(pair.question.front()), escaped(pair.answer_text));
}

void append_speakers(Page& page, const language::Notes& notes) {
  if (notes.speakers.size() < 2) return;
  page.heading("Speakers", "发言人");
  for (const auto& speaker : notes.speakers) {
    const auto name =
        speaker.speaker.empty() ? std::string(page.either("Others", "其他人")) : escaped(speaker.speaker);
    page.out += fmt::format("- **{}**: {}\n", name, escaped(speaker.summary));
  }
}

void append_keywords(Page& page, const language::Notes& notes) {
  if (notes.keywords.empty()) return;
  page.heading("Keywords", "关键词");
  std::string list;
  for (const auto& keyword : notes.keywords)
    list += (list.empty() ? "" : page.either(", ", "、")), list += escaped(keyword.text);
  page.out += list + "\n";
}

}  // namespace

std::string markdown_notes(const language::Talk& talk, const language::Notes& notes) {
  Page page{talk, {}};
  page.heading("Summary", "摘要");
  page.out += escaped(notes.summary) + "\n";
  append_chapters(page, notes);
  append_actions(page, notes);
  append_questions(page, notes);
  page.heading("Key sentences", "重点");
  for (const auto s : notes.key_sentences)
    page.out += fmt::format("- {} ({})\n", escaped(talk.sentences()[s].text), page.time_of(s));
  append_speakers(page, notes);
  append_keywords(page, notes);
  return page.out;
}

}  // namespace smarttag::cli
