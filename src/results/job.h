// A finished or running job in the shape of the QuerySmarttagJob response.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "results/json.h"

namespace smarttag::results {

// One result: its type ("ASR") and its data, JSON as a string.
struct TypedResult {
  std::string type;
  std::string data;
};

template <class T>
TypedResult typed(const T& result) {
  return {std::string(T::kType), dump(Json(result))};
}

// What a job consumed: whole seconds of "video" and "audio", number of "image"s.
struct Usage {
  std::string type;
  std::int64_t quota = 0;
};

struct Job {
  std::string job_id;
  std::string job_status;  // Submitted, Processing, Success, Fail
  std::string user_data;
  std::string request_id;
  std::vector<TypedResult> results;
  std::vector<Usage> usages;
  std::optional<Error> error;  // of a failed job: adds Code and Message to the JSON
  // Sentences about the media: a track that was left out, an end that is missing. Only in the JSON when there
  // are any.
  std::vector<std::string> remarks{};
};

void to_json(Json& json, const Job& job);
void from_json(const Json& json, TypedResult& result);
void to_json(Json& json, const TypedResult& result);
void from_json(const Json& json, Usage& usage);
void to_json(Json& json, const Usage& usage);

}  // namespace smarttag::results
