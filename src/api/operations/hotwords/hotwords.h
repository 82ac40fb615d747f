// Operations on hotword libraries.
#pragma once

#include "api/operation.h"

namespace smarttag::api {

Operation create_hotword_library();
Operation get_hotword_library();
Operation list_hotword_libraries();
Operation update_hotword_library();
Operation delete_hotword_library();

}  // namespace smarttag::api
