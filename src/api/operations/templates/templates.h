// Operations on templates.
#pragma once

#include "api/operation.h"

namespace smarttag::api {

Operation create_custom_template();
Operation update_custom_template();
Operation get_custom_template();
Operation list_custom_templates();
Operation delete_custom_template();
Operation set_default_custom_template();
Operation list_system_templates();
Operation get_system_template();

}  // namespace smarttag::api
