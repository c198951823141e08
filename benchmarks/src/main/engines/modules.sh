# The real modules: sourced by prepare. Each function is one in C and fetches one source package of Debian 12 into the cache and sets `package`, `sources` and
# `options`, the same for Wasm and for the machine.

RUST_MODULES="rust-markdown rust-json rust-regex"
MODULES="zlib xxhash cmark cjson pcre2 lua sqlite"

module_zlib() {
    package=zlib
    debian_source zlib 1:1.2.13.dfsg-1
    options=(-I.)
    sources=(adler32.c compress.c crc32.c deflate.c inffast.c inflate.c inftrees.c trees.c uncompr.c zutil.c)
}

module_xxhash() {
    package=xxhash
    debian_source xxhash 0.8.1-1
    options=(-I.)
    sources=()
}

module_cmark() {
    package=cmark
    debian_source cmark 0.30.2-6
    local made=$cache/build/cmark
    mkdir -p "$made"
    # What its CMake would write.
    printf '%s\n' '#include <stdbool.h>' '#define HAVE___BUILTIN_EXPECT' '#define HAVE___ATTRIBUTE__' '#define CMARK_ATTRIBUTE(list) __attribute__(list)' \
        '#define CMARK_INLINE inline' >"$made/config.h"
    printf '%s\n' '#define CMARK_VERSION 0x1e02' '#define CMARK_VERSION_STRING "0.30.2"' >"$made/cmark_version.h"
    printf '%s\n' '#define CMARK_EXPORT' '#define CMARK_NO_EXPORT' >"$made/cmark_export.h"
    options=(-I"$made" -Isrc)
    sources=()
    local file
    for file in blocks buffer cmark cmark_ctype commonmark houdini_href_e houdini_html_e houdini_html_u html inlines iterator latex man \
        node references render scanners utf8 xml; do
        sources+=("src/$file.c")
    done
}

module_cjson() {
    package=cjson
    debian_source cjson 1.7.15-1+deb12u4
    options=(-I.)
    sources=(cJSON.c)
}

module_pcre2() {
    package=pcre2
    debian_source pcre2 10.42-1
    local made=$cache/build/pcre2 file
    mkdir -p "$made"
    (cd "$cache/source/pcre2"/*/src && cp config.h.generic "$made/config.h" && cp pcre2.h.generic "$made/pcre2.h" &&
        cp pcre2_chartables.c.dist "$made/pcre2_chartables.c")
    options=(-I"$made" -Isrc -DHAVE_CONFIG_H -DPCRE2_CODE_UNIT_WIDTH=8 -DSUPPORT_UNICODE)
    sources=("$made/pcre2_chartables.c")
    for file in auto_possess chkdint compile config context convert dfa_match error extuni find_bracket maketables match match_data newline ord2utf \
        pattern_info script_run serialize string_utils study substitute substring tables ucd valid_utf xclass; do
        file=src/pcre2_$file.c
        [ ! -e "$cache/source/pcre2"/*/"$file" ] || sources+=("$file")
    done
}

module_lua() {
    package=lua5.4
    debian_source lua5.4 5.4.4-3+deb12u1
    local made=$cache/build/lua file
    mkdir -p "$made"
    # Debian's own addition to the search path for libraries, which is not used here.
    printf '#define DEB_HOST_MULTIARCH "none"\n' >"$made/lua5.4-deb-multiarch.h"
    : >"$made/setjmp.h"
    # No longjmp in WASI: an error ends the program. No clock and no address in seeds, so that every run does the same.
    options=(-I"$made" -Isrc "-DLUAI_THROW(L,c)=abort()" "-DLUAI_TRY(L,c,a)={a}" -Dluai_jmpbuf=int -Dl_signalT=int "-Dluai_makeseed(L)=42u" "-Dl_randomizePivot()=0u")
    sources=()
    for file in lapi lauxlib lbaselib lcode lctype ldebug ldo ldump lfunc lgc llex lmathlib lmem lobject lopcodes lparser lstate lstring \
        lstrlib ltable ltablib ltm lundump lvm lzio; do
        sources+=("src/$file.c")
    done
}

module_sqlite() {
    package=sqlite3
    debian_source sqlite3 3.40.1-2+deb12u2
    local made=$cache/build/sqlite
    [ -e "$made/sqlite3.c" ] || (rm -rf "$made" && mkdir -p "$made" && cd "$made" && sh "$(echo "$cache/source/sqlite3"/*/configure)" && make sqlite3.c)
    options=(-I"$made" -DSQLITE_OS_OTHER=1 -DSQLITE_THREADSAFE=0 -DSQLITE_TEMP_STORE=3 -DSQLITE_OMIT_WAL -DSQLITE_OMIT_LOAD_EXTENSION
        -DSQLITE_OMIT_LOCALTIME -DSQLITE_DEFAULT_MEMSTATUS=0)
    sources=("$made/sqlite3.c")
}
