#!/usr/bin/env python3
"""Runs the specs of critest.specs and says how each ended: critest.py CRITEST ENDPOINT DIRECTORY LOGS [PATTERN]"""

import json
import os
import re
import subprocess
import sys


def lines(path):
    with open(path, encoding="utf-8") as source:
        return [line.rstrip("\n") for line in source if line.strip() and not line.startswith("#")]


def name(spec):
    return " > ".join([*(spec["ContainerHierarchyTexts"] or []), spec["LeafNodeText"]]).replace("[k8s.io] ", "")


def run(critest, endpoint, logs, specs):
    report = os.path.join(logs, "critest.json")
    # Python would escape blanks too, which Go's regular expressions refuse.
    texts = [re.escape(spec.replace(" > ", " ")).replace("\\ ", " ") for spec in specs]
    focus = [f"--ginkgo.focus=\\[k8s.io\\] {text}$" for text in texts]
    with open(os.path.join(logs, "critest.log"), "w", encoding="utf-8") as log:
        subprocess.run([critest, "--runtime-endpoint", endpoint, "--image-endpoint", endpoint, "--ginkgo.no-color",
                        "--ginkgo.v", "--ginkgo.json-report", report, *focus], stdout=log, stderr=log, check=False)
    with open(report, encoding="utf-8") as source:
        return {name(spec): spec for spec in json.load(source)[0]["SpecReports"] if spec["LeafNodeType"] == "It"}


def main():
    critest, endpoint, directory, logs, pattern = sys.argv[1:6]
    excluded = dict(line.split(" # ", 1) for line in lines(os.path.join(directory, "critest.excluded")))
    specs = [spec for spec in lines(os.path.join(directory, "critest.specs")) if re.search(pattern, spec)]
    results = run(critest, endpoint, logs, specs)
    counts = {"passed": 0, "failed": 0}

    def say(word, spec, text=""):
        counts["failed" if word == "FAILED" else "passed"] += 1
        print(f"{word:8}{spec}{text}")

    known = set(lines(os.path.join(directory, "critest.specs")))
    for spec in excluded.keys() - known:
        say("FAILED", spec, ": excluded, but it is not in critest.specs")
    for spec in specs:
        result = results.get(spec, {"State": "unknown to this critest"})
        state = result["State"]
        seconds = result.get("RunTime", 0) / 1e9
        if state == "passed" and spec in excluded:
            say("FAILED", spec, ": it passes, so it need not be excluded")
        elif state == "passed":
            say("ok", spec, f" ({seconds:.1f} s)" if seconds > 1 else "")
        elif spec in excluded and state in ("failed", "skipped"):
            print(f"{'except':8}{spec}: {excluded[spec]}")
        else:
            failure = result.get("Failure", {})
            message = failure.get("Message", state)
            place = failure.get("Location", {})
            say("FAILED", spec, f"\n        {os.path.basename(place.get('FileName', ''))}:{place.get('LineNumber', '')} "
                + message.strip().replace("\n", "\n        ")[:2000])
    print(f"{counts['passed']} passed, {counts['failed']} failed")
    return 1 if counts["failed"] else 0


sys.exit(main())
