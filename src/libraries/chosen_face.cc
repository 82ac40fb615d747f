#include "libraries/chosen_face.h"

#include <algorithm>

namespace smarttag::libraries {
namespace {

// Half as large again in each direction: whoever stands behind is not meant.
constexpr float kClearlyLarger = 2;

}  // namespace

Result<tagging::PictureFace> chosen_face(const tagging::PictureFaces& described) {
  auto faces = described.faces;
  if (faces.empty())
    return fail(ErrorKind::kUsage,
                "There is no face in this picture. Give one that shows the person's face.");
  std::stable_sort(faces.begin(), faces.end(),
                   [](const auto& a, const auto& b) { return a.box.area() > b.box.area(); });
  if (faces.size() > 1 && faces[0].box.area() < kClearlyLarger * faces[1].box.area())
    return fail(
        ErrorKind::kUsage,
        "There are several faces in this picture. Give one that shows the person alone, or clearly in "
        "front of others.");
  if (!faces[0].reliable || faces[0].vector.empty())
    return fail(
        ErrorKind::kUsage,
        "The face in this picture is too small, blurred or turned to be told from others. Give a sharp "
        "picture from the front.");
  return std::move(faces[0]);
}

}  // namespace smarttag::libraries
