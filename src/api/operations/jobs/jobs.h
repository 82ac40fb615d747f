// Operations on jobs.
#pragma once

#include "api/operation.h"

namespace smarttag::api {

Operation submit_smarttag_job();
Operation query_smarttag_job();
Operation list_smart_jobs();
Operation delete_smart_job();
Operation correct_smarttag_result();
Operation list_smarttag_result_revisions();
Operation rebuild_smarttag_result();

}  // namespace smarttag::api
