// The operations of the API: a new one is its file and its row here.
#include <vector>

#include "api/operation.h"
#include "api/operations/hotwords/hotwords.h"
#include "api/operations/jobs/jobs.h"
#include "api/operations/media/media.h"
#include "api/operations/pipelines/pipelines.h"
#include "api/operations/recognition/recognition.h"
#include "api/operations/templates/templates.h"

namespace smarttag::api {

std::span<const Operation> operations() {
  static const std::vector<Operation> kTable{
      submit_smarttag_job(),
      query_smarttag_job(),
      list_smart_jobs(),
      delete_smart_job(),
      correct_smarttag_result(),
      list_smarttag_result_revisions(),
      rebuild_smarttag_result(),

      create_custom_template(),
      update_custom_template(),
      get_custom_template(),
      list_custom_templates(),
      delete_custom_template(),
      set_default_custom_template(),
      list_system_templates(),
      get_system_template(),

      create_pipeline(),
      update_pipeline(),
      get_pipeline(),
      list_pipelines(),
      delete_pipeline(),

      create_recognition_lib(),
      list_recognition_libs(),
      delete_recognition_lib(),
      create_recognition_entity(),
      list_recognition_entities(),
      delete_recognition_entity(),
      create_recognition_sample(),
      list_recognition_samples(),
      delete_recognition_sample(),

      create_hotword_library(),
      get_hotword_library(),
      list_hotword_libraries(),
      update_hotword_library(),
      delete_hotword_library(),

      register_media_info(),
      get_media_info(),
      batch_get_media_infos(),
      list_media_basic_infos(),
      update_media_info(),
      delete_media_infos(),
  };
  return kTable;
}

}  // namespace smarttag::api
