# Sourced by the scripts beside it: sets JAVA and CLASS_PATH, and builds what is missing or older than its source.

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
root=$(dirname "$here")
JAVA=java
[ -z "${JAVA_HOME:-}" ] || JAVA=$JAVA_HOME/bin/java

stamp=$here/target/lib/.built
if [ ! -e "$stamp" ] || [ -n "$(find "$root"/pom.xml "$root"/*/pom.xml "$root"/*/src -newer "$stamp" -print -quit)" ]; then
    echo "Building the benchmarks…" >&2
    rm -rf "$here/target/lib"
    (cd "$root" && ./mvnw -B -q -Dquickly -pl benchmarks -am package) >&2
    touch "$stamp"
fi
CLASS_PATH=$(echo "$here"/target/sedge-benchmarks-*.jar):$here/target/lib/*
