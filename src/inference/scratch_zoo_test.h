// For tests of this room: a home and a cache folder of their own, with small models that are made on the
// spot.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <openvino/openvino.hpp>
#include <openvino/opsets/opset13.hpp>

#ifdef SMARTTAG_SANITIZE_ADDRESS
#include <sanitizer/lsan_interface.h>
#endif

#include "base/settings.h"
#include "inference/checksum.h"

namespace smarttag::inference {

// OpenVINO asks each of its frontends whether an unknown file is theirs. One leaks 8 bytes at that and is
// unloaded, so that no suppression by name finds it; while one of these lives, leaks of its thread are not
// counted.
#ifdef SMARTTAG_SANITIZE_ADDRESS
using FrontendsMayLeak = __lsan::ScopedDisabler;
#else
struct FrontendsMayLeak {
  FrontendsMayLeak() {}  // NOLINT(modernize-use-equals-default): so that no variable of it is unused
};
#endif

inline void write_text(const std::filesystem::path& file, const std::string& text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

class ScratchZoo : public testing::Test {
 protected:
  ScratchZoo() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    root_ = std::filesystem::path(testing::TempDir()) / ("zoo-" + std::string(test->test_suite_name()) + "-" +
                                                         test->name() + "-" + std::to_string(getpid()));
    EXPECT_EQ(setenv("SMARTTAG_HOME", (root_ / "home").c_str(), 1), 0);
    EXPECT_TRUE(settings_.set("cache-dir", (root_ / "cache").string()));
    EXPECT_TRUE(settings_.set("threads", "1"));
  }

  ~ScratchZoo() override {
    EXPECT_EQ(unsetenv("SMARTTAG_HOME"), 0);
    std::filesystem::remove_all(root_);
  }

  std::filesystem::path home() const { return root_ / "home"; }
  std::filesystem::path models() const { return root_ / "cache" / "models"; }

  void manifest(const std::string& text) const { write_text(home() / "models" / "manifest.json", text); }

  // What `smarttag models pull` leaves: the files are there already, their record is made.
  static void record(const std::filesystem::path& folder, const std::vector<std::string>& files) {
    std::string text;
    for (const auto& file : files)
      text += (text.empty() ? "{\"" : ",\"") + file + "\":\"" + sha256_of_file(folder / file).value() + "\"";
    write_text(folder / "installed.json", text + "}");
  }

  // y = factor * x, written as `file` with its weights beside it.
  static void write_model(const std::filesystem::path& file, float factor,
                          const ov::PartialShape& shape = {1, -1}) {
    std::filesystem::create_directories(file.parent_path());
    const auto x = std::make_shared<ov::opset13::Parameter>(ov::element::f32, shape);
    const auto k = ov::opset13::Constant::create(ov::element::f32, {1, 1}, {factor});
    const auto y = std::make_shared<ov::opset13::Multiply>(x, k);
    const auto model = std::make_shared<ov::Model>(ov::OutputVector{y}, ov::ParameterVector{x});
    ov::save_model(model, file, false);
  }

  // The same as model.xml in `folder`, as `smarttag models pull` leaves it.
  static void install(const std::filesystem::path& folder, float factor) {
    write_model(folder / "model.xml", factor);
    record(folder, {"model.xml", "model.bin"});
  }

  std::filesystem::path root_;
  Settings settings_;
};

// One model "scaler" of the task "scaling", to be installed in models() / "scaler-1".
inline constexpr const char* kScaler = R"({"models": [{
  "name": "scaler", "task": "scaling", "version": "1", "licence": "MIT", "upstream": "here",
  "folder": "scaler-1", "size": 100, "files": ["model.xml", "model.bin"], "bf16": true,
  "input": {"width": 8, "height": 4, "colour": "rgb", "mean": [1, 2, 3], "scale": [4, 5, 6]},
  "labels": ["cat", "dog"], "numbers": {"stride": 8}}]})";

}  // namespace smarttag::inference
