// Identifiers in the forms that clients of the API know.
#pragma once

#include <string>

namespace smarttag::cli {

std::string new_job_id();      // 32 hexadecimal digits, lower case
std::string new_request_id();  // an upper-case UUID (version 4, RFC 9562)

}  // namespace smarttag::cli
