// What the tests of jobs share.
#pragma once

#include <string>

#include "api/operations/jobs/jobs.h"
#include "api/operations/testing/operation_test.h"
#include "jobs/testing/kept_results.h"

namespace smarttag::api {

class JobTest : public OperationTest {
 protected:
  static Json request(const Json& more = Json::object()) {
    Json parameters = {{"Input", {{"Type", "URL"}, {"Media", "http://127.0.0.1/news.mp4"}}}};
    parameters.update(more);
    return parameters;
  }
  std::string submit(const Json& more = Json::object(), jobs::UserId user = kAda) {
    return answer(submit_smarttag_job(), request(more), user)["JobId"];
  }
  std::string refusal(const Json& more, jobs::UserId user = kAda) {
    return error(submit_smarttag_job(), request(more), user);
  }
  jobs::Job kept(const std::string& id) { return must(store_->jobs().find(kAda, id)); }

  // Takes the next job up.
  jobs::Claim claim() {
    auto claimed = must(store_->jobs().claim("worker", std::chrono::seconds{30}));
    if (!claimed) throw std::runtime_error("no job to claim");
    return claimed->claim;
  }
};

}  // namespace smarttag::api
