# smarttag_room(NAME LINK target... [TESTS filter])
#
# A room is the folder that calls this: every *.cc beside it (not in sub-folders) becomes the static library
# smarttag_NAME, every *_test.cc the test program smarttag_NAME_test. A new file needs no line anywhere.
# TESTS is a filter of GoogleTest, for a program some of whose tests another runner starts.
include(GoogleTest)
function(smarttag_room name)
  cmake_parse_arguments(ROOM "" "TESTS" "LINK" ${ARGN})
  if(NOT ROOM_TESTS)
    set(ROOM_TESTS "*")
  endif()
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cc)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cc$")
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")
  set(kind STATIC)
  set(visibility PUBLIC)
  if(NOT sources)
    set(kind INTERFACE)
    set(visibility INTERFACE)
  endif()
  add_library(smarttag_${name} ${kind} ${sources})
  target_include_directories(smarttag_${name} ${visibility} ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(smarttag_${name} ${visibility} ${ROOM_LINK})
  if(tests)
    add_executable(smarttag_${name}_test ${tests})
    target_link_libraries(smarttag_${name}_test PRIVATE smarttag_${name} GTest::gmock GTest::gtest_main)
    # Tests are compiled far longer than they run: without optimisation in half the time.
    target_compile_options(smarttag_${name}_test PRIVATE $<$<CONFIG:RelWithDebInfo>:-O0>)
    target_compile_definitions(smarttag_${name}_test PRIVATE SMARTTAG_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    gtest_discover_tests(smarttag_${name}_test TEST_PREFIX "${name}." DISCOVERY_MODE PRE_TEST
      TEST_FILTER "${ROOM_TESTS}"
      PROPERTIES LABELS unit TIMEOUT 300)
  endif()
endfunction()
