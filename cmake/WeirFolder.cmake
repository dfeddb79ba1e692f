# One call a folder of src/ that has a row in the table of src/README.md: the library weir_NAME (with _ for /) of its files and those
# below it. USES is its row (tests/floors holds the includes against both), PRECOMPILED says which headers all its files read, see
# Precompiled.cmake, and QML that it has types for QML, see WeirQml.cmake.

add_library(weir_compile_options INTERFACE)
target_compile_options(weir_compile_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wconversion -Wno-sign-conversion)
target_compile_definitions(weir_compile_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_NO_KEYWORDS QT_NO_CONTEXTLESS_CONNECT
    WEIR_VERSION="${PROJECT_VERSION}")
if(WEIR_SANITIZE)
    target_compile_options(weir_compile_options INTERFACE -fsanitize=${WEIR_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(weir_compile_options INTERFACE -fsanitize=${WEIR_SANITIZE})
endif()
if("thread" IN_LIST WEIR_SANITIZE)
    # Into every program, so that it is told of the order that Qt promises whoever starts it.
    add_library(weir_qt_synchronisation OBJECT ${PROJECT_SOURCE_DIR}/tests/sanitizers/qt_synchronisation.cpp)
    set_target_properties(weir_qt_synchronisation PROPERTIES AUTOMOC OFF)
    target_link_libraries(weir_qt_synchronisation PRIVATE Qt6::CorePrivate)
    set(is_program $<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>)
    target_sources(weir_compile_options INTERFACE $<${is_program}:$<TARGET_OBJECTS:weir_qt_synchronisation>>)
    foreach(function _ZN16QCoreApplication9postEventEP7QObjectP6QEventi _ZN7QThread4waitE14QDeadlineTimer
            _ZN10QSemaphore7releaseEi _ZN10QSemaphore7acquireEi _ZN10QSemaphore10tryAcquireEii)
        target_link_options(weir_compile_options INTERFACE LINKER:--wrap=${function})
    endforeach()
endif()

function(weir_folder name)
    cmake_parse_arguments(arg "QML" "PRECOMPILED" "USES;LIBRARIES" ${ARGN})
    get_filename_component(folder ${name} NAME)
    string(REPLACE "/" "_" name ${name})
    string(REPLACE "/" "_" arg_USES "${arg_USES}")
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/*.h)
    list(TRANSFORM arg_USES PREPEND weir_)
    add_library(weir_${name} STATIC ${sources})
    target_include_directories(weir_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(weir_${name} PUBLIC ${arg_USES} ${arg_LIBRARIES} PRIVATE weir_compile_options)
    weir_precompile(weir_${name} "${arg_PRECOMPILED}")
    if(arg_QML)
        set(modules QtQuick)
        foreach(used ${arg_USES})
            get_target_property(uri ${used} QT_QML_MODULE_URI)
            if(uri)
                list(APPEND modules ${uri})
            endif()
        endforeach()
        if("Qt6::Charts" IN_LIST arg_LIBRARIES)
            list(APPEND modules QtCharts)
        endif()
        weir_qml_module(weir_${name} ${folder} DEPENDS ${modules})
    endif()
endfunction()
