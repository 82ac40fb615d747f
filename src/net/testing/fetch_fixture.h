// What every test of fetching needs: a folder of its own, and limits that reach the loopback servers of
// tests.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "net/fetch.h"
#include "net/testing/loopback_server.h"

namespace smarttag::net::testing {

inline std::string content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::string ok(const std::string& body, const std::string& header = {}) {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + header + "\r\n" +
         body;
}

inline std::string redirect(const std::string& target) {
  return "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + target + "\r\n\r\n";
}

class FetchTest : public ::testing::Test {
 protected:
  FetchTest() {
    std::string name = (std::filesystem::path(::testing::TempDir()) / "fetch-test-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    limits_.addresses = AddressRule::allowing("127.0.0.1").value();
    limits_.max_bytes = 1 << 20;
    limits_.deadline = std::chrono::seconds{20};
  }
  ~FetchTest() override { std::filesystem::remove_all(folder_); }

  // Fetches what must fail; checks the kind, and that no file is left.
  Error refused(const std::string& url, ErrorKind kind) {
    const auto fetched = fetch(url, folder_, limits_);
    EXPECT_TRUE(std::filesystem::is_empty(folder_)) << url;
    if (fetched) {
      ADD_FAILURE() << url << " was fetched";
      return {ErrorKind::kInternal, {}};
    }
    EXPECT_EQ(row(fetched.error().kind).name, row(kind).name) << url << ": " << fetched.error().client.text;
    return fetched.error();
  }

  std::filesystem::path folder_;
  FetchLimits limits_;
};

}  // namespace smarttag::net::testing
