// Operations on recognition libraries, their entities and samples.
#pragma once

#include "api/operation.h"

namespace smarttag::api {

Operation create_recognition_lib();
Operation list_recognition_libs();
Operation delete_recognition_lib();
Operation create_recognition_entity();
Operation list_recognition_entities();
Operation delete_recognition_entity();
Operation create_recognition_sample();
Operation list_recognition_samples();
Operation delete_recognition_sample();

}  // namespace smarttag::api
