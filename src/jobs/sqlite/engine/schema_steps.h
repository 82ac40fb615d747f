// The SQL of each step from one version of the schema to the next, in parts. A step that has been released is
// never changed: add another file schema_N.cc, its line here and in schema.cc.
#pragma once

#include <span>
#include <string_view>

namespace smarttag::jobs::sqlite {

std::span<const std::string_view> schema_1();
std::span<const std::string_view> schema_2();
std::span<const std::string_view> schema_3();
std::span<const std::string_view> schema_4();

}  // namespace smarttag::jobs::sqlite
