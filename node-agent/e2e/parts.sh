# Which programs of other projects the end-to-end tests use, and where they are kept: sourced, not run.

kubernetes=1.36.3
kubernetes_old=1.20.15
cri_tools=1.37.0
openyurt=1.7.0
golang_sys=v0.50.0

cache=${SEDGE_E2E_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/sedge-e2e}

# part NAME VERSION: the directory with its programs.
part() {
    echo "$cache/$1-$2"
}
