// What of a library is seen in pictures and films, and how long it takes: things_bench SAMPLES SCENES.
// Each picture of SAMPLES is a thing (and is looked for with dark and bright exchanged too); each file of
// SCENES is a picture or a film.
#include <fcntl.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <iostream>

#include <spdlog/fmt/fmt.h>

#include "base/descriptor.h"
#include "base/settings.h"
#include "media/source.h"
#include "vision/known_things/matcher.h"

namespace smarttag::vision::known_things {
namespace {

namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;

double milliseconds_since(Steady::time_point start) {
  return std::chrono::duration<double, std::milli>(Steady::now() - start).count();
}

void decode(const fs::path& file, const std::function<bool(const media::Frame&)>& take) {
  const Descriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  auto source = media::Source::open(fd.get(), media::Limits::from(Settings()));
  if (!source) {
    std::cerr << file.string() << ": " << source.error().client.text << '\n';
    return;
  }
  media::Sinks sinks;
  sinks.frame = [&](const media::Frame& frame) { return take(frame); };
  if (auto done = (*source)->decode(sinks); !done)
    std::cerr << file.string() << ": " << done.error().client.text << '\n';
}

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.is_regular_file()) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

struct Samples {
  std::vector<LocalFeatures> features;
  std::vector<int> things;
  std::vector<std::string> names;
};

Samples samples_of(const fs::path& folder) {
  Samples samples;
  for (const auto& file : files_in(folder))
    decode(file, [&](const media::Frame& frame) {
      auto features = features_of_sample(frame.bgr);
      if (!features) {
        std::cerr << file.string() << ": " << features.error().client.text << '\n';
        return false;
      }
      for (int times = 0; times < 2; ++times)
        samples.things.push_back(static_cast<int>(samples.names.size()));
      samples.names.push_back(file.filename().string());
      samples.features.push_back(inverted(*features));
      samples.features.push_back(std::move(*features));
      return false;  // one is enough
    });
  return samples;
}

void run(const fs::path& library, const fs::path& scenes) {
  const auto samples = samples_of(library);
  auto start = Steady::now();
  const SampleIndex index(samples.features, samples.things);
  std::size_t points = 0;
  for (const auto& sample : samples.features) points += sample.points.size();
  std::cout << fmt::format("{} things, {} points with those exchanged, index made in {:.0f} ms\n",
                           samples.names.size(), points, milliseconds_since(start));
  const Matcher matcher(samples.features, samples.things);
  double sift = 0;
  double look = 0;
  double all = 0;
  int frames = 0;
  for (const auto& file : files_in(scenes))
    decode(file, [&](const media::Frame& frame) {
      start = Steady::now();
      const auto scene = features_of_scene(frame.bgr);
      sift += milliseconds_since(start);
      start = Steady::now();
      (void)index.pairings(scene);
      look += milliseconds_since(start);
      start = Steady::now();
      for (const auto& one : matcher.find(frame.bgr))
        std::cout << fmt::format("{} {:.1f} s: {} {:.2f} at {:.0f},{:.0f} to {:.0f},{:.0f}\n",
                                 file.filename().string(), frame.time,
                                 samples.names[static_cast<std::size_t>(one.thing)], one.score, one.box.left,
                                 one.box.top, one.box.right, one.box.bottom);
      all += milliseconds_since(start);
      ++frames;
      return true;
    });
  if (frames > 0)
    std::cout << fmt::format(
        "{} frames, each: SIFT {:.1f} ms, look-up of all samples {:.1f} ms, the rest {:.1f} ms\n", frames,
        sift / frames, look / frames, (all - sift - look) / frames);
}

}  // namespace
}  // namespace smarttag::vision::known_things

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: things_bench SAMPLES SCENES\n";
    return 2;
  }
  smarttag::vision::known_things::run(argv[1], argv[2]);
  return 0;
}
