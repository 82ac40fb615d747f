// Requests as an attacker or a broken client may send them; the same seed makes the same requests.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "api/operation.h"

namespace smarttag::api {

class Mutation {
 public:
  explicit Mutation(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_);
  }
  bool once_in(std::size_t n) { return below(n) == 0; }

  template <class T>
  const T& one_of(const std::vector<T>& all) {
    return all[below(all.size())];
  }

  std::string bytes(std::size_t most) {
    std::string out(below(most + 1), '\0');
    for (char& c : out) c = static_cast<char>(below(256));
    return out;
  }

  // Bytes are changed, taken out, doubled or put in.
  std::string damaged(std::string text) {
    for (std::size_t times = 1 + below(4); times > 0; --times) {
      const std::size_t at = below(text.size() + 1);
      const std::size_t length = std::min(below(9), text.size() - at);
      switch (below(4)) {
        case 0:
          if (at < text.size()) text[at] = static_cast<char>(below(256));
          break;
        case 1:
          text.erase(at, length);
          break;
        case 2:
          text.insert(at, text.substr(at, length));
          break;
        default:
          text.insert(at, bytes(8));
      }
    }
    return text;
  }

  // What programs like least, and what operations expect.
  std::string value() {
    static const std::vector<std::string> kValues{"",
                                                  "0",
                                                  "1",
                                                  "-1",
                                                  "10",
                                                  "99999999999999999999",
                                                  "1e9",
                                                  "NaN",
                                                  "true",
                                                  "null",
                                                  "{}",
                                                  "[]",
                                                  "\"\"",
                                                  "[[]]",
                                                  "{\"a\":{\"b\":[1,2,{\"c\":null}]}}",
                                                  "{\"Type\":\"URL\",\"Media\":\"http://example.com/a.mp4\"}",
                                                  "{\"Type\":\"OSS\",\"Media\":\"oss://bucket/%2e%2e/key\"}",
                                                  "{\"AnalyseTypes\":\"ocr,asr,face\"}",
                                                  "{\"AnalyseTypes\":7,\"FaceCategoryIds\":[[]]}",
                                                  "{\"PipelineId\":\"x\",\"Priority\":\"11\"}",
                                                  "{\"needOcrData\":\"maybe\",\"nlpParams\":{\"x\":[]}}",
                                                  "[{\"Text\":\"a\",\"Weight\":\"b\"}]",
                                                  "http://[::1]/",
                                                  "file:///etc/passwd",
                                                  "../../etc/passwd",
                                                  "'; DROP TABLE jobs; --",
                                                  "%00",
                                                  "\xF0\x9F\x98\x80",
                                                  "\xEF\xBF\xBD",
                                                  "Active",
                                                  "Paused",
                                                  "Submitted",
                                                  "2026-01-01T00:00:00Z",
                                                  "default",
                                                  "asr",
                                                  "CreationTime:Desc"};
    if (once_in(40)) return std::string(below(20000), "x[{\"%"[below(5)]);
    if (once_in(4)) return damaged(one_of(kValues));
    return one_of(kValues);
  }

  // A name that the operation declares, or one beside it.
  std::string name(const Operation& operation) {
    if (operation.request.empty() || once_in(10)) return once_in(2) ? "RegionId" : damaged("Input.Media");
    const Field& field = one_of(operation.request);
    std::string name(field.name);
    if (field.type == FieldType::kList && once_in(2)) name += "." + std::to_string(below(4));
    if (!field.fields.empty() && once_in(2)) name += "." + std::string(one_of(field.fields).name);
    return once_in(20) ? damaged(name) : name;
  }

 private:
  std::mt19937 random_;
};

}  // namespace smarttag::api
