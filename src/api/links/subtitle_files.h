// Serves the files that signed links name.
#pragma once

#include "api/links/signed_links.h"
#include "http/message.h"
#include "jobs/store.h"

namespace smarttag::api {

// For the route "/subtitles/". All outlive the handler. 403: no link of ours, or it has ended; 404: the job
// or the file is gone; 405: neither GET nor HEAD; 503: the store cannot be read.
http::Handler subtitle_files(jobs::Store& store, const Clock& clock);

}  // namespace smarttag::api
