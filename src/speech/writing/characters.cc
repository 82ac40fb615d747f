#include "speech/writing/characters.h"

#include <string_view>

namespace smarttag::speech {

bool ends_sentence(char32_t c) {
  return std::u32string_view(U".!?。．！？…‥।؟").find(c) != std::u32string_view::npos;
}

bool is_pause_mark(char32_t c) {
  return ends_sentence(c) || std::u32string_view(U",;:，、；：،").find(c) != std::u32string_view::npos;
}

}  // namespace smarttag::speech
