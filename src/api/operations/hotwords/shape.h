// What the operations of hotword libraries share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/operation.h"
#include "api/operations/reading/reader.h"

namespace smarttag::api::hotwords {

Field hotwords_field();

std::string scenario_in(Reader& in);

// The field Hotwords checked and as text, to be kept. What a word may be depends on the scenario: for
// VideoTranslation 100 characters and translations, otherwise Chinese or English, 10 words of English or 15
// characters. kUsage names the word that is at fault.
Result<std::string> hotwords_in(const results::Json& parameters, std::string_view scenario);

}  // namespace smarttag::api::hotwords
