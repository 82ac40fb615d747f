#include <exception>
#include <iostream>
#include <string_view>

#include "cli/command.h"
#include "worker/analysis_child.h"
#include "worker/language/language_child.h"

int main(int argc, char** argv) {
  try {
    if (argc == 2 && std::string_view(argv[1]) == "analysis-child")
      return smarttag::worker::run_analysis_child();
    if (argc == 2 && std::string_view(argv[1]) == "language-child")
      return smarttag::worker::run_language_child();
    return smarttag::cli::run(argc, argv);
  } catch (const std::exception& e) {  // a defect: every expected failure is a value
    std::cerr << "smarttag: internal error: " << e.what() << "\n";
    return smarttag::row(smarttag::ErrorKind::kInternal).exit_code;
  }
}
