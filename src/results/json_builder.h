// Builds a Json from nlohmann's parse events, in linear time. The library's own parser looks every key of an
// ordered object up among all before it, which is quadratic: a request of 1 MB could hold a thread for
// seconds.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "results/json.h"

namespace smarttag::results {

// A handler for Json::sax_parse; one use. Of a key that comes twice in an object the last value counts.
class JsonBuilder {
 public:
  explicit JsonBuilder(const JsonLimits& limits) : limits_(limits) {}

  // What was built; only after sax_parse returned true.
  Json take() { return std::move(root_); }
  // Which limit was passed, as the end of a sentence; nothing when none was.
  const std::optional<std::string>& limit() const { return limit_; }
  // The library's words for a fault of syntax, and where (bytes from the start, from 1).
  const std::string& fault() const { return fault_; }
  std::size_t fault_position() const { return fault_position_; }

  // The events, by the names that the library asks for.
  bool null() { return add(nullptr); }
  bool boolean(bool value) { return add(value); }
  bool number_integer(Json::number_integer_t value) { return add(value); }
  bool number_unsigned(Json::number_unsigned_t value) { return add(value); }
  bool number_float(Json::number_float_t value, const std::string& /*text*/) { return add(value); }
  bool string(std::string& value) { return add(std::move(value)); }
  bool binary(Json::binary_t& /*value*/) { return false; }  // never in JSON text
  bool start_object(std::size_t /*size*/) { return open(Json::object()); }
  bool start_array(std::size_t /*size*/) { return open(Json::array()); }
  bool key(std::string& name);
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool parse_error(std::size_t position, const std::string& last_token, const nlohmann::detail::exception& e);

 private:
  // Where keys of an open object stand. Small objects are searched; no table is made for them.
  struct Level {
    Json* value = nullptr;
    std::size_t place = 0;  // of the value that comes next, in an object
    std::unordered_map<std::string, std::size_t> places{};
  };

  bool add(Json value) { return place(std::move(value)) != nullptr; }
  Json* place(Json value);
  bool open(Json value);
  bool close();
  static std::size_t place_of(Level& level, std::string& name);

  JsonLimits limits_;
  Json root_;
  std::vector<Level> levels_;
  std::size_t values_ = 0;
  std::optional<std::string> limit_;
  std::string fault_;
  std::size_t fault_position_ = 0;
};

}  // namespace smarttag::results
