// libcurl's objects, owned.
#pragma once

#include <curl/curl.h>

#include <memory>

namespace smarttag::net {

struct CurlDeleter {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  void operator()(char* text) const { curl_free(text); }
};

template <class T>
using CurlOwned = std::unique_ptr<T, CurlDeleter>;

}  // namespace smarttag::net
