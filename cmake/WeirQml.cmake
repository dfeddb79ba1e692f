# The window's QML: a folder of qml/ is a module, together with the types that the folder of the same name in src/ui gives QML: Weir.Graph
# is src/ui/graph and qml/graph. It is part of the library of that folder, without a plugin; ui/window/qml_modules.h links them all.

set(QT_QML_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/qml)   # where tools find the types of one module when they look at another

# Makes the library `target` the module of `folder`, with the files of qml/FOLDER where there is one; its types are made of those of the
# modules after DEPENDS. Files are compiled to byte code, not to C++, and all of a module's byte code in one go.
function(weir_qml_module target folder)
    cmake_parse_arguments(arg "" "" "DEPENDS" ${ARGN})
    string(SUBSTRING ${folder} 0 1 first)
    string(SUBSTRING ${folder} 1 -1 others)
    string(TOUPPER ${first} first)
    set(uri Weir.${first}${others})
    file(GLOB files CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/qml/${folder}/*.qml)
    foreach(file ${files})
        get_filename_component(alias ${file} NAME)
        set_source_files_properties(${file} PROPERTIES QT_RESOURCE_ALIAS ${alias})
        if(alias STREQUAL "Theme.qml")
            set_source_files_properties(${file} PROPERTIES QT_QML_SINGLETON_TYPE TRUE)
        endif()
    endforeach()
    set(CMAKE_AUTOMOC OFF)   # in what Qt adds
    qt_add_qml_module(${target} URI ${uri} VERSION 1.0 NO_PLUGIN RESOURCE_PREFIX / DEPENDENCIES ${arg_DEPENDS} QML_FILES ${files})
    if(files)
        set_target_properties(${target} PROPERTIES
            QT_QMLCACHEGEN_ARGUMENTS --only-bytecode UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
        get_target_property(sources ${target} SOURCES)
        list(FILTER sources INCLUDE REGEX "_qml\\.cpp$")
        set_source_files_properties(${sources} PROPERTIES UNITY_GROUP qml)
        target_link_libraries(${target}_qmlcache PRIVATE weir_compile_options)
        weir_precompile(${target}_qmlcache quick)
    endif()
endfunction()
