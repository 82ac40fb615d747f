// What the commands that call a running service share.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/service/api_client.h"
#include "cli/settings_flags.h"

namespace smarttag::cli {

// Adds the command with --server and its like and --json; `act` gets the client and whether JSON is wanted,
// and returns the exit code.
using ClientAct = std::function<Result<int>(const ApiClient& client, bool json)>;
CLI::App* add_client_command(CLI::App& app, const char* name, const char* help, ClientAct act,
                             int& exit_code);

// A line for people on a job: id, state, how far, why not. From the answer of QuerySmarttagJob.
std::string job_line(const std::string& id, const results::Json& answer);

// The answer of QuerySmarttagJob once the job has ended; shows progress on a terminal. kInterrupted when the
// user stops waiting: the job goes on then.
Result<results::Json> wait_for(const ApiClient& client, const std::string& id);

// What people read of a job: for one that ended in success the report that `analyze` prints, with `facts`
// beside its id; else its line. From the answer of QuerySmarttagJob. kInternal when a result does not parse.
Result<std::string> job_text(const std::string& id, const results::Json& answer,
                             std::vector<std::string> facts = {});

// Exit code for a job's state: 4 when it failed.
int exit_code_of(const results::Json& answer);

}  // namespace smarttag::cli
