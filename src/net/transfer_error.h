// From the way a transfer of libcurl ended to the error that a client is told.
#pragma once

#include <curl/curl.h>

#include <string>

#include "net/fetch.h"

namespace smarttag::net {

// Why our own callback ended a transfer.
enum class Abort { kNone, kTooLarge, kDisk, kHeaders, kStopped };

struct Outcome {
  CURLcode code = CURLE_OK;
  long status = 0;  // of HTTP, 0 when no answer came
  Abort abort = Abort::kNone;
  int disk_error = 0;     // errno, for Abort::kDisk
  std::string refused{};  // the address, as DialGuard tells it
  std::string shown{};    // the URL, as shown_url gives it
};

// Of an outcome that is no success: an abort, a code other than CURLE_OK, or a status other than 200.
Error transfer_error(const Outcome& outcome, const FetchLimits& limits);

}  // namespace smarttag::net
