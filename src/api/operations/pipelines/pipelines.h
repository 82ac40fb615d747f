// Operations on pipelines.
#pragma once

#include "api/operation.h"

namespace smarttag::api {

Operation create_pipeline();
Operation update_pipeline();
Operation get_pipeline();
Operation list_pipelines();
Operation delete_pipeline();

}  // namespace smarttag::api
