// Handlers that may wait for the disk or for others keep off the threads that all connections share.
#pragma once

#include <boost/asio/thread_pool.hpp>

#include "http/message.h"

namespace smarttag::service {

// The same handler, run on `threads`, which outlive every call of it.
http::Handler on_threads(boost::asio::thread_pool& threads, http::Handler handler);

}  // namespace smarttag::service
