// What the libraries that a job names know: from the store into its specification.
#pragma once

#include <string>
#include <string_view>

#include "jobs/library_store.h"
#include "tagging/job_spec.h"

namespace smarttag::worker {

// The main name of the tags that libraries of this algorithm give; empty for faces, which give persons.
std::string main_tag_of(std::string_view algorithm);

// Whether templates know a library of this algorithm by this name, whoever submits them.
bool is_system_library(const std::string& algorithm, const std::string& name);

// Persons of the face libraries; landmarks, objects, logos and descriptions of labels of the others. The
// names of the system's own libraries (celebrity, politician, sensitive; common for landmarks; general for
// objects) stand for what an operator has put into them, else for nothing; results tell of them by these
// names. kNotFound for a library that the owner does not have, kStoreFailed.
Result<void> take_known(jobs::LibraryStore& libraries, jobs::UserId owner, tagging::JobSpec& spec);

}  // namespace smarttag::worker
