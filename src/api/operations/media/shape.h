// What the operations of registered media share.
#pragma once

#include <string>
#include <vector>

#include "api/operation.h"
#include "api/operations/reading/reader.h"
#include "jobs/media_store.h"

namespace smarttag::api::media {

// Reads what a medium can be given and later be changed in, over what it has: only what was sent is changed.
// With `append_tags` MediaTags come behind those that it has. Faults are told by the reader.
void read_fields(Reader& in, jobs::MediaSpec& spec, bool append_tags);
std::vector<Field> changeable_fields();

// MediaBasicInfo. `with_references`: also ReferenceId and CateId, which BatchGetMediaInfos does not have.
results::Json basic_info(const jobs::Media& medium, bool with_references);
// FileInfoList: the URL and the name in it; the file itself has not been read.
results::Json files(const jobs::Media& medium);

// By MediaId, else by InputURL. kUsage when neither is there.
Result<jobs::Media> find(const Call& call, Reader& in);

}  // namespace smarttag::api::media
