#include "results/job.h"

namespace smarttag::results {

void to_json(Json& json, const TypedResult& result) { json = {{"Type", result.type}, {"Data", result.data}}; }

void from_json(const Json& json, TypedResult& result) {
  json.at("Type").get_to(result.type);
  json.at("Data").get_to(result.data);
}

void to_json(Json& json, const Usage& usage) { json = {{"Type", usage.type}, {"Quota", usage.quota}}; }

void from_json(const Json& json, Usage& usage) {
  json.at("Type").get_to(usage.type);
  json.at("Quota").get_to(usage.quota);
}

void to_json(Json& json, const Job& job) {
  json = {{"JobId", job.job_id},
          {"JobStatus", job.job_status},
          {"UserData", job.user_data},
          {"RequestId", job.request_id},
          {"Results", {{"Result", job.results}}},
          {"Usages", {{"Usage", job.usages}}}};
  if (!job.remarks.empty()) json["Remarks"] = job.remarks;
  if (job.error) {
    json["Code"] = row(job.error->kind).name;
    json["Message"] = job.error->client.text;
  }
}

}  // namespace smarttag::results
