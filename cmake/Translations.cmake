# Languages of the window besides English, only where they are asked for: -DWEIR_LANGUAGES="de;fr", which needs lupdate and lrelease
# (package qt6-l10n-tools). The target `translations` writes all that is said into resources/translations/weir_LANGUAGE.ts and keeps what
# was translated there; the program is built with those that are there, and speaks the one that the system speaks.

set(WEIR_LANGUAGES "" CACHE STRING "Languages of the window besides English, as in de;fr; needs the package qt6-l10n-tools")

function(weir_translations target)
    if(NOT WEIR_LANGUAGES)
        return()
    endif()
    set(tools ${QT6_INSTALL_PREFIX}/${QT6_INSTALL_BINS})
    find_program(WEIR_LUPDATE lupdate HINTS ${tools} REQUIRED)
    find_program(WEIR_LRELEASE lrelease HINTS ${tools} REQUIRED)
    set(folder ${PROJECT_SOURCE_DIR}/resources/translations)
    foreach(language IN LISTS WEIR_LANGUAGES)
        set(words ${folder}/weir_${language}.ts)
        list(APPEND all_words ${words})
        if(EXISTS ${words})
            set(compiled ${CMAKE_CURRENT_BINARY_DIR}/weir_${language}.qm)
            add_custom_command(OUTPUT ${compiled} COMMAND ${WEIR_LRELEASE} -silent ${words} -qm ${compiled} DEPENDS ${words} VERBATIM)
            list(APPEND all_compiled ${compiled})
        endif()
    endforeach()
    add_custom_target(translations
        COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}
        COMMAND ${WEIR_LUPDATE} -locations none src app qml -ts ${all_words}
        WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} VERBATIM)
    if(all_compiled)
        qt_add_resources(${target} translations PREFIX /translations BASE ${CMAKE_CURRENT_BINARY_DIR} FILES ${all_compiled})
    endif()
endfunction()
