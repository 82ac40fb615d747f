#include "media/input/mov_tracks.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

extern "C" {
#include <libavutil/intreadwrite.h>
}

namespace smarttag::media {
namespace {

constexpr int kMostBoxes = 4096;  // that are looked at in a file

struct Box {
  std::string type;
  std::int64_t at = 0;       // of its head
  std::int64_t content = 0;  // begin
  std::int64_t end = 0;
};

class Boxes {
 public:
  explicit Boxes(const FileInput& input) : input_(input) {}

  // The box at this place; none where no whole head lies before `end`.
  std::optional<Box> at(std::int64_t place, std::int64_t end) {
    constexpr int kHead = 8, kLargeHead = 16;
    if (looked_++ >= kMostBoxes || place + kHead > end) return std::nullopt;
    const auto head = input_.read(place, kLargeHead);
    if (!head || head->size() < kHead) return std::nullopt;
    std::int64_t size = AV_RB32(head->data()), begin = kHead;
    if (size == 1 && head->size() == kLargeHead) {
      size = static_cast<std::int64_t>(AV_RB64(head->data() + kHead));
      begin = kLargeHead;
    }
    if (size == 0) size = end - place;  // to the end
    if (size < begin || size > end - place) return std::nullopt;
    return Box{head->substr(4, 4), place, place + begin, place + size};
  }

  // The next one of this type within [from, end).
  std::optional<Box> next(std::string_view type, std::int64_t from, std::int64_t end) {
    for (auto box = at(from, end); box; box = at(box->end, end))
      if (box->type == type) return box;
    return std::nullopt;
  }

  // The first box on this path below `parent`.
  std::optional<Box> below(Box parent, std::initializer_list<std::string_view> path) {
    for (const auto type : path) {
      auto box = next(type, parent.content, parent.end);
      if (!box) return std::nullopt;
      parent = std::move(*box);
    }
    return parent;
  }

  // A number of 4 bytes behind the version and flags of a full box, as they stand there.
  std::string word_of(const Box& box, int skipped) const {
    const auto bytes = input_.read(box.content + 4 + skipped, 4);
    return bytes && bytes->size() == 4 ? *bytes : std::string();
  }

 private:
  const FileInput& input_;
  int looked_ = 0;
};

bool is_mov(const Box& first) {
  for (const auto* type : {"ftyp", "moov", "mdat", "wide", "free", "skip"})
    if (first.type == type) return true;
  return false;
}

}  // namespace

std::vector<UndescribedTrack> undescribed_tracks(const FileInput& input) {
  Boxes boxes(input);
  const auto first = boxes.at(0, input.size());
  if (!first || !is_mov(*first)) return {};
  const auto movie = boxes.next("moov", 0, input.size());
  if (!movie) return {};
  std::vector<UndescribedTrack> found;
  for (auto track = boxes.next("trak", movie->content, movie->end); track;
       track = boxes.next("trak", track->end, movie->end)) {
    const auto described = boxes.below(*track, {"mdia", "minf", "stbl", "stsd"});
    if (!described || boxes.word_of(*described, 0) != std::string(4, '\0')) continue;
    const auto handler = boxes.below(*track, {"mdia", "hdlr"});
    const std::string kind = handler ? boxes.word_of(*handler, 4) : std::string();
    found.push_back({track->at + 4, kind == "vide" || kind == "soun"});
  }
  return found;
}

}  // namespace smarttag::media
