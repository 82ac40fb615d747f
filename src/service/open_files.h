// The process's limit of open files, which connections use up.
#pragma once

#include <cstddef>

namespace smarttag::service {

// Raises the limit as far as the system allows, for so many connections and the files of the service itself.
// How many connections fit; fewer than wanted are logged, with what to do.
std::size_t connections_that_fit(std::size_t wanted);

}  // namespace smarttag::service
