#include "libraries/sandboxed_face_samples.h"

#include <utility>

#include "libraries/describe_sample.h"

namespace smarttag::libraries {

namespace {

tl::unexpected<Error> stopping() {
  return fail(ErrorKind::kInterrupted, "The server is stopping. Try again later.");
}

}  // namespace

SandboxedFaceSamples::SandboxedFaceSamples(const Settings& settings, const inputs::Inputs& inputs,
                                           std::chrono::milliseconds keep_warm)
    : inputs_(inputs),
      keep_warm_(keep_warm),
      thread_([this, settings] { serve(settings, stop_.get_token()); }) {}

SandboxedFaceSamples::~SandboxedFaceSamples() { stop(); }

void SandboxedFaceSamples::stop() { stop_.request_stop(); }

Result<SampleFace> SandboxedFaceSamples::describe(jobs::UserId owner, const std::string& image_url) {
  auto face = ask(owner, image_url, "face");
  if (!face) return tl::unexpected(std::move(face).error());
  return SampleFace{std::move(face->vector), std::move(face->model)};
}

Result<SampleDescription> SandboxedFaceSamples::describe_thing(jobs::UserId owner,
                                                               const std::string& image_url) {
  return ask(owner, image_url, "thing");
}

Result<SampleDescription> SandboxedFaceSamples::ask(jobs::UserId owner, const std::string& image_url,
                                                    const std::string& algorithm) {
  const auto picture =
      inputs_.open(owner, inputs_.of_url(image_url), stop_.get_token(), {kLargestPicture, kPictureTime});
  if (!picture) return tl::unexpected(picture.error());
  Request request{picture->file.get(), std::to_string(owner), algorithm, {}};
  auto answered = request.answer.get_future();
  {
    const std::lock_guard lock(mutex_);
    if (stop_.stop_requested()) return stopping();
    requests_.push_back(&request);
  }
  asked_.notify_one();
  return answered.get();
}

void SandboxedFaceSamples::serve(const Settings& settings, const std::stop_token& stop) {
  worker::AnalysisProcess process(settings);
  while (!stop.stop_requested()) {
    Request* request = nullptr;
    {
      std::unique_lock lock(mutex_);
      const auto any = [&] { return !requests_.empty(); };
      if (process.pid())
        asked_.wait_for(lock, stop, keep_warm_, any);
      else
        asked_.wait(lock, stop, any);
      if (any()) {
        request = requests_.front();
        requests_.pop_front();
      }
    }
    if (request != nullptr)
      request->answer.set_value(
          describe_sample(process, request->fd, request->algorithm,
                          {{}, [&] { return stop.stop_requested(); }, {}, request->owner}));
    else
      process.stop();
  }
  const std::lock_guard lock(mutex_);  // whoever comes later sees the stop
  for (auto* request : requests_) request->answer.set_value(stopping());
  requests_.clear();
}

}  // namespace smarttag::libraries
