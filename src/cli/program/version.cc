#include "cli/program/version.h"

#include "commit.h"  // made by cmake/commit.cmake

namespace smarttag::cli {

std::string version_text() { return "smarttag " SMARTTAG_VERSION " (" SMARTTAG_COMMIT ")"; }

}  // namespace smarttag::cli
