#include "http/memory_budget.h"

namespace smarttag::http {

bool MemoryBudget::take(std::size_t bytes) {
  const auto wanted = static_cast<std::ptrdiff_t>(bytes);
  if (left_.fetch_sub(wanted) >= wanted) return true;
  left_.fetch_add(wanted);
  return false;
}

void MemoryBudget::give_back(std::size_t bytes) { left_.fetch_add(static_cast<std::ptrdiff_t>(bytes)); }

bool HeldMemory::grow_to(std::size_t bytes) {
  if (bytes <= kFree + held_) return true;
  const std::size_t more = bytes - kFree - held_;
  if (!budget_.take(more)) return false;
  held_ += more;
  return true;
}

}  // namespace smarttag::http
