// Lists in pieces: by a token that says where to go on, or by the number of the page.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"

namespace smarttag::jobs {

enum class Order { kNewestFirst, kOldestFirst };

struct Page {
  int size = 20;      // 1 to 100
  std::string token;  // of the list before; empty for the start
  int number = 1;     // counts from 1; used when there is no token
  Order order = Order::kNewestFirst;
};

template <class T>
struct Listed {
  std::vector<T> items;
  std::int64_t total = 0;  // that the filter lets through, on all pages
  std::string next_token;  // empty at the end
};

// Rows are listed by their number, which rises with their creation; a token names the last row of its page.
std::string token_of(std::int64_t last_number);

// The row behind which the page begins; nothing when it is given by its number. kUsage for a token that
// token_of did not make, a size or a number out of bounds.
Result<std::optional<std::int64_t>> position_of(const Page& page);

}  // namespace smarttag::jobs
