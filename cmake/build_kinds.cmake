# How the program is compiled, for CMakePresets.json to choose from.
option(SMARTTAG_UNITY "compile each room as one unit or few: less work from nothing, whole rooms again after a change" OFF)
option(SMARTTAG_TESTS "unit tests and the tests from outside; need GoogleTest" ON)
set(SMARTTAG_SANITIZER "" CACHE STRING "address (and undefined behaviour), thread, or none")
option(SMARTTAG_FUZZERS "the fuzz targets (*_fuzz.cc); needs clang" OFF)
option(SMARTTAG_COVERAGE "count which lines run (gcov)" OFF)
option(SMARTTAG_WARNINGS_ARE_ERRORS "for developers: their presets set it" OFF)
set(SMARTTAG_COMMIT "" CACHE STRING "the commit that is compiled, where neither git nor an archive of git tells it")

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor $<$<BOOL:${SMARTTAG_WARNINGS_ARE_ERRORS}>:-Werror>)

# Asio 1.74 (Debian 12) looks for the coroutines of clang only in <experimental/coroutine>.
add_compile_definitions($<$<CXX_COMPILER_ID:Clang>:BOOST_ASIO_HAS_CO_AWAIT=1>)

# What costs time is the headers: the files of a room share most of them, and all rooms share those of precompiled.h.
# smarttag_room takes the batches and that header (cmake/packages.cmake makes its target).
if(SMARTTAG_UNITY)
  find_program(BATCHES_PYTHON python3 REQUIRED)
  execute_process(COMMAND ${BATCHES_PYTHON} ${PROJECT_SOURCE_DIR}/cmake/unity_batches.py ${PROJECT_SOURCE_DIR}/src
    OUTPUT_FILE ${PROJECT_BINARY_DIR}/unity_batches.cmake COMMAND_ERROR_IS_FATAL ANY)
  include(${PROJECT_BINARY_DIR}/unity_batches.cmake)
  # A source that changed may need another batch.
  file(GLOB_RECURSE batched CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/*.cc)
  set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${batched}
    ${PROJECT_SOURCE_DIR}/cmake/unity_batches.py)
  # A type with a field from an anonymous namespace is sound in a file of its own; GCC takes the unit's file for a header.
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endif()

if(SMARTTAG_SANITIZER STREQUAL "address")
  set(sanitizers -fsanitize=address,undefined -fno-sanitize-recover=undefined)
elseif(SMARTTAG_SANITIZER STREQUAL "thread")
  set(sanitizers -fsanitize=thread)
elseif(SMARTTAG_SANITIZER)
  message(FATAL_ERROR "SMARTTAG_SANITIZER is address, thread or empty, not ${SMARTTAG_SANITIZER}")
endif()
if(SMARTTAG_SANITIZER)
  add_compile_options(${sanitizers} -fno-omit-frame-pointer)
  add_link_options(${sanitizers})
  string(TOUPPER ${SMARTTAG_SANITIZER} sanitizer)
  add_compile_definitions(SMARTTAG_SANITIZE SMARTTAG_SANITIZE_${sanitizer})
endif()
if(SMARTTAG_FUZZERS)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(SMARTTAG_COVERAGE)
  add_compile_options(--coverage -fprofile-update=atomic)
  add_link_options(--coverage)
endif()
