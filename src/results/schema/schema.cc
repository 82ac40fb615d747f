#include "results/schema/schema.h"

#include <map>
#include <memory>
#include <mutex>

#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/encodedstream.h>
#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>

#include "base/paths.h"
#include "base/whole_file.h"

namespace smarttag::results {
namespace {

// Results are less than 20 levels deep. The validator's own reading is iterative, so that this bounds what it
// keeps, not the stack.
constexpr int kDeepest = 64;

// Hands the events of the reader on to the validator, and stops it where the text is too deep.
class Bounded : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Bounded> {
 public:
  explicit Bounded(rapidjson::SchemaValidator& validator) : validator_(validator) {}

  bool Null() { return validator_.Null(); }
  bool Bool(bool b) { return validator_.Bool(b); }
  bool Int(int i) { return validator_.Int(i); }
  bool Uint(unsigned i) { return validator_.Uint(i); }
  bool Int64(std::int64_t i) { return validator_.Int64(i); }
  bool Uint64(std::uint64_t i) { return validator_.Uint64(i); }
  bool Double(double d) { return validator_.Double(d); }
  bool String(const char* text, rapidjson::SizeType length, bool copy) {
    return validator_.String(text, length, copy);
  }
  bool Key(const char* text, rapidjson::SizeType length, bool copy) {
    return validator_.Key(text, length, copy);
  }
  bool StartObject() { return ++depth_ <= kDeepest && validator_.StartObject(); }
  bool EndObject(rapidjson::SizeType members) { return --depth_ >= 0 && validator_.EndObject(members); }
  bool StartArray() { return ++depth_ <= kDeepest && validator_.StartArray(); }
  bool EndArray(rapidjson::SizeType elements) { return --depth_ >= 0 && validator_.EndArray(elements); }

  bool too_deep() const { return depth_ > kDeepest; }

 private:
  rapidjson::SchemaValidator& validator_;
  int depth_ = 0;
};

// The schema of a type, read once.
Result<const rapidjson::SchemaDocument*> schema_of(std::string_view type) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<rapidjson::SchemaDocument>, std::less<>> read;
  const std::lock_guard lock(mutex);
  if (const auto found = read.find(type); found != read.end()) return found->second.get();
  const auto path = home_folder() / "docs" / "schemas" / (std::string(type) + ".json");
  std::string text = whole_file(path).value_or("");
  // RapidJSON reads a '$' in a reference only as RFC 3986 would have it written, and ignores it otherwise.
  constexpr std::string_view kReference = "#/$defs/";
  for (auto at = text.find(kReference); at != std::string::npos; at = text.find(kReference, at))
    text.replace(at, kReference.size(), "#/%24defs/");
  rapidjson::Document document;
  document.Parse(text.data(), text.size());
  if (text.empty()) return fail(ErrorKind::kInternal, "There is no schema of this result.", path.string());
  if (document.HasParseError())
    return fail(ErrorKind::kInternal, "The schema of this result is damaged.", path.string());
  return read.emplace(type, std::make_unique<rapidjson::SchemaDocument>(document)).first->second.get();
}

std::string text_of(const rapidjson::Pointer& pointer) {
  rapidjson::StringBuffer buffer;
  pointer.StringifyUriFragment(buffer);
  return buffer.GetSize() <= 1 ? "the whole" : std::string(buffer.GetString(), buffer.GetSize());
}

}  // namespace

Result<void> check_schema(std::string_view type, std::string_view text) {
  // The reader takes a NUL for the end.
  if (const auto nul = text.find('\0'); nul != std::string_view::npos)
    return fail(ErrorKind::kUsage, fmt::format("This is not JSON: byte {}: NUL", nul + 1));
  const auto schema = schema_of(type);
  if (!schema) return tl::unexpected(schema.error());
  rapidjson::SchemaValidator validator(**schema);
  Bounded handler(validator);
  rapidjson::MemoryStream memory(text.data(), text.size());
  rapidjson::EncodedInputStream<rapidjson::UTF8<>, rapidjson::MemoryStream> stream(memory);
  rapidjson::Reader reader;
  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
  const auto parsed = reader.Parse<kFlags>(stream, handler);
  if (!parsed.IsError()) return {};
  if (parsed.Code() != rapidjson::kParseErrorTermination)
    return fail(ErrorKind::kUsage, fmt::format("This is not JSON: byte {}: {}", parsed.Offset() + 1,
                                               rapidjson::GetParseError_En(parsed.Code())));
  if (handler.too_deep())
    return fail(ErrorKind::kUsage, fmt::format("This JSON is more than {} levels deep.", kDeepest));
  return fail(
      ErrorKind::kUsage,
      fmt::format("This is not a valid {} result: {} violates the rule '{}' of its schema.", type,
                  text_of(validator.GetInvalidDocumentPointer()), validator.GetInvalidSchemaKeyword()));
}

}  // namespace smarttag::results
