# What `cmake --install` and the Debian package hold: the program and what it reads, below the prefix; no compiler, no
# build. packaging/smarttag, which becomes PREFIX/bin/smarttag, says how they find each other.
install(TARGETS smarttag DESTINATION lib/smarttag)
install(PROGRAMS packaging/smarttag DESTINATION bin)
install(PROGRAMS packaging/python3 DESTINATION lib/smarttag)
install(DIRECTORY data DESTINATION share/smarttag)
install(DIRECTORY docs/schemas DESTINATION share/smarttag/docs)
install(DIRECTORY models DESTINATION share/smarttag USE_SOURCE_PERMISSIONS
  PATTERN tests EXCLUDE PATTERN __pycache__ EXCLUDE)
install(PROGRAMS setup/make-sample DESTINATION share/smarttag/setup)
install(FILES README.md CHANGELOG.md THIRD_PARTY_NOTICES.md DESTINATION share/doc/smarttag)
install(FILES LICENSE DESTINATION share/doc/smarttag RENAME copyright)
install(DIRECTORY docs DESTINATION share/doc/smarttag)
install(FILES packaging/smarttag.service DESTINATION lib/systemd/system)

# OpenVINO and NumPy as their wheels bring them: the program runs with OpenVINO's libraries, the recipes with all of it.
# Of OpenVINO's devices only the CPU is used. pip is what the recipes fetch with.
cmake_path(GET OPENVINO_LIBRARIES PARENT_PATH openvino_python)
cmake_path(GET openvino_python PARENT_PATH site_packages)
install(DIRECTORY ${site_packages}/ DESTINATION lib/smarttag/python
  REGEX "/site-packages/(setuptools|pkg_resources|_distutils_hack|setuptools-.*|distutils-precedence.pth)$" EXCLUDE
  REGEX "/__pycache__$" EXCLUDE
  REGEX "/numpy/(tests|.*/tests|.*/include)$" EXCLUDE
  REGEX "/openvino/(include|cmake|libs/cache.json|libs/libopenvino_intel_[gn]pu_plugin.so)$" EXCLUDE)
set_target_properties(smarttag PROPERTIES INSTALL_RPATH "$ORIGIN/python/openvino/libs")

# Outside the prefix, and so in the package alone.
install(FILES packaging/smarttag.toml DESTINATION /etc/smarttag COMPONENT configuration EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME smarttag)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "the maintainers of smarttag <smarttag@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "smart tagging of video, pictures and sound, offline")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_PREFIX /usr)  # the one that counts with CPACK_SET_DESTDIR, else /usr/local
set(CPACK_STRIP_FILES ON)
set(CPACK_SET_DESTDIR ON)
set(CPACK_INSTALL_CMAKE_PROJECTS "${PROJECT_BINARY_DIR};smarttag;ALL;/;${PROJECT_BINARY_DIR};smarttag;configuration;/")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE zstd)
set(CPACK_DEBIAN_PACKAGE_SECTION video)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${OPENVINO_LIBRARIES} ${site_packages}/numpy.libs)
# The compiled parts of the Python packages fit one version of Python.
if(NOT SMARTTAG_PYTHON)
  find_program(SMARTTAG_PYTHON python3 REQUIRED)
endif()
execute_process(COMMAND ${SMARTTAG_PYTHON} -c "import sys; print('%d.%d;3.%d' % (*sys.version_info[:2], sys.version_info[1] + 1))"
  OUTPUT_VARIABLE python_versions OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
list(GET python_versions 0 python_version)
list(GET python_versions 1 next_python_version)
set(CPACK_DEBIAN_PACKAGE_DEPENDS
  "python3 (>= ${python_version}), python3 (<< ${next_python_version}), ca-certificates, adduser")
if(python_version VERSION_LESS 3.12)  # pip needs it; Python has none any more since 3.12, and Ubuntu 24.04 no such package
  string(APPEND CPACK_DEBIAN_PACKAGE_DEPENDS ", python3-distutils")
endif()
# For `smarttag analyze --sample`.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "ffmpeg, espeak-ng, fontconfig, fonts-dejavu-core, fonts-wqy-microhei")
file(WRITE ${PROJECT_BINARY_DIR}/packaging/conffiles "/etc/smarttag/smarttag.toml\n")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${PROJECT_SOURCE_DIR}/packaging/debian/postinst
  ${PROJECT_SOURCE_DIR}/packaging/debian/prerm ${PROJECT_SOURCE_DIR}/packaging/debian/postrm
  ${PROJECT_BINARY_DIR}/packaging/conffiles)
include(CPack)
