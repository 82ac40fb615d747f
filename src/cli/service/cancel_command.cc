#include "cli/service/cancel_command.h"

#include <iostream>

#include "cli/service/client_command.h"

namespace smarttag::cli {

void add_cancel_command(CLI::App& app, int& exit_code) {
  const auto id = std::make_shared<std::string>();
  auto* command = add_client_command(
      app, "cancel", "Cancels a job of a service and deletes it with its results",
      [id](const ApiClient& client, bool json) -> Result<int> {
        const auto answer = client.call("DeleteSmartJob", {{"JobId", *id}});
        if (!answer) return tl::unexpected(answer.error());
        std::cout << (json ? results::dump(*answer) : *id + "  deleted") << std::endl;
        return 0;
      },
      exit_code);
  command->add_option("JOB", *id, "as submit printed it")->required();
  command->footer("Example:\n  smarttag cancel 88c6ca184c0e47098a5b665e2a716797");
}

}  // namespace smarttag::cli
