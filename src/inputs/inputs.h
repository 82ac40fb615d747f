// What the Input of a job means: http(s) URLs, objects of an S3-compatible store, registered media, files
// below a folder that the operator allows.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "base/descriptor.h"
#include "base/error.h"
#include "base/settings.h"
#include "jobs/media_store.h"

namespace smarttag::inputs {

// As in SubmitSmarttagJob: Type is OSS, Media or URL.
struct InputSpec {
  std::string type;
  std::string media;
};

std::string to_text(const InputSpec& spec);  // JSON, as jobs keep it
Result<InputSpec> input_spec_from(std::string_view text);

struct OpenedInput {
  std::string name;  // for people: the last part of the path
  Descriptor file;   // of a file that is gone when this closes, or of a local one
};

// What one call allows beside the settings, which hold as well.
struct OpenLimits {
  std::optional<std::int64_t> bytes{};
  std::optional<std::chrono::milliseconds> deadline{};  // for a fetch
};

// Thread-safe.
class Inputs {
 public:
  // Takes allow-private, max-bytes, fetch-*, s3-* and input-root. kUsage on a setting that is no good.
  static Result<Inputs> create(const Settings& settings, jobs::MediaStore& media);

  // Whether the input may be a job's, as far as this can be told without fetching it: form, scheme, root,
  // registered medium. kUsage, kInputRefused,
  // kNotFound; kInputMissing, kInputUnreadable for local files.
  Result<void> check(jobs::UserId owner, const InputSpec& spec) const;

  // The input that a URL alone means (of a registered medium, of a sample's picture): OSS for oss:// and the
  // URLs of the object store, else URL.
  InputSpec of_url(const std::string& url) const;

  // Fetches or opens it. Errors: as check, and those of net::fetch.
  Result<OpenedInput> open(jobs::UserId owner, const InputSpec& spec, const std::stop_token& stop,
                           const OpenLimits& limits = {}) const;

 private:
  struct State;
  explicit Inputs(std::shared_ptr<const State> state);
  std::shared_ptr<const State> state_;
};

}  // namespace smarttag::inputs
