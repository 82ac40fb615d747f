// What `smarttag --version` prints.
#pragma once

#include <string>

namespace smarttag::cli {

// "smarttag 0.1.0 (a1b2c3d4e5f6)": the version of the project and the commit that was compiled, with "-dirty"
// behind it where files differed from the commit; "unknown" when neither git nor an archive of git told it.
std::string version_text();

}  // namespace smarttag::cli
