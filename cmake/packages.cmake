# Every third-party package of the program, found once. docs/dependencies.md says why each was chosen.
find_package(PkgConfig REQUIRED)
find_package(OpenVINO REQUIRED COMPONENTS Runtime)  # OpenVINO_DIR is given by setup/
find_package(nlohmann_json REQUIRED)
find_path(RAPIDJSON_INCLUDE rapidjson/schema.h REQUIRED)  # headers only
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tl-expected REQUIRED)
find_package(CURL REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(Boost REQUIRED)  # headers only
find_package(ZLIB REQUIRED)
find_package(Protobuf REQUIRED)
if(SMARTTAG_TESTS)
  find_package(GTest REQUIRED)
endif()
find_package(Threads REQUIRED)
pkg_check_modules(FFMPEG REQUIRED IMPORTED_TARGET libavformat libavcodec libavfilter libswscale libswresample libavutil)
pkg_check_modules(HEIF REQUIRED IMPORTED_TARGET libheif)
pkg_check_modules(WEBP REQUIRED IMPORTED_TARGET libwebpdemux)
find_package(ICU REQUIRED COMPONENTS uc i18n)
find_library(STEMMER_LIBRARY stemmer REQUIRED)
pkg_check_modules(OPENCC REQUIRED IMPORTED_TARGET opencc)
pkg_check_modules(PUGIXML REQUIRED IMPORTED_TARGET pugixml)
pkg_check_modules(RABBITMQ REQUIRED IMPORTED_TARGET librabbitmq)
pkg_check_modules(SECCOMP REQUIRED IMPORTED_TARGET libseccomp)
pkg_check_modules(PROMETHEUS REQUIRED IMPORTED_TARGET prometheus-cpp-core)
pkg_check_modules(TOMLPLUSPLUS REQUIRED IMPORTED_TARGET tomlplusplus)

# Debian ships OpenCV's CMake package only with all of OpenCV (145 packages); five of its libraries are needed here.
find_path(OPENCV_INCLUDE opencv2/imgproc.hpp PATH_SUFFIXES opencv4 REQUIRED)
foreach(module core imgproc flann features2d calib3d)
  find_library(OPENCV_${module} opencv_${module} REQUIRED)
  add_library(OpenCV::${module} UNKNOWN IMPORTED)
  set_target_properties(OpenCV::${module} PROPERTIES
    IMPORTED_LOCATION ${OPENCV_${module}} INTERFACE_INCLUDE_DIRECTORIES ${OPENCV_INCLUDE})
endforeach()
target_link_libraries(OpenCV::imgproc INTERFACE OpenCV::core)
target_link_libraries(OpenCV::features2d INTERFACE OpenCV::flann OpenCV::imgproc)
target_link_libraries(OpenCV::calib3d INTERFACE OpenCV::features2d)

# Two libraries bring a libtbb.so.12: OpenVINO its own, OpenCV the distribution's, and the first to be loaded serves
# both. It is to be OpenVINO's (newer, and the one it is tested with): a direct need of the program is loaded first.
get_target_property(OPENVINO_LIBRARY openvino::runtime LOCATION)
get_filename_component(OPENVINO_LIBRARIES ${OPENVINO_LIBRARY} DIRECTORY)
set(OPENVINO_TBB ${OPENVINO_LIBRARIES}/libtbb.so.12)
if(EXISTS ${OPENVINO_TBB})
  target_link_libraries(openvino::runtime INTERFACE
    "-Wl,--push-state,--no-as-needed" ${OPENVINO_TBB} "-Wl,--pop-state")
endif()

# For smarttag_room in builds of large units.
if(SMARTTAG_UNITY)
  file(WRITE ${PROJECT_BINARY_DIR}/precompiled.cc "")
  add_library(smarttag_precompiled OBJECT ${PROJECT_BINARY_DIR}/precompiled.cc)
  target_link_libraries(smarttag_precompiled PRIVATE spdlog::spdlog)
  target_precompile_headers(smarttag_precompiled PRIVATE ${PROJECT_SOURCE_DIR}/cmake/precompiled.h)
  if(SMARTTAG_TESTS)
    # A program, as the tests are: clang takes a precompiled header only for what is compiled with the same options.
    file(WRITE ${PROJECT_BINARY_DIR}/precompiled_tests.cc "int main() {}\n")
    add_executable(smarttag_precompiled_tests EXCLUDE_FROM_ALL ${PROJECT_BINARY_DIR}/precompiled_tests.cc)
    target_link_libraries(smarttag_precompiled_tests PRIVATE spdlog::spdlog GTest::gmock)
    target_compile_options(smarttag_precompiled_tests PRIVATE $<$<CONFIG:RelWithDebInfo>:-O0>)
    target_precompile_headers(smarttag_precompiled_tests PRIVATE ${PROJECT_SOURCE_DIR}/cmake/precompiled.h
      <gmock/gmock.h> <gtest/gtest.h>)
  endif()
endif()
