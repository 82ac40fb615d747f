#include "inputs/inputs.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include <spdlog/fmt/fmt.h>

#include "inputs/fetched_file.h"
#include "inputs/local_file.h"
#include "inputs/object_store.h"
#include "net/fetch.h"
#include "net/url.h"

namespace smarttag::inputs {

struct Inputs::State {
  jobs::MediaStore& media;
  net::FetchLimits limits;
  ObjectStore objects;
  std::filesystem::path folder;  // for fetched files
  std::filesystem::path root;    // of local files; empty: none

  // The input itself, registered media resolved.
  Result<InputSpec> resolved(jobs::UserId owner, const InputSpec& spec, const Inputs& inputs) const;
  Result<OpenedInput> local(const std::string& url) const;
  Result<void> check_url(const std::string& url) const;
};

namespace {

bool is_file(const std::string& url) { return url.starts_with("file:"); }

Result<OpenedInput> small_enough(Result<OpenedInput> opened, const OpenLimits& limits) {
  struct stat status {};
  if (!opened || !limits.bytes || ::fstat(opened->file.get(), &status) != 0 ||
      status.st_size <= *limits.bytes)
    return opened;
  return fail(ErrorKind::kInputTooLarge, fmt::format("The file has {} bytes; at most {} are allowed here.",
                                                     status.st_size, *limits.bytes));
}

}  // namespace

Inputs::Inputs(std::shared_ptr<const State> state) : state_(std::move(state)) {}

Result<Inputs> Inputs::create(const Settings& settings, jobs::MediaStore& media) {
  auto limits = net::FetchLimits::from(settings);
  if (!limits) return tl::unexpected(std::move(limits).error());
  auto objects = ObjectStore::create(settings);
  if (!objects) return tl::unexpected(std::move(objects).error());
  std::filesystem::path root;
  if (const auto& given = settings.text("input-root"); !given.empty()) {
    std::error_code failed;
    root = std::filesystem::canonical(given, failed);
    if (failed || !std::filesystem::is_directory(root, failed) || root == "/")
      return fail(ErrorKind::kUsage,
                  fmt::format("The setting input-root ({}) must be a folder that exists, and not /.", given));
  }
  return Inputs(std::make_shared<const State>(
      State{media, std::move(*limits), std::move(*objects), fetch_folder(settings), std::move(root)}));
}

InputSpec Inputs::of_url(const std::string& url) const {
  const bool oss = url.starts_with("oss://") || url.starts_with("OSS://");
  return {oss || (net::is_http(url) && state_->objects.holds(url)) ? "OSS" : "URL", url};
}

Result<InputSpec> Inputs::State::resolved(jobs::UserId owner, const InputSpec& spec,
                                          const Inputs& inputs) const {
  if (spec.type == "OSS" || spec.type == "URL") return spec;
  if (spec.type != "Media")
    return fail(ErrorKind::kUsage,
                fmt::format("The input's Type must be OSS, Media or URL, not '{}'.", spec.type));
  auto medium = media.find(owner, spec.media);
  if (!medium) return tl::unexpected(std::move(medium).error());
  return inputs.of_url(medium->spec.input_url);
}

Result<OpenedInput> Inputs::State::local(const std::string& url) const {
  if (root.empty())
    return fail(
        ErrorKind::kInputRefused,
        "This server reads no local files: its operator has not set input-root. Give a URL that it can "
        "fetch.");
  const auto path = path_of_file_url(url);
  if (!path) return tl::unexpected(path.error());
  return open_below(root, *path);
}

Result<void> Inputs::State::check_url(const std::string& url) const {
  if (is_file(url)) {
    if (auto opened = local(url); !opened) return tl::unexpected(std::move(opened).error());
    return {};
  }
  if (!net::is_url(url) || !net::normal_url(url))
    return fail(ErrorKind::kUsage, "The input's Media is not a URL. Use one such as https://host/film.mp4.");
  if (!net::is_http(url))
    return fail(ErrorKind::kInputRefused,
                fmt::format("{} is neither http nor https; nothing else is fetched.", net::shown_url(url)));
  const auto address = net::parse_address(net::host_of(url));
  if (!address || !limits.proxy.empty()) return {};
  if (const auto refusal = limits.addresses.refusal(*address))
    return fail(
        ErrorKind::kInputRefused,
        fmt::format("{} names an address that may not be fetched from ({}). The operator may allow its "
                    "range by the setting allow-private.",
                    net::shown_url(url), *refusal));
  return {};
}

Result<void> Inputs::check(jobs::UserId owner, const InputSpec& spec) const {
  const auto input = state_->resolved(owner, spec, *this);
  if (!input) return tl::unexpected(input.error());
  if (input->type == "URL") return state_->check_url(input->media);
  if (auto object = state_->objects.named(input->media); !object)
    return tl::unexpected(std::move(object).error());
  return {};
}

Result<OpenedInput> Inputs::open(jobs::UserId owner, const InputSpec& spec, const std::stop_token& stop,
                                 const OpenLimits& more) const {
  net::FetchLimits limits = state_->limits;
  if (more.bytes) limits.max_bytes = std::min(limits.max_bytes, *more.bytes);
  if (more.deadline) limits.deadline = std::min(limits.deadline, *more.deadline);
  const auto input = state_->resolved(owner, spec, *this);
  if (!input) return tl::unexpected(input.error());
  if (input->type == "OSS") {
    const auto object = state_->objects.named(input->media);
    if (!object) return tl::unexpected(object.error());
    return state_->objects.open(*object, state_->folder, limits, stop);
  }
  if (is_file(input->media)) return small_enough(state_->local(input->media), more);
  return fetch_unnamed(input->media, state_->folder, limits, stop);
}

}  // namespace smarttag::inputs
