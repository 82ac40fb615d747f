// HEIF files (ISO/IEC 23008-12) put together box by box from what ffmpeg encodes: every part is known, and
// each can be made wrong.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <opencv2/core/types.hpp>

namespace smarttag::media::testing {

struct HeifItem {
  std::string type;                     // "hvc1", "av01", "grid", "Exif"
  std::string data;                     // as it lies in the file
  std::vector<std::string> properties;  // boxes, in the order in which they apply
};

struct HeifReference {
  std::string type;  // "dimg": made of; "auxl": beside; "cdsc": describes
  int from = 0;      // numbers of items, from 1
  std::vector<int> to;
};

struct HeifFile {
  std::string brand = "heic";
  std::vector<HeifItem> items;
  std::vector<HeifReference> references;
  int primary = 1;  // number of the item
};

std::string bytes_of(const HeifFile& file);

// The one frame of an MP4 of HEVC or AV1, of this size, with what its decoder must know.
HeifItem coded_item(const std::filesystem::path& mp4, cv::Size size);

// A picture of rows x columns tiles.
HeifItem grid_item(int rows, int columns, cv::Size size);

// An EXIF record of one tag, the orientation.
HeifItem exif_item(int orientation);

std::string size_box(cv::Size size);
std::string rotation_box(int quarter_turns);  // anticlockwise
std::string mirror_box(bool left_right);      // else top to bottom
std::string alpha_box();                      // tells that an item is the alpha of another
std::string colour_box(int primaries, int transfer, int matrix, bool full_range);  // by ITU-T H.273

}  // namespace smarttag::media::testing
