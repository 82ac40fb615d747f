// The analyser "cuts": where shots begin by the hard cuts that decoding finds, at no cost of its own.
#pragma once

#include <memory>

#include "base/error.h"
#include "base/settings.h"
#include "vision/analyser.h"

namespace smarttag::vision {

// Emits facts::Shot, which follow each other from 0 to the end; see make_shot_finder for fades and dissolves.
// It reads no pictures, only the number of the shot that they belong to. No errors.
Result<std::unique_ptr<FrameAnalyser>> make_cut_finder(inference::Engine& engine, const Settings& settings);

}  // namespace smarttag::vision
