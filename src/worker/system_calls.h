// Which system calls a confined process may make (seccomp(2)): what no decoder and no model needs is refused.
#pragma once

#include "base/error.h"

namespace smarttag::worker {

// Irrevocable, for all threads of the process. Needs no_new_privs. Refused calls give EPERM; calls by the
// numbers of another architecture (int 0x80, x32) end the process. kInternal when the kernel takes no filter.
Result<void> restrict_system_calls();

}  // namespace smarttag::worker
