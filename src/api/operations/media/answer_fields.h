// The fields of registered media in answers. The API shows a medium in three places with lists that differ a
// little; only what is known of a medium is ever filled in.
#pragma once

#include <vector>

#include "api/operation.h"

namespace smarttag::api::media {

std::vector<Field> info_fields();       // of GetMediaInfo
std::vector<Field> batched_fields();    // of each in BatchGetMediaInfos
std::vector<Field> list_item_fields();  // of each in ListMediaBasicInfos

}  // namespace smarttag::api::media
