"""Runs `PROGRAM facts FILE` for every path on standard input and answers with one JSON line.

A process of its own, and small: what a child is said to have used at most begins with what its parent held.
"""

import json
import os
import subprocess
import sys
import tempfile
import time

LIMIT_SECONDS = 10


def run(program, path):
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = subprocess.Popen([program, "facts", path], stdout=out, stderr=err)
        end = time.monotonic() + LIMIT_SECONDS
        while not (ended := os.wait4(child.pid, os.WNOHANG))[0]:
            if time.monotonic() > end:
                child.kill()
                os.wait4(child.pid, 0)
                return {"exit": None, "out": "", "err": "", "peak": 0}
            time.sleep(0.0005)
        child.returncode = os.waitstatus_to_exitcode(ended[1])
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode(errors="replace"))
        return {"exit": child.returncode, "out": texts[0], "err": texts[1], "peak": ended[2].ru_maxrss * 1024}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(run(sys.argv[1], line.rstrip("\n"))), flush=True)
