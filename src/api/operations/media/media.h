// Operations on registered media.
#pragma once

#include "api/operation.h"

namespace smarttag::api {

Operation register_media_info();
Operation get_media_info();
Operation batch_get_media_infos();
Operation list_media_basic_infos();
Operation update_media_info();
Operation delete_media_infos();

}  // namespace smarttag::api
