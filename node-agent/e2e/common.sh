# What every script here, and benchmarks/cri, needs of the machine: sourced, not run.

# wait_for SECONDS COMMAND…: tries the command until it succeeds.
wait_for() {
    local end=$(($(date +%s%N) + $1 * 1000000000))
    shift
    until "$@" >/dev/null 2>&1; do
        [ "$(date +%s%N)" -lt "$end" ] || return 1
        sleep 0.1
    done
}

# install PACKAGE…: Debian packages that are missing; what apt says is shown only if it fails.
install() {
    local package missing=() said
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} = 0 ] && return
    said=$({ apt-get update -q && RUNLEVEL=1 apt-get install -yq --no-install-recommends "${missing[@]}"; } 2>&1) || {
        echo "$said" >&2
        echo "cannot install ${missing[*]}" >&2
        exit 1
    }
}
