# shellcheck shell=bash
# Shared by app/run and tests/run: the packages, and a configured build directory. Sourced, not run; messages go to
# standard error, so that standard output is the program's own.

# GROUP  PACKAGE[,THE SAME UNDER ANOTHER NAME...]  WHY
# Groups: build and run for the program, headless to show it without a display, wayland for a session that has nothing
# else, test for the tests, fuzz and mutation for tests/fuzz/run and tests/mutation/run. Names are those of Debian 12 and
# Ubuntu 24.04.
weir_packages() {
    cat <<'END'
build    g++                                  the C++23 compiler
build    cmake                                configures the build
build    ninja-build                          runs the build
build    pkg-config,pkgconf                   finds libraries that bring no CMake files
build    qt6-base-dev                         Qt: core, network, windows
build    qt6-base-private-dev                 Qt's graphics interface (QRhi), which the graph is drawn with
build    qt6-declarative-dev                  Qt Quick, the window
build    qt6-declarative-private-dev          Qt Quick's render node
build    qt6-websockets-dev                   the stream's transport
build    qt6-charts-dev,libqt6charts6-dev     the dashboard's charts
build    qt6-shadertools-dev,libqt6shadertools6-dev   shaders in the build
build    qt6-shader-baker                     the shader compiler
build    libgl-dev                            OpenGL headers that Qt's build files ask for
build    libvulkan-dev                        Vulkan headers, for Qt's graphics interface
build    flatbuffers-compiler                 the wire format's compiler
build    libflatbuffers-dev                   the wire format
build    libpng-dev                           pictures that are saved, some rows at a time
build    libzstd-dev                          compression of the stream
build    libxxhash-dev                        digests of the graph
build    libexpat1-dev                        reads XML (source file)
build    libsimdjson-dev                      reads JSON (sources file and events)
build    zlib1g-dev                           reads files that are packed with gzip
build    robin-map-dev                        hash maps of keys
build    libssl-dev                           signatures of tokens, kinds of keys
build    prometheus-cpp-dev                   the text format of weir-server's metrics
build    libapt-pkg-dev                       the package graph (source debian)
run      qml6-module-qtquick                  Qt Quick at run time
run      qml6-module-qtquick-window           the window
run      qml6-module-qtquick-controls         buttons and fields
run      qml6-module-qtquick-templates        what controls are made of
run      qml6-module-qtquick-layouts          rows, columns and grids
run      qml6-module-qtquick-dialogs          file and message dialogs
run      qml6-module-qt-labs-folderlistmodel  the file dialog's list
run      qml6-module-qtqml-workerscript       asked for by Qt Quick
run      qml6-module-qtcharts                 the dashboard's charts
run      libgl1-mesa-dri                      OpenGL drivers, also without a graphics card
run      fonts-roboto-unhinted                the window's font
wayland  qt6-wayland                          a window in a Wayland session
headless xvfb                                 a display for a machine that has none
headless xauth                                asked for by xvfb-run
test     qml6-module-qttest                   tests written in QML
test     clang-format-19                      the shape of files that tests/formatter/held names
test     qml6-module-qtqml                    what qmllint knows of QML itself
test     qml6-module-qtqml-models             and of its models
test     mesa-vulkan-drivers                  Vulkan without a graphics card
test     fonts-noto-core                      labels in all scripts
fuzz     clang-19                             the compiler that libFuzzer belongs to
fuzz     libclang-rt-19-dev                   libFuzzer and the sanitizers
mutation python3                              runs the table of planted faults
END
}

# Installs what is missing of the given groups; does nothing, in milliseconds, when nothing is.
weir_install() {
    local groups=" $* "
    if ! command -v dpkg-query >/dev/null; then
        echo "weir: no dpkg here, so nothing is installed. Needed are, under their Debian names:" >&2
        weir_packages | while read -r group names why; do
            if [[ $groups == *" $group "* ]]; then
                printf '  %-36s %s\n' "${names%%,*}" "$why" >&2
            fi
        done
        return 0
    fi

    local group names why name
    local -a wanted=() reasons=() every=()
    while read -r group names why; do
        [[ $groups == *" $group "* ]] || continue
        wanted+=("$names")
        reasons+=("$why")
        IFS=, read -ra alternatives <<<"$names"
        every+=("${alternatives[@]}")
    done < <(weir_packages)

    # dpkg-query fails where it does not know a name, which is what is asked.
    local installed
    installed=" $({ dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' "${every[@]}" 2>/dev/null || true; } |
        sed -n 's/^[ih]i *//p' | tr '\n' ' ')"
    local -a missing=()
    local i
    for i in "${!wanted[@]}"; do
        local found=no
        IFS=, read -ra alternatives <<<"${wanted[i]}"
        for name in "${alternatives[@]}"; do
            [[ $installed == *" $name "* ]] && found=yes
        done
        [[ $found == yes ]] || missing+=("$i")
    done
    ((${#missing[@]} > 0)) || return 0

    echo "weir: installing what is missing:" >&2
    for i in "${missing[@]}"; do
        printf '  %-36s %s\n' "${wanted[i]%%,*}" "${reasons[i]}" >&2
    done
    local -a as_root=()
    if ((EUID != 0)); then
        if ! command -v sudo >/dev/null; then
            echo "weir: installing needs root; run this once as root, or install the packages above yourself." >&2
            return 1
        fi
        as_root=(sudo)
        echo "weir: sudo may ask for your password, for apt-get alone." >&2
    fi
    "${as_root[@]}" apt-get update -qq >&2

    local -a chosen=()
    for i in "${missing[@]}"; do
        IFS=, read -ra alternatives <<<"${wanted[i]}"
        local choice=${alternatives[0]}
        for name in "${alternatives[@]}"; do
            if apt-cache show "$name" >/dev/null 2>&1; then
                choice=$name
                break
            fi
        done
        chosen+=("$choice")
    done
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${chosen[@]}" </dev/null >&2
}

# weir_build SOURCE BUILD TARGET CONFIGURE_OPTION...: configures when BUILD is new or was made for another place, then
# builds. Ninja looks by itself whether files came or went.
weir_build() {
    local source=$1 build=$2 target=$3
    local -a options=("${@:4}")
    if [[ -f $build/CMakeCache.txt ]] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$source" "$build/CMakeCache.txt"; then
        rm -rf "$build"
    fi
    if [[ ! -f $build/build.ninja ]]; then
        if command -v ccache >/dev/null; then
            options+=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
        fi
        if command -v ld.lld >/dev/null; then
            options+=(-DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=lld)
        fi
        cmake -S "$source" -B "$build" -G Ninja "${options[@]}" >&2
    fi
    # Else ccache does not know what it may make of headers that were compiled before.
    export CCACHE_SLOPPINESS=${CCACHE_SLOPPINESS:-pch_defines,time_macros}
    NINJA_STATUS="[%f/%t, %es] " ninja -C "$build" "$target" >&2
}
