// A landmark, an object or a logo of a library.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace smarttag::vision {

struct KnownThing {
  std::string main;     // of its tag: Landmark, Object or Logo
  std::string library;  // its id
  std::string entity;
  std::string name;
  std::string model;  // what made the features; those of another than kFeatureModel are passed over
  std::vector<std::vector<std::uint8_t>> samples;  // local features, in their compact form
  bool operator==(const KnownThing&) const = default;
};

}  // namespace smarttag::vision
