#!/usr/bin/env python3
"""Builds an image of one layer and puts it into a registry under one or more names.

    image.py REGISTRY NAME[,NAME…] [option…]

    --file PATH=LOCAL       a file in the image
    --text PATH=TEXT        a file with this text
    --link PATH=TARGET      a symbolic link
    --platform OS/ARCH      wasip1/wasm unless given: so it is known to be Wasm
    --entrypoint WORD       once for each word
    --cmd WORD              once for each word
    --env NAME=VALUE, --user USER, --workdir DIR
    --expose PORT/tcp
    --layer-type TYPE       another media type for the layer
    --missing-layer         the manifest names a layer that the registry does not have
"""

import argparse
import gzip
import hashlib
import io
import json
import tarfile
import urllib.error
import urllib.request

CONFIG = "application/vnd.oci.image.config.v1+json"
LAYER = "application/vnd.oci.image.layer.v1.tar+gzip"
MANIFEST = "application/vnd.oci.image.manifest.v1+json"


def arguments():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("registry")
    parser.add_argument("names")
    for option in "file text link entrypoint cmd env expose".split():
        parser.add_argument("--" + option, action="append", default=[])
    parser.add_argument("--platform", default="wasip1/wasm")
    parser.add_argument("--user", default="")
    parser.add_argument("--workdir", default="")
    parser.add_argument("--layer-type", default=LAYER)
    parser.add_argument("--missing-layer", action="store_true")
    return parser.parse_args()


def add(tar, path, data=b"", link=None):
    entry = tarfile.TarInfo(path.lstrip("/"))
    entry.mode = 0o755
    if link is None:
        entry.size = len(data)
        tar.addfile(entry, io.BytesIO(data))
    else:
        entry.type = tarfile.SYMTYPE
        entry.linkname = link
        tar.addfile(entry)


def layer(options):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for word in options.file:
            path, local = word.split("=", 1)
            with open(local, "rb") as source:
                add(tar, path, source.read())
        for word in options.text:
            path, text = word.split("=", 1)
            add(tar, path, text.encode())
        for word in options.link:
            path, target = word.split("=", 1)
            add(tar, path, link=target)
    return buffer.getvalue()


def digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


class Repository:
    def __init__(self, registry, name):
        self.base = f"http://{registry}/v2/{name}"

    def call(self, method, url, data=None, content="application/octet-stream"):
        request = urllib.request.Request(url, data=data, method=method, headers={"Content-Type": content})
        with urllib.request.urlopen(request) as response:
            return response.headers

    def blob(self, data):
        try:
            self.call("HEAD", f"{self.base}/blobs/{digest(data)}")
        except urllib.error.HTTPError:
            place = self.call("POST", f"{self.base}/blobs/uploads/", b"")["Location"]
            self.call("PUT", f"{place}{'&' if '?' in place else '?'}digest={digest(data)}", data)
        return {"digest": digest(data), "size": len(data)}

    def manifest(self, tag, data):
        self.call("PUT", f"{self.base}/manifests/{tag}", data, MANIFEST)


def main():
    options = arguments()
    tar = layer(options)
    packed = gzip.compress(tar, mtime=0)
    system, architecture = options.platform.split("/")
    run = {"Entrypoint": options.entrypoint, "Cmd": options.cmd, "Env": options.env,
           "User": options.user, "WorkingDir": options.workdir, "ExposedPorts": {port: {} for port in options.expose}}
    config = json.dumps({"architecture": architecture, "os": system, "config": {k: v for k, v in run.items() if v},
                         "rootfs": {"type": "layers", "diff_ids": [digest(tar)]}}).encode()
    for name in options.names.split(","):
        path, _, tag = name.partition(":")
        repository = Repository(options.registry, path)
        content = {"mediaType": options.layer_type, **repository.blob(packed)}
        manifest = {"schemaVersion": 2, "mediaType": MANIFEST, "config": {"mediaType": CONFIG, **repository.blob(config)},
                    "layers": [content]}
        repository.manifest(tag or "latest", json.dumps(manifest).encode())
        if options.missing_layer:
            repository.call("DELETE", f"{repository.base}/blobs/{content['digest']}")


main()
