# A cluster of one node on the loopback interface, made of real parts with Sedge as the container runtime: sourced, not run.
#
# The control plane runs as it is. What belongs to the node (agent, YurtHub, kubelet) runs in a mount namespace of its
# own, where /var/log, /var/lib/kubelet, /etc/kubernetes, /run/sedge and the kernel's boot id are files below the state
# directory: a kubelet finds its usual places there, a reboot can be acted, and nothing stays mounted when it ends.

e2e=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
project=$(CDPATH='' cd -- "$e2e/../.." && pwd)
# shellcheck source=common.sh
. "$e2e/common.sh"
# shellcheck source=parts.sh
. "$e2e/parts.sh"
# shellcheck source=processes.sh
. "$e2e/processes.sh"

sedge=$project/node-agent/target/sedge/bin/sedge
example=$project/node-agent/src/main/resources/dev/sedge/agent/demo/wasi_example_main.wasm
node=$state/node
pki=$state/pki
mirror=127.0.0.1:15000
api=https://127.0.0.1:16443
socket=unix:///run/sedge/sedge.sock
export PATH=$PATH:/usr/sbin:/sbin

# The installation of this checkout, made without tests if it is not there.
build_sedge() {
    [ ! -x "$sedge" ] || return 0
    command -v javac >/dev/null || [ -n "${JAVA_HOME:-}" ] || install openjdk-17-jdk-headless
    echo "building Sedge"
    (cd "$project" && ./mvnw -B -q -Dquickly -pl node-agent -am package) || exit 1
}

# kubelet refuses a node address on the loopback interface.
node_address() {
    ip -4 -o address show scope global | awk '{ sub(/\/.*/, "", $4); print $4; exit }'
}

admin() {
    "$(part kubernetes "$kubernetes")/kubectl" --kubeconfig "$pki/admin.conf" --cache-dir "$state/kubectl-cache" "$@"
}

# ---- keys, certificates, tokens

# certificate NAME SUBJECT EXTENSION: a key and a certificate that the CA signed.
certificate() {
    openssl req -newkey rsa:2048 -nodes -keyout "$pki/$1.key" -subj "$2" -out "$pki/$1.csr" 2>/dev/null &&
        openssl x509 -req -in "$pki/$1.csr" -CA "$pki/ca.crt" -CAkey "$pki/ca.key" -CAcreateserial -days 30 \
            -extfile <(echo "$3") -out "$pki/$1.crt" 2>/dev/null
}

# kubeconfig NAME SERVER [TOKEN]: without a token for YurtHub, which adds its own certificate.
kubeconfig() {
    local cluster="server: $2" user='{}'
    [ $# -lt 3 ] || {
        cluster="$cluster, certificate-authority: $pki/ca.crt"
        user="{token: $3}"
    }
    cat >"$pki/$1.conf" <<YAML
apiVersion: v1
kind: Config
clusters: [{name: e2e, cluster: {$cluster}}]
users: [{name: $1, user: $user}]
contexts: [{name: e2e, context: {cluster: e2e, user: $1}}]
current-context: e2e
YAML
}

make_pki() {
    mkdir -p "$pki" && chmod 700 "$pki"
    openssl req -x509 -newkey rsa:2048 -nodes -keyout "$pki/ca.key" -out "$pki/ca.crt" -subj /CN=sedge-e2e -days 30 2>/dev/null
    certificate apiserver /CN=kube-apiserver "subjectAltName=DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,\
DNS:kubernetes.default.svc,IP:127.0.0.1,IP:10.96.0.1,IP:$(node_address)"
    certificate client /O=system:masters/CN=apiserver-kubelet-client extendedKeyUsage=clientAuth
    certificate hub /O=system:nodes/CN=system:node:localhost extendedKeyUsage=clientAuth
    openssl genrsa -out "$pki/accounts.key" 2048 2>/dev/null
    openssl rsa -in "$pki/accounts.key" -pubout -out "$pki/accounts.pub" 2>/dev/null
    local admin_token kubelet_token
    admin_token=$(openssl rand -hex 16)
    kubelet_token=$(openssl rand -hex 16)
    cat >"$pki/tokens.csv" <<CSV
$admin_token,admin,admin,"system:masters"
$kubelet_token,system:node:localhost,kubelet,"system:nodes"
CSV
    kubeconfig admin $api "$admin_token"
    kubeconfig kubelet $api "$kubelet_token"
    kubeconfig kubelet-hub http://127.0.0.1:10261
}

# ---- the cloud

start_etcd() {
    start etcd etcd --name e --data-dir "$state/etcd" --unsafe-no-fsync \
        --listen-client-urls http://127.0.0.1:12379 --advertise-client-urls http://127.0.0.1:12379 \
        --listen-peer-urls http://127.0.0.1:12380 --initial-advertise-peer-urls http://127.0.0.1:12380 \
        --initial-cluster e=http://127.0.0.1:12380
    must 20 etcd curl -fs http://127.0.0.1:12379/health
}

start_apiserver() {
    start apiserver "$(part kubernetes "$kubernetes")/kube-apiserver" --etcd-servers=http://127.0.0.1:12379 \
        --bind-address=127.0.0.1 --secure-port=16443 "--advertise-address=$(node_address)" --cert-dir="$state/apiserver" \
        --tls-cert-file="$pki/apiserver.crt" --tls-private-key-file="$pki/apiserver.key" --client-ca-file="$pki/ca.crt" \
        --token-auth-file="$pki/tokens.csv" --anonymous-auth=false --authorization-mode=Node,RBAC \
        --enable-admission-plugins=NodeRestriction --service-account-issuer=https://kubernetes.default.svc \
        --service-account-signing-key-file="$pki/accounts.key" --service-account-key-file="$pki/accounts.pub" \
        --service-cluster-ip-range=10.96.0.0/16 --kubelet-client-certificate="$pki/client.crt" \
        --kubelet-client-key="$pki/client.key" --kubelet-preferred-address-types=Hostname --allow-privileged=true
    must 60 apiserver admin get --raw /readyz
}

start_controllers() {
    start controller-manager "$(part kubernetes "$kubernetes")/kube-controller-manager" --kubeconfig="$pki/admin.conf" \
        --bind-address=127.0.0.1 --secure-port=10257 --service-account-private-key-file="$pki/accounts.key" \
        --root-ca-file="$pki/ca.crt" --cluster-signing-cert-file="$pki/ca.crt" --cluster-signing-key-file="$pki/ca.key" \
        --use-service-account-credentials=false --leader-elect=false --cert-dir="$state/controller-manager"
    start scheduler "$(part kubernetes "$kubernetes")/kube-scheduler" --kubeconfig="$pki/admin.conf" \
        --bind-address=127.0.0.1 --secure-port=10259 --cert-dir="$state/scheduler" --leader-elect=false
    must 60 controller-manager admin get serviceaccount default
}

# ---- the registry, under the names of others

start_registry() {
    mkdir -p "$state/registry"
    cat >"$state/registry.yml" <<YAML
version: 0.1
log: {level: error, accesslog: {disabled: true}}
storage:
  filesystem: {rootdirectory: $state/registry}
  delete: {enabled: true}
http: {addr: $mirror}
YAML
    start registry docker-registry serve "$state/registry.yml"
    must 20 registry curl -fs "http://$mirror/v2/"
}

publish_example() {
    "$sedge" push --plain-http "$example" "$mirror/hydai/wasm-wasi-example:with-wasm-annotation" >/dev/null
}

# ---- the node

# What a node has of its own, from the first start on: see the top of this file.
start_node() {
    local place
    mkdir -p "$node"/{log,kubelet/pki,kubernetes/pki,run,sedge,manifests}
    # Where the machine has no such directory, it is made for as long as the cluster is there.
    for place in /var/lib/kubelet /etc/kubernetes /run/sedge; do
        [ -d "$place" ] || { mkdir "$place" && echo "$place" >>"$state/made"; }
    done
    printf '%s: %s\n' runtime-endpoint $socket image-endpoint $socket timeout 10 >"$node/crictl.yaml"
    new_boot
    # shellcheck disable=SC2016 # the inner shell's
    start node unshare --mount --propagation slave sh -ec '
        mount --bind "$1/log" /var/log
        mount --bind "$1/kubelet" /var/lib/kubelet
        mount --bind "$1/kubernetes" /etc/kubernetes
        mount --bind "$1/run" /run/sedge
        mount --bind "$1/boot" /proc/sys/kernel/random/boot_id
        touch "$1/ready"
        exec sleep infinity' node "$node"
    must 10 node test -e "$node/ready"
}

# Another boot id, as after a restart of the machine.
new_boot() {
    cat /proc/sys/kernel/random/uuid >"$node/boot"
}

# on_node COMMAND…: in the node's mount namespace, in the directory of now.
on_node() {
    nsenter --target "$(process node)" --mount --wd=. -- "$@"
}

# runtime ARGUMENT…: crictl on the node.
runtime() {
    on_node "$(part cri-tools "$cri_tools")/crictl" --config "$node/crictl.yaml" "$@"
}

start_on_node() { # NAME COMMAND…
    local name=$1
    shift
    start "$name" nsenter --target "$(process node)" --mount -- "$@"
}

# What a node's owner would write; $registry_hosts and $policy may say more.
write_agent_config() {
    local host
    {
        echo "listen: $socket"
        echo "root: $node/sedge"
        echo "policy:"
        echo "  stale-if-offline: ${stale_if_offline:-false}"
        echo "  network: {ports: [${granted_ports:-18000-18999}], exposed-ports: ${exposed_ports:-false}}"
        echo "registries:"
        for host in ${registry_hosts:-docker.io}; do
            echo "  $host: {mirrors: [\"http://$mirror\"]}"
        done
    } >"$node/config.yaml"
}

agent_answers() {
    runtime --timeout 2s version
}

start_agent() {
    [ -e "$node/config.yaml" ] || write_agent_config
    start_on_node sedge "$sedge" serve --config "$node/config.yaml"
    must 30 sedge agent_answers
}

hub_ready() {
    [ "$(curl -fs http://127.0.0.1:10267/v1/readyz)" = OK ] && return
    # It asks for a serving certificate, which nobody here but we can approve.
    admin get csr -o name 2>/dev/null | xargs -r "$(part kubernetes "$kubernetes")/kubectl" --kubeconfig "$pki/admin.conf" certificate approve
    return 1
}

start_yurthub() {
    start_on_node yurthub "$(part openyurt "$openyurt")/yurthub" --node-name=localhost --nodepool-name=e2e --server-addr=$api \
        --bootstrap-mode=kubeletcertificate --bind-address=127.0.0.1 --working-mode=edge --namespace=kube-system \
        --enable-dummy-if=false --enable-resource-filter=false --node-ip=127.0.0.1 --disk-cache-path="$node/yurthub/cache" \
        --root-dir="$node/yurthub" --v=2
}

# What the first start of YurtHub needs: a node's certificate where kubeadm leaves it, rights and a setting.
first_yurthub() {
    cp "$pki/ca.crt" "$node/kubernetes/pki/ca.crt"
    cp "$pki/kubelet.conf" "$node/kubernetes/kubelet.conf"
    cat "$pki/hub.crt" "$pki/hub.key" >"$node/kubelet/pki/kubelet-client-current.pem"
    admin apply -f "$e2e/yurthub.yaml" >/dev/null
    start_yurthub
    must 60 yurthub hub_ready
}

current_kubelet_config() {
    cat >"$node/kubelet.yaml" <<YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: 127.0.0.1
port: 10250
readOnlyPort: 0
healthzBindAddress: 127.0.0.1
authentication: {anonymous: {enabled: false}, webhook: {enabled: false}, x509: {clientCAFile: $pki/ca.crt}}
authorization: {mode: AlwaysAllow}
# No cgroup tree, swap setting or netfilter is asked of the machine, and a full disk does not evict pods.
cgroupsPerQOS: false
enforceNodeAllocatable: []
failSwapOn: false
failCgroupV1: false
makeIPTablesUtilChains: false
imageGCHighThresholdPercent: 99
imageGCLowThresholdPercent: 98
evictionHard: {memory.available: 50Mi, nodefs.available: 1%}
resolvConf: /etc/resolv.conf
clusterDNS: [10.96.0.10]
clusterDomain: cluster.local
staticPodPath: $node/manifests
containerRuntimeEndpoint: $socket
YAML
    # YurtHub answers a list by watch with silence when the cloud is away.
    [ "$with_yurthub" = no ] || echo 'featureGates: {WatchListClient: false}' >>"$node/kubelet.yaml"
}

kubelet_answers() {
    curl -fs http://127.0.0.1:10248/healthz
}

start_kubelet() {
    local config=$pki/kubelet.conf
    [ "$with_yurthub" = no ] || config=$pki/kubelet-hub.conf
    local options=(--kubeconfig="$config" --hostname-override=localhost "--node-ip=$(node_address)" --v=2)
    if [ "$kubelet" = current ]; then
        current_kubelet_config
        start_on_node kubelet "$(part kubernetes "$kubernetes")/kubelet" --config="$node/kubelet.yaml" "${options[@]}"
    else
        start_on_node kubelet "$(part kubernetes "$kubernetes_old")/kubelet" "${options[@]}" --address=127.0.0.1 --port=10250 \
            --read-only-port=0 --healthz-bind-address=127.0.0.1 --container-runtime=remote \
            --container-runtime-endpoint=$socket --client-ca-file="$pki/ca.crt" --anonymous-auth=false \
            --authorization-mode=AlwaysAllow --cgroups-per-qos=false --enforce-node-allocatable= --fail-swap-on=false \
            --make-iptables-util-chains=false --image-gc-high-threshold=99 --image-gc-low-threshold=98 \
            --eviction-hard='memory.available<50Mi,nodefs.available<1%' --resolv-conf=/etc/resolv.conf \
            --cluster-dns=10.96.0.10 --cluster-domain=cluster.local --pod-manifest-path="$node/manifests"
    fi
}

node_ready() {
    [ "$(admin get node localhost -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}')" = True ]
}

# ---- the whole

# The state directory holds keys and is removed whole: it must be ours, and nobody else's.
own_state() {
    [ ! -e "$state" ] || { [ -d "$state" ] && [ ! -L "$state" ] && [ -O "$state" ]; } || {
        echo "$state is not a directory of yours; set SEDGE_E2E_STATE to a path for this cluster alone." >&2
        exit 1
    }
    mkdir -p "$state" && chmod 700 "$state"
}

# Two starts at once would share ports and files.
alone() {
    exec 9>"$state/lock"
    flock -n 9 || {
        echo "another up is at work in $state" >&2
        exit 1
    }
}

# What kind of cluster is there: which kubelet, and whether it is behind YurtHub.
read_kind() {
    [ -s "$state/kind" ] && read -r kubelet with_yurthub <"$state/kind"
}

# read_options OPTION…: --kubelet and --yurthub; what else there is goes to the array "others".
read_options() {
    kubelet=current with_yurthub=no others=()
    while [ $# -gt 0 ]; do
        case $1 in
            --kubelet)
                kubelet=${2:-}
                shift
                ;;
            --kubelet=*) kubelet=${1#*=} ;;
            --yurthub) with_yurthub=yes ;;
            *) others+=("$1") ;;
        esac
        shift
    done
    [[ $kubelet =~ ^(current|1\.20)$ ]] || {
        echo "--kubelet is current or 1.20" >&2
        exit 2
    }
}

start_cloud() {
    start_etcd && start_apiserver && start_controllers && start_registry
}

# Pods that kubelet left below its directory, and the namespace with all its mounts, end with the last process in it.
stop_everything() {
    local name
    for name in kubelet yurthub sedge; do stop "$name"; done
    stop node KILL
    for name in registry scheduler controller-manager apiserver etcd; do stop "$name"; done
    # Whatever else a half-done start left.
    for name in "$state"/run/*.pid; do
        [ -e "$name" ] || continue
        name=${name##*/}
        stop "${name%.pid}"
    done
    [ ! -e "$state/made" ] || while read -r name; do rmdir "$name" 2>/dev/null; done <"$state/made"
    find "$state" -mindepth 1 -maxdepth 1 ! -name log ! -name lock -exec rm -rf {} + 2>/dev/null
    return 0
}
