// What tests of inputs need: settings with a folder of their own that is thrown away, a store of media.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

#include "inputs/inputs.h"
#include "jobs/testing/store_fixture.h"

namespace smarttag::inputs::testing {

class InputsTest : public ::testing::Test, protected jobs::testing::WithStore {
 protected:
  InputsTest() : WithStore(&system_clock()) {
    set("cache-dir", (folder_.path() / "cache").string());
    set("allow-private", "127.0.0.1");
  }

  void set(const std::string& name, const std::string& value) {
    const auto done = settings_.set(name, value);
    ASSERT_TRUE(done) << done.error().client.text;
  }

  Inputs inputs() { return Inputs::create(settings_, store_->media()).value(); }

  std::filesystem::path file(const std::string& name, const std::string& content) {
    auto path = folder_.path() / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << content;
    return path;
  }

  static std::string content(const OpenedInput& input) {
    std::string text(4096, '\0');
    const auto size = ::read(input.file.get(), text.data(), text.size());
    return size < 0 ? "unreadable" : text.substr(0, static_cast<std::size_t>(size));
  }

  // The kind of error that opening ends with; fails the test when it does not fail, and when check() lets
  // pass what is refused without fetching.
  ErrorKind refused(const InputSpec& spec) {
    const auto opened = inputs().open(1, spec, {});
    if (opened) {
      ADD_FAILURE() << spec.media << " was opened";
      return ErrorKind::kInternal;
    }
    last_ = opened.error();
    return opened.error().kind;
  }

  Settings settings_;
  Error last_{ErrorKind::kInternal, {}};
};

}  // namespace smarttag::inputs::testing
