#include "media/testing/heif_file.h"

#include <gtest/gtest.h>

#include "media/testing/generated_media.h"
#include "media/testing/quadrants.h"

namespace smarttag::media::testing {
namespace {

std::string big(std::size_t value, int bytes) {
  std::string text;
  for (int i = bytes - 1; i >= 0; --i) text.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
  return text;
}

std::string box(const std::string& type, const std::string& content) {
  return big(content.size() + 8, 4) + type + content;
}

std::string full_box(const std::string& type, int version, const std::string& content) {
  return box(type, big(static_cast<std::size_t>(version) << 24, 4) + content);
}

// The box of this type, found by its name, with its head.
std::string box_in(const std::string& bytes, const std::string& type) {
  const std::size_t name = bytes.find(type);
  if (name == std::string::npos || name < 4) {
    ADD_FAILURE() << "no box " << type;
    return {};
  }
  std::size_t length = 0;
  for (std::size_t i = 0; i < 4; ++i) length = length << 8 | static_cast<unsigned char>(bytes[name - 4 + i]);
  return bytes.substr(name - 4, length);
}

std::string locations(const HeifFile& file, std::size_t data) {
  std::string content = big(0x4400, 2) + big(file.items.size(), 2);  // offset and length of 4 bytes
  for (std::size_t i = 0; i < file.items.size(); ++i) {
    const std::size_t length = file.items[i].data.size();
    content += big(i + 1, 2) + big(0, 2) + big(1, 2) + big(data, 4) + big(length, 4);
    data += length;
  }
  return full_box("iloc", 0, content);
}

std::string item_infos(const HeifFile& file) {
  std::string content = big(file.items.size(), 2);
  for (std::size_t i = 0; i < file.items.size(); ++i)
    content += full_box("infe", 2, big(i + 1, 2) + big(0, 2) + file.items[i].type + std::string(1, '\0'));
  return full_box("iinf", 0, content);
}

std::string references(const HeifFile& file) {
  std::string content;
  for (const HeifReference& one : file.references) {
    std::string reference = big(static_cast<std::size_t>(one.from), 2) + big(one.to.size(), 2);
    for (const int to : one.to) reference += big(static_cast<std::size_t>(to), 2);
    content += box(one.type, reference);
  }
  return content.empty() ? std::string() : full_box("iref", 0, content);
}

std::string properties(const HeifFile& file) {
  constexpr std::size_t kEssential = 0x80;
  std::string boxes, associations = big(file.items.size(), 4);
  std::size_t number = 0;
  for (std::size_t i = 0; i < file.items.size(); ++i) {
    associations += big(i + 1, 2) + big(file.items[i].properties.size(), 1);
    for (const std::string& property : file.items[i].properties) {
      boxes += property;
      associations += big(kEssential | ++number, 1);
    }
  }
  return box("iprp", box("ipco", boxes) + full_box("ipma", 0, associations));
}

std::string meta(const HeifFile& file, std::size_t data) {
  const std::string handler = full_box("hdlr", 0, big(0, 4) + "pict" + std::string(13, '\0'));
  return full_box("meta", 0,
                  handler + full_box("pitm", 0, big(static_cast<std::size_t>(file.primary), 2)) +
                      locations(file, data) + item_infos(file) + references(file) + properties(file));
}

}  // namespace

std::string bytes_of(const HeifFile& file) {
  const std::string start = box("ftyp", file.brand + big(0, 4) + "mif1" + file.brand);
  const std::size_t data = start.size() + meta(file, 0).size() + 8;
  std::string media;
  for (const HeifItem& item : file.items) media += item.data;
  return start + meta(file, data) + box("mdat", media);
}

HeifItem coded_item(const std::filesystem::path& mp4, cv::Size size) {
  const std::string bytes = read_bytes(mp4);
  const bool av1 = bytes.find("av1C") != std::string::npos;
  return {av1 ? "av01" : "hvc1",
          box_in(bytes, "mdat").substr(8),
          {size_box(size), box_in(bytes, av1 ? "av1C" : "hvcC")}};
}

HeifItem grid_item(int rows, int columns, cv::Size size) {
  return {"grid",
          big(0, 2) + big(static_cast<std::size_t>(rows - 1), 1) +
              big(static_cast<std::size_t>(columns - 1), 1) + big(static_cast<std::size_t>(size.width), 2) +
              big(static_cast<std::size_t>(size.height), 2),
          {size_box(size)}};
}

HeifItem exif_item(int orientation) { return {"Exif", big(0, 4) + tiff_with_orientation(orientation), {}}; }

std::string size_box(cv::Size size) {
  return full_box(
      "ispe", 0,
      big(static_cast<std::size_t>(size.width), 4) + big(static_cast<std::size_t>(size.height), 4));
}

std::string rotation_box(int quarter_turns) {
  return box("irot", big(static_cast<std::size_t>(quarter_turns), 1));
}

std::string mirror_box(bool left_right) { return box("imir", big(left_right ? 1 : 0, 1)); }

std::string alpha_box() {
  return full_box("auxC", 0,
                  std::string("urn:mpeg:mpegB:cicp:systems:auxiliary:alpha") + std::string(1, '\0'));
}

std::string colour_box(int primaries, int transfer, int matrix, bool full_range) {
  return box("colr", "nclx" + big(static_cast<std::size_t>(primaries), 2) +
                         big(static_cast<std::size_t>(transfer), 2) +
                         big(static_cast<std::size_t>(matrix), 2) + big(full_range ? 0x80 : 0, 1));
}

}  // namespace smarttag::media::testing
