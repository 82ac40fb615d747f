// How the API shows a pipeline, and what it takes of one.
#pragma once

#include <string>
#include <vector>

#include "api/operation.h"
#include "api/operations/reading/reader.h"
#include "jobs/pipeline_store.h"

namespace smarttag::api::pipelines {

std::vector<Field> fields();
results::Json shown(const jobs::Pipeline& pipeline);

// The speeds that the API knows. They are kept and can be listed by; all pipelines run alike.
std::string speed_in(Reader& in);

}  // namespace smarttag::api::pipelines
