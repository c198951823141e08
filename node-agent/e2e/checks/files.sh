# What a pod mounts.

heading "files"

shared=$node/shared

volumes='volumes: [{name: settings, configMap: {name: settings}}, {name: secret, secret: {secretName: password}},
    {name: scratch, emptyDir: {}}, {name: memory, emptyDir: {medium: Memory}}, {name: host, hostPath: {path: '$shared'}},
    {name: about, projected: {sources: [{downwardAPI: {items: [{path: name, fieldRef: {fieldPath: metadata.name}}]}},
        {serviceAccountToken: {path: token, expirationSeconds: 3600}}, {configMap: {name: settings}}]}}]'
mounts='volumeMounts: [{name: settings, mountPath: /settings}, {name: secret, mountPath: /secret}, {name: scratch, mountPath: /scratch},
    {name: memory, mountPath: /memory}, {name: host, mountPath: /host}, {name: host, mountPath: /hostro, readOnly: true},
    {name: about, mountPath: /about}, {name: settings, mountPath: /etc/one.conf, subPath: one.conf},
    {name: host, mountPath: /below, subPath: below}]'

prepare_files() {
    mkdir -p "$shared/below" && echo host >"$shared/file" && echo under >"$shared/below/file" || return
    ln -sf /etc/passwd "$shared/absolute" && ln -sfn ../../../../../../etc "$shared/above" && ln -sf below/file "$shared/inside" || return
    admin create configmap settings --from-literal=colour=green --from-literal=one.conf=1 --dry-run=client -o yaml | admin apply -f -
    admin create secret generic password --from-literal=word=sesame --dry-run=client -o yaml | admin apply -f -
}

every_kind_of_volume() {
    prepare_files || return
    pod volumes --spec "$volumes" --container "$mounts" -- cat /settings/colour and say and cat /secret/word and say \
        and cat /host/file /host/inside /below/file and cat /about/name and say and cat /about/one.conf and say \
        and cat /etc/one.conf and say and write /scratch/a one and cat /scratch/a and say \
        and write /memory/a two and cat /memory/a and say and write /host/new three and cat /hostro/new and say \
        and cat /var/run/secrets/kubernetes.io/serviceaccount/namespace and say and cat /about/token
    ended volumes && expect 0 || return
    is "$(head -n 12 <<<"$out" | paste -sd ' ')" 'green sesame host under under volumes 1 1 one two three default' &&
        matches "$out" '^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$' && is "$(cat "$shared/new")" three
}
check "configMap, secret, token, projected, emptyDir, hostPath and subPath" every_kind_of_volume

read_only_is_erofs() {
    local place
    for place in /settings/new /secret/new /hostro/file /about/new /var/run/secrets/kubernetes.io/serviceaccount/new; do
        pod readonly --spec "$volumes" --container "$mounts" -- write "$place" text
        ended readonly && expect 1 && matches "$out" 'Read-only file system' || return
        admin delete pod readonly --now || return
        [ "$1" = all ] || return 0
    done
    is "$(cat "$shared/file")" host
}
check "a write to a configMap is EROFS" read_only_is_erofs one
more "so it is for every read-only mount" read_only_is_erofs all

links_that_leave_a_volume() {
    local place
    for place in /host/absolute /host/above/passwd /host/../../etc/shadow; do
        pod escape --spec "$volumes" --container "$mounts" -- cat "$place"
        ended escape && expect 1 && ! grep -q root: <<<"$out" || { echo "$place: $out"; return 1; }
        admin delete pod escape --now || return
    done
}
check "links of a volume cannot leave it" links_that_leave_a_volume

changed_configmap_arrives() {
    admin create configmap changing --from-literal=key=before --dry-run=client -o yaml | admin apply -f -
    pod follow --spec 'volumes: [{name: v, configMap: {name: changing}}]' --container 'volumeMounts: [{name: v, mountPath: /v}]' \
        -- follow /v/key
    log_has follow before || return
    admin create configmap changing --from-literal=key=after --dry-run=client -o yaml | admin apply -f -
    # A change of the pod lets kubelet look at its volumes now instead of within a minute.
    admin annotate pod follow touched=1
    log_has follow after || return
    is "$(admin logs follow | paste -sd ' ')" 'before after' && is "$(field follow c.restartCount)" 0 || return
    remove follow
}
check "a running guest sees a changed configMap" changed_configmap_arrives

containers_share_a_directory() {
    admin apply -f - <<YAML
apiVersion: v1
kind: Pod
metadata: {name: sharing}
spec:
  restartPolicy: Never
  terminationGracePeriodSeconds: 1
  volumes: [{name: v, emptyDir: {}}]
  initContainers: [{name: make, image: $steps_image, args: [write, /v/news, none], volumeMounts: [{name: v, mountPath: /v}]}]
  containers:
  - {name: reader, image: $steps_image, args: [follow, /v/news], volumeMounts: [{name: v, mountPath: /v, readOnly: true}]}
  - {name: writer, image: $steps_image, args: [sleep, "2", and, write, /v/news, good], volumeMounts: [{name: v, mountPath: /v}]}
YAML
    wait_for $patience reader_has_good || { admin logs sharing -c reader; return 1; }
    remove sharing
}
reader_has_good() {
    admin logs sharing -c reader | grep -q good
}
more "two containers of a pod share an emptyDir" containers_share_a_directory
