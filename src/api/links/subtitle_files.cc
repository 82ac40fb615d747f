#include "api/links/subtitle_files.h"

#include <spdlog/spdlog.h>

#include <memory>
#include <utility>

namespace smarttag::api {
namespace {

http::Response plain(int status, std::string text) {
  http::Response response;
  response.status = status;
  response.content_type = "text/plain; charset=utf-8";
  response.body = std::move(text);
  // The link itself is the permission: caches between must not keep what it opened.
  response.headers = {{"Cache-Control", "private, no-store"}, {"X-Content-Type-Options", "nosniff"}};
  return response;
}

Result<std::string> content_of(jobs::Store& store, const LinkedFile& linked) {
  const auto part = store.results().file(linked.owner, linked.job, linked.file);
  if (!part) return tl::unexpected(part.error());
  const auto blob = store.blobs().open(part->blob);
  if (!blob) return tl::unexpected(blob.error());
  return blobs::text_of(**blob, part->offset, part->size);
}

http::Response served(jobs::Store& store, const LinkedFile& linked) {
  auto content = content_of(store, linked);
  if (content) return plain(200, *std::move(content));
  if (content.error().kind == ErrorKind::kNotFound)
    return plain(404, "This file no longer exists: its job was deleted.\n");
  spdlog::error("subtitle files: {} | {}", content.error().client.text, content.error().log.text);
  return plain(503, "The file cannot be read at the moment. Try again later.\n");
}

// Holds all it needs itself: a coroutine of the handler would read captures that may be gone.
boost::asio::awaitable<http::Response> answer(jobs::Store& store, const Clock& clock,
                                              std::shared_ptr<const SignedLinks> links,
                                              http::Request request) {
  if (request.method != "GET" && request.method != "HEAD") {
    auto response = plain(405, "Only GET reads a file.\n");
    response.headers.push_back({"Allow", "GET, HEAD"});
    co_return response;
  }
  const auto linked = links->opened(request.path, request.query, clock.now());
  if (!linked) co_return plain(403, "This link is invalid or has expired. Query the job for a new one.\n");
  co_return served(store, *linked);
}

}  // namespace

http::Handler subtitle_files(jobs::Store& store, const Clock& clock) {
  const auto links = std::make_shared<const SignedLinks>(store.derived_key("links"), "");  // only opened here
  return [&store, &clock, links](http::Request request) {
    return answer(store, clock, links, std::move(request));
  };
}

}  // namespace smarttag::api
