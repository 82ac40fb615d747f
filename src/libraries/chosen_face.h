// Which face of a picture a sample means.
#pragma once

#include "base/error.h"
#include "tagging/picture_faces.h"

namespace smarttag::libraries {

// The only face, or the one that covers at least twice the area of every other. kUsage: no face, several
// alike, or one that cannot be told from others.
Result<tagging::PictureFace> chosen_face(const tagging::PictureFaces& described);

}  // namespace smarttag::libraries
