# Probes, hooks, and a guest that serves. A probe that shall not fail has ten seconds: one is too few on a busy machine.

heading "probes, hooks, network"

exec_probe_and_restart() {
    pod probed --restart Always --container 'readinessProbe: {exec: {command: [/steps.wasm, cat, /ready]}, periodSeconds: 1, timeoutSeconds: 10},
        livenessProbe: {exec: {command: [/steps.wasm, exit, "0"]}, periodSeconds: 1, timeoutSeconds: 10}' -- sleep 3 and write /ready yes and sleep 3600
    becomes probed c.ready true || return
    is "$(field probed c.restartCount)" 0 || return
    pod sick --restart Always --container 'livenessProbe: {exec: {command: [/steps.wasm, exit, "1"]}, periodSeconds: 1, failureThreshold: 2}' \
        -- sleep 3600
    restarted sick && is "$(field sick c.lastState.terminated.exitCode)" 137 && event sick 'Unhealthy' || return
    remove probed sick
}
check "exec probes: ready, and restarted when not live" exec_probe_and_restart

probe_that_hangs() {
    pod hanging --restart Always --container 'livenessProbe: {exec: {command: [/steps.wasm, spin]}, timeoutSeconds: 1, periodSeconds: 2, failureThreshold: 1}' \
        -- sleep 3600
    restarted hanging || return
    remove hanging
}
more "an exec probe that hangs is ended and counts as failed" probe_that_hangs

hooks() {
    mkdir -p "$node/hooks" || return
    pod hooked --restart Always --grace 20 --spec "volumes: [{name: v, hostPath: {path: $node/hooks}}]" --container 'volumeMounts: [{name: v, mountPath: /v}],
        lifecycle: {postStart: {exec: {command: [/steps.wasm, write, /v/started, "yes"]}},
            preStop: {exec: {command: [/steps.wasm, write, /v/stopped, "yes"]}}}' -- sleep 3600
    wait_for $patience test -s "$node/hooks/started" || return
    becomes hooked .status.phase Running && admin delete pod hooked --timeout="${patience}s" && is "$(cat "$node/hooks/stopped")" yes
}
check "postStart and preStop" hooks

serves_on_a_granted_port() {
    image e2e/server:1 --file "/toolbox.wasm=$e2e/guests/toolbox.wasm" --entrypoint /toolbox.wasm --entrypoint httpd || return
    pod serving --image e2e/server:1 --restart Always --annotations '"sedge.dev/network": "listen=0.0.0.0:18190"' --container 'ports: [{containerPort: 18190}],
        readinessProbe: {httpGet: {path: /, port: 18190}, periodSeconds: 1, timeoutSeconds: 10},
        livenessProbe: {tcpSocket: {port: 18190}, periodSeconds: 1, timeoutSeconds: 10}'
    becomes serving c.ready true || return
    curl -fs --max-time 30 "http://$(node_address):18190/" || return
    is "$(field serving c.restartCount)" 0 || return
    is "$(field serving .status.podIP)" "$(node_address)" || return
    remove serving
}
check "a guest serves HTTP on the port it was granted; http and tcp probes" serves_on_a_granted_port

port_of_the_node_is_refused() {
    pod thief --annotations '"sedge.dev/network": "listen=127.0.0.1:10250"' -- say begun
    event thief '10250' || return
    remove thief
}
check "the kubelet's port is granted to nobody" port_of_the_node_is_refused
