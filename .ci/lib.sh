# Shared by the scripts of .ci: sourced, not run.

heading() {
    printf '\n==== %s\n' "$*"
}

# Prints the home of an installed JDK of the given feature version.
jdk_home() {
    local javac home known
    # JDKs are installed side by side: that of JAVA_HOME or of the PATH tells where the others are.
    known=${JAVA_HOME:+$JAVA_HOME/bin/javac}
    known=$(readlink -f "${known:-$(command -v javac)}") || true
    for javac in "$known" "${known%/*/bin/javac}"/*/bin/javac; do
        [ -x "$javac" ] || continue
        case "$("$javac" -version 2>&1)" in
            "javac $1" | "javac $1."*)
                home=$(readlink -f "$javac")
                echo "${home%/bin/javac}"
                return
                ;;
        esac
    done
    echo "No JDK $1 is installed here; install one (Debian: openjdk-$1-jdk or temurin-$1-jdk)." >&2
    return 1
}
