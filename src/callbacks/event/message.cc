#include "callbacks/event/message.h"

#include <nlohmann/json.hpp>

namespace smarttag::callbacks {

std::string message_of(const jobs::Event& event) {
  const nlohmann::ordered_json message{{"Type", "smarttag"},
                                       {"JobId", event.job},
                                       {"State", jobs::name_of(event.state)},
                                       {"UserData", event.user_data}};
  return message.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace smarttag::callbacks
