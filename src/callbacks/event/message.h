// What every channel tells of a change of a job's state.
#pragma once

#include <string>

#include "jobs/outbox.h"

namespace smarttag::callbacks {

// {"Type":"smarttag","JobId":"...","State":"Success","UserData":"..."}, the same text for every try of an
// event. Always UTF-8: what is not in the user data is replaced by U+FFFD.
std::string message_of(const jobs::Event& event);

}  // namespace smarttag::callbacks
