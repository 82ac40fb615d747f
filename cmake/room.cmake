# smarttag_room(NAME LINK target... [TEST_LINK target...] [TESTS filter])
#
# A room is the folder that calls this: every *.cc beside it (not in sub-folders) becomes the static library
# smarttag_NAME, every *_test.cc the test program smarttag_NAME_test. A new file needs no line anywhere.
# TEST_LINK is what its tests need beside the room itself; TESTS a filter of GoogleTest, for a program some of whose tests
# another runner starts.
include(GoogleTest)
function(smarttag_room name)
  cmake_parse_arguments(ROOM "" "TESTS" "LINK;TEST_LINK" ${ARGN})
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
  if(SMARTTAG_UNITY AND sources)
    set_target_properties(smarttag_${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
    if("smarttag_base" IN_LIST ROOM_LINK OR NOT ROOM_LINK MATCHES "^[A-Z]")  # those that have its libraries
      target_precompile_headers(smarttag_${name} REUSE_FROM smarttag_precompiled)
    endif()
    foreach(source ${sources})
      set_source_files_properties(${source} PROPERTIES UNITY_GROUP "batch_${batch_${source}}")
    endforeach()
  endif()
  target_include_directories(smarttag_${name} ${visibility} ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(smarttag_${name} ${visibility} ${ROOM_LINK})
  if(tests AND SMARTTAG_TESTS)
    add_executable(smarttag_${name}_test ${tests})
    target_link_libraries(smarttag_${name}_test PRIVATE smarttag_${name} ${ROOM_TEST_LINK} GTest::gmock GTest::gtest_main)
    # Tests are compiled far longer than they run: without optimisation in half the time.
    target_compile_options(smarttag_${name}_test PRIVATE $<$<CONFIG:RelWithDebInfo>:-O0>)
    target_compile_definitions(smarttag_${name}_test PRIVATE SMARTTAG_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    gtest_discover_tests(smarttag_${name}_test TEST_PREFIX "${name}." DISCOVERY_MODE PRE_TEST
      TEST_FILTER "${ROOM_TESTS}"
      PROPERTIES LABELS unit TIMEOUT 300)
  endif()
endfunction()
