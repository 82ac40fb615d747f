// How well the installed face models tell persons apart, and how long they take: faces_bench FOLDER.
// The person of a picture is the sub-folder that it lies in, or its name up to the first digit
// ("obama2.jpg").
#include <fcntl.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <map>
#include <set>

#include <spdlog/fmt/fmt.h>

#include "base/descriptor.h"
#include "media/source.h"
#include "vision/faces/face_vector.h"

namespace smarttag::vision::faces {
namespace {

namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().client.text + " " + result.error().log.text);
  return *std::move(result);
}

cv::Mat picture(const fs::path& file) {
  const Descriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd.valid()) throw std::runtime_error(file.string() + " cannot be opened");
  const auto source = must(media::Source::open(fd.get(), media::Limits::from(Settings())));
  cv::Mat bgr;
  media::Sinks sinks;
  sinks.frame = [&bgr](const media::Frame& frame) {
    bgr = frame.bgr.clone();
    return false;  // one is enough
  };
  if (auto done = source->decode(sinks); !done && bgr.empty())
    throw std::runtime_error(done.error().client.text);
  return bgr;
}

std::string person_of(const fs::path& file, const fs::path& folder) {
  const auto place = fs::relative(file.parent_path(), folder);
  if (place != ".") return place.string();
  const auto name = file.stem().string();
  return name.substr(0, name.find_first_of("0123456789"));
}

struct Known {
  std::string person;
  std::vector<float> vector;
};

// The one face of each picture that has one; prints what was found in every picture.
std::vector<Known> faces_of(FaceReader& reader, const fs::path& folder) {
  std::set<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) files.insert(entry.path());
  std::vector<Known> known;
  for (const auto& file : files) {
    const auto bgr = picture(file);
    must(reader.read(bgr));  // the first time, models are fitted to the size of the picture
    const auto begun = Steady::now();
    const auto faces = must(reader.read(bgr));
    const std::chrono::duration<double, std::milli> took = Steady::now() - begun;
    const auto reliable = std::count_if(faces.begin(), faces.end(), [](const Face& f) { return f.reliable; });
    fmt::print("{:<40} {:>2} faces, {} reliable  {:>6.1f} ms\n", fs::relative(file, folder).string(),
               faces.size(), reliable, took.count());
    if (faces.size() == 1 && !faces[0].vector.empty())
      known.push_back({person_of(file, folder), faces[0].vector});
  }
  return known;
}

void print(const std::string& name, std::vector<float> likeness) {
  if (likeness.empty()) return;
  std::sort(likeness.begin(), likeness.end());
  double sum = 0;
  for (const float each : likeness) sum += each;
  fmt::print("{:<14} {:>6} pairs  least {:.2f}  mean {:.2f}  most {:.2f}\n", name, likeness.size(),
             likeness.front(), sum / static_cast<double>(likeness.size()), likeness.back());
}

void measure(const fs::path& folder) {
  const auto engine = must(inference::Engine::create(Settings()));
  const auto reader = must(FaceReader::create(*engine, Settings()));
  const auto known = faces_of(*reader, folder);
  std::vector<float> same, other;
  for (std::size_t a = 0; a < known.size(); ++a)
    for (std::size_t b = a + 1; b < known.size(); ++b)
      (known[a].person == known[b].person ? same : other)
          .push_back(similarity(known[a].vector, known[b].vector));
  print("same person", same);
  print("other person", other);
  const float wall = reader->thresholds().same_person;
  const auto above = [wall](float likeness) { return likeness >= wall; };
  fmt::print("at {:.2f}: {} of {} pairs of one person joined, {} of {} of two\n", wall,
             std::count_if(same.begin(), same.end(), above), same.size(),
             std::count_if(other.begin(), other.end(), above), other.size());
}

}  // namespace
}  // namespace smarttag::vision::faces

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: faces_bench FOLDER" << std::endl;
    return 2;
  }
  try {
    smarttag::vision::faces::measure(argv[1]);
  } catch (const std::exception& e) {
    std::cerr << e.what() << std::endl;
    return 1;
  }
  return 0;
}
