#include "callbacks/event/message.h"

#include <nlohmann/json.hpp>

namespace smarttag::callbacks {

std::string message_of(const jobs::Event& event) {
  nlohmann::ordered_json message{{"Type", "smarttag"},
                                 {"JobId", event.job},
                                 {"State", jobs::name_of(event.state)},
                                 {"UserData", event.user_data}};
  if (event.error) {
    message["Code"] = row(event.error->kind).name;
    message["Message"] = event.error->client.text;
  }
  return message.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace smarttag::callbacks
