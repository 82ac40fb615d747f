// FaceSamples with an analysis process of its own, as pictures come from strangers.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "base/settings.h"
#include "inputs/inputs.h"
#include "libraries/face_samples.h"
#include "worker/analysis_process.h"

namespace smarttag::libraries {

// The process starts with the first call and ends when there was none for `keep_warm`. One picture is
// described at a time; fetching waits for nobody.
class SandboxedFaceSamples final : public FaceSamples {
 public:
  // The inputs outlive it, and it outlives every call: stop() it, wait for them, then it may go.
  SandboxedFaceSamples(const Settings& settings, const inputs::Inputs& inputs,
                       std::chrono::milliseconds keep_warm = std::chrono::minutes{3});
  ~SandboxedFaceSamples() override;
  SandboxedFaceSamples(const SandboxedFaceSamples&) = delete;
  SandboxedFaceSamples& operator=(const SandboxedFaceSamples&) = delete;

  Result<SampleFace> describe(jobs::UserId owner, const std::string& image_url) override;
  Result<SampleDescription> describe_thing(jobs::UserId owner, const std::string& image_url) override;

  // Ends what runs, which then answers kInterrupted, as every later call does.
  void stop();

  static constexpr std::int64_t kLargestPicture = 32 << 20;  // bytes
  static constexpr std::chrono::seconds kPictureTime{60};    // in which it must have been fetched

 private:
  struct Request {
    int fd = -1;
    std::string owner;
    std::string algorithm;  // as describe_sample takes it
    std::promise<Result<SampleDescription>> answer;
  };

  Result<SampleDescription> ask(jobs::UserId owner, const std::string& image_url,
                                const std::string& algorithm);

  void serve(const Settings& settings, const std::stop_token& stop);

  const inputs::Inputs& inputs_;
  const std::chrono::milliseconds keep_warm_;
  std::mutex mutex_;
  std::condition_variable_any asked_;
  std::deque<Request*> requests_;  // of the callers that wait
  std::stop_source stop_;
  std::jthread thread_;  // has the process; last: it ends before what it uses
};

}  // namespace smarttag::libraries
