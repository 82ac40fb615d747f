// The main function of test programs that start analysis processes: those run the same program again.
#pragma once

#include <string_view>

#include <gtest/gtest.h>

#include "worker/analysis_child.h"

namespace smarttag::worker::testing {

inline int run_tests_or_child(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "analysis-child") return run_analysis_child();
  ::testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}

}  // namespace smarttag::worker::testing
