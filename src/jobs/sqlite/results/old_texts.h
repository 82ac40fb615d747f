// Results of the first version of the schema, which kept their texts in the database.
#pragma once

#include "blobs/blob_store.h"
#include "jobs/sqlite/context.h"

namespace smarttag::jobs::sqlite {

// Moves them into the blob store, one job after the other; what is interrupted goes on at the next call.
// Several processes may do it at once. Quick when there are none. kStoreFailed.
Result<void> move_old_texts(const Context& context, blobs::BlobStore& blobs);

}  // namespace smarttag::jobs::sqlite
