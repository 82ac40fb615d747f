// The registered analysers of pictures and of sound: a new one is its own files and a row in analysers.cc.
#pragma once

#include <set>
#include <string_view>

#include "tagging/fan_out.h"

namespace smarttag::tagging {

// Makes those of the named analysers for which the media has something to see or hear.
Result<Analysers> make_analysers(const std::set<std::string_view>& names, const media::MediaInfo& media,
                                 inference::Engine& engine, const Settings& settings);

}  // namespace smarttag::tagging
