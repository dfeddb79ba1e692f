# Headers compiled once and read by every file: std for floors that know no Qt, core, quick for what is drawn, and both again for their
# tests. Sources include what they use all the same: the preset asan builds without these.

set(std_headers <algorithm> <array> <atomic> <bit> <chrono> <cmath> <concepts> <cstddef> <cstdint> <cstring> <deque> <expected>
    <functional> <limits> <map> <memory> <mutex> <numeric> <optional> <ranges> <span> <string> <string_view> <unordered_map> <utility>
    <variant> <vector>)
set(core_headers ${std_headers} <QtCore/QtCore>)
set(quick_headers ${core_headers} <QtGui/QtGui> <QtQml/QtQml> <QtQuick/QtQuick>)

# Reads the headers of `kind` first in every file of `target`; each kind is compiled when the first target asks for it.
function(weir_precompile target kind)
    set(owner weir_headers_${kind})
    if(NOT TARGET ${owner})
        file(WRITE ${CMAKE_BINARY_DIR}/headers/${kind}.cpp "")
        add_library(${owner} OBJECT ${CMAKE_BINARY_DIR}/headers/${kind}.cpp)
        set_target_properties(${owner} PROPERTIES AUTOMOC OFF)
        set(headers ${core_headers})
        if(kind MATCHES "^std")
            set(headers ${std_headers})
        elseif(kind MATCHES "^quick")
            set(headers ${quick_headers})
            target_link_libraries(${owner} PRIVATE Qt6::Quick)
        endif()
        target_link_libraries(${owner} PRIVATE Qt6::Core)   # whose flags everything here has
        if(kind MATCHES "_test$")
            list(APPEND headers <QtTest/QtTest>)
            target_link_libraries(${owner} PRIVATE Qt6::Test Qt6::Network)   # the headers of Qt Test ask whether there is a network
            if(kind STREQUAL "quick_test")
                target_link_libraries(${owner} PRIVATE Qt6::Widgets)         # and whether there are widgets
            endif()
        endif()
        target_link_libraries(${owner} PRIVATE weir_compile_options)
        target_precompile_headers(${owner} PRIVATE ${headers})
    endif()
    if(kind MATCHES "^quick")
        target_link_libraries(${target} PRIVATE Qt6::Quick)   # who reads its headers must have its flags, or they are read anew
    endif()
    target_precompile_headers(${target} REUSE_FROM ${owner})
endfunction()
