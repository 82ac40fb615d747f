#include "api/operations/pipelines/shape.h"

#include "api/operations/reading/fields.h"
#include "base/timestamp.h"

namespace smarttag::api::pipelines {

std::vector<Field> fields() {
  return {field::text("CreateTime"),
          field::text("ModifiedTime"),
          field::text("Name"),
          field::text("PipelineId"),
          field::integer("Priority"),
          field::text("Speed"),
          field::text("Status", "Active or Paused")};
}

results::Json shown(const jobs::Pipeline& pipeline) {
  return {{"PipelineId", pipeline.id},
          {"Name", pipeline.spec.name},
          {"Speed", pipeline.spec.speed},
          {"Priority", pipeline.spec.priority},
          {"Status", pipeline.paused ? "Paused" : "Active"},
          {"CreateTime", timestamp(pipeline.created)},
          {"ModifiedTime", timestamp(pipeline.modified)}};
}

std::string speed_in(Reader& in) { return in.choice("Speed", {"Standard", "Boost", "NarrowBandHDV2"}); }

}  // namespace smarttag::api::pipelines
