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

// A list goes by the age of its rows. Its token is the database's own: nobody else reads meaning into it.
// What stood when the first page was asked for, and still does, comes once; what is new meanwhile may or may
// not.

// kUsage for a size or a number out of bounds.
Result<void> check(const Page& page);

}  // namespace smarttag::jobs
