#include "results/json_builder.h"

namespace smarttag::results {
namespace {

constexpr std::size_t kSearched = 16;  // keys of an object; with more a table is kept

using Members = Json::object_t::Container;

}  // namespace

bool JsonBuilder::parse_error(std::size_t position, const std::string& /*last_token*/,
                              const nlohmann::detail::exception& e) {
  fault_ = e.what();
  fault_position_ = position;
  return false;
}

std::size_t JsonBuilder::place_of(Level& level, std::string& name) {
  Members& members = level.value->get_ref<Json::object_t&>();
  if (members.size() < kSearched) {
    for (std::size_t i = 0; i < members.size(); ++i)
      if (members[i].first == name) return i;
  } else {
    if (level.places.empty())
      for (std::size_t i = 0; i < members.size(); ++i) level.places.emplace(members[i].first, i);
    const auto [found, fresh] = level.places.try_emplace(name, members.size());
    if (!fresh) return found->second;
  }
  members.emplace_back(std::move(name), Json());
  return members.size() - 1;
}

bool JsonBuilder::key(std::string& name) {
  levels_.back().place = place_of(levels_.back(), name);
  return true;
}

// The value where it now stands; it stays there while it is open, as nothing is added beside it meanwhile.
Json* JsonBuilder::place(Json value) {
  if (++values_ > limits_.values) {
    limit_ = "has more than " + std::to_string(limits_.values) + " values";
    return nullptr;
  }
  if (levels_.empty()) return &(root_ = std::move(value));
  Json& parent = *levels_.back().value;
  if (parent.is_array()) return &parent.emplace_back(std::move(value));
  Members& members = parent.get_ref<Json::object_t&>();
  return &(members[levels_.back().place].second = std::move(value));
}

bool JsonBuilder::open(Json value) {
  if (levels_.size() >= limits_.depth) {
    limit_ = "is nested deeper than " + std::to_string(limits_.depth) + " levels";
    return false;
  }
  Json* placed = place(std::move(value));
  if (placed != nullptr) levels_.push_back({placed});
  return placed != nullptr;
}

bool JsonBuilder::close() {
  levels_.pop_back();
  return true;
}

}  // namespace smarttag::results
