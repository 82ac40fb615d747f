#include "http/session.h"

namespace smarttag::http {

void Connections::add(const std::shared_ptr<Connection>& connection) {
  const std::lock_guard lock(mutex_);
  open_.insert(connection);
}

void Connections::remove(const std::shared_ptr<Connection>& connection) {
  const std::lock_guard lock(mutex_);
  open_.erase(connection);
}

std::size_t Connections::count() const {
  const std::lock_guard lock(mutex_);
  return open_.size();
}

std::vector<std::shared_ptr<Connection>> Connections::all() const {
  const std::lock_guard lock(mutex_);
  return {open_.begin(), open_.end()};
}

void Connections::clear() {
  const std::lock_guard lock(mutex_);
  open_.clear();
}

void Work::begin() {
  const std::lock_guard lock(mutex_);
  ++count_;
}

void Work::end() {
  const std::lock_guard lock(mutex_);
  if (--count_ == 0) none_.notify_all();
}

std::size_t Work::count() const {
  const std::lock_guard lock(mutex_);
  return count_;
}

void Work::wait_until_none(std::chrono::milliseconds longest) {
  std::unique_lock lock(mutex_);
  none_.wait_for(lock, longest, [this] { return count_ == 0; });
}

}  // namespace smarttag::http
