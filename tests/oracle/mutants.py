#!/usr/bin/env python3
"""Damaged files: `voxlint facts` must name a finding, or read exactly what nibabel reads.

    python mutants.py VOXLINT [--count 20000] [--seed 11] [--keep DIR]

Fails on a crash, a run over ten seconds, memory beyond 16 MiB + 16 times the file (above that of an unharmed file) without
a stated cap, an answer that differs from nibabel's, an answer for a damaged gzip stream that differs from the unharmed
file, a refusal without a code, or more than 5 % refusals among files that nibabel reads as integer maps of a sound header.
"""

import argparse
import collections
import gzip
import json
import logging
import math
import pathlib
import random
import re
import resource
import subprocess
import sys
import tempfile
import warnings

import nibabel as nib
import numpy as np

import matrix
from compare import near
from nifti_geometry import placement
from peer import label_values
from mutations import mutate

CODE = re.compile(r"\b[FGLH]\d{3}\b")
MEBIBYTE = 1 << 20
LARGEST = 1 << 22


class Runner:
    """The program under test, behind a small process of its own."""

    def __init__(self, binary):
        script = pathlib.Path(__file__).with_name("mutant_runner.py")
        self.process = subprocess.Popen(
            [sys.executable, str(script), str(pathlib.Path(binary).resolve())],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )

    def __call__(self, path):
        """Exit code (negative: signal, None: too slow), output, error text, peak resident bytes."""
        self.process.stdin.write(f"{path}\n")
        self.process.stdin.flush()
        said = json.loads(self.process.stdout.readline())
        return said["exit"], said["out"], said["err"], said["peak"]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def reading(path):
    """Shape, affine and counts per value as nibabel has them. Sizes that only the header promises are not asked for."""
    image = nib.load(path)
    if math.prod(image.shape) > LARGEST:
        raise ValueError("too large for the peer")
    values = label_values(image)
    known, counts = np.unique(values, return_counts=True)
    counts = {int(v): int(n) for v, n in zip(known, counts) if v}
    affine = placement(image)[0]
    return list(values.shape), None if affine is None else affine.tolist(), counts


def answer(output):
    """The same of voxlint's JSON."""
    facts = json.loads(output)
    return facts["shape"], facts["affine"], {fact["label"]: fact["voxels"] for fact in facts["labels"]}


def same(ours, theirs):
    affines = (ours[1] is None and theirs[1] is None) or near(ours[1], theirs[1], 1e-6, 1e-6)
    return ours[0] == theirs[0] and ours[2] == theirs[2] and affines


def intact_gzip(data):
    try:
        gzip.decompress(data)
    except (OSError, EOFError, ValueError, gzip.zlib.error):
        return False
    return True


def bases(seed):
    """Unharmed plain single files of the matrix: (bytes, byte order, version)."""
    for _, row, files in matrix.generate(300, seed):
        if ".nii" in files:
            yield files[".nii"], row["order"], row["version"]


class Trial:
    def __init__(self, run, keep):
        self.run, self.keep = run, keep
        self.counts = collections.Counter()
        self.codes = collections.Counter()
        self.refused = collections.Counter()
        self.faults = []

    def fault(self, what, path, why):
        self.counts["faults"] += 1
        self.faults.append(f"{what}: {why}")
        if self.keep:
            (self.keep / f"fault{len(self.faults):04d}_{path.name}").write_bytes(path.read_bytes())

    def judge(self, path, what, original, idle):
        """One mutant. `original` is the reading of the unharmed file, `idle` the memory it took."""
        code, output, error, peak = self.run(path)
        size = path.stat().st_size
        text = error + output
        if code is None:
            return self.fault(what, path, "still running after ten seconds")
        if code < 0 or code > 2 or "panicked" in error:
            return self.fault(what, path, f"exit {code}: {error[-300:]}")
        if peak > idle + 16 * MEBIBYTE + 16 * size and "limit" not in text:
            self.fault(what, path, f"{peak / MEBIBYTE:.0f} MiB for a file of {size} bytes")
        try:
            theirs = reading(path)
        except Exception as reason:  # nibabel fails in many ways on damaged files
            theirs = str(reason)
        found = CODE.findall(text)
        if code == 0:
            self.counts["read"] += 1
            ours = answer(output)
            if what.startswith("gzip"):
                if not same(ours, original):
                    self.fault(what, path, "facts of a damaged gzip stream differ")
            elif found:
                self.counts["read, with a finding"] += 1
            elif isinstance(theirs, str):
                self.counts["read, refused by nibabel"] += 1
                self.refused[f"nibabel: {theirs[:60]}"] += 1
            elif not same(ours, theirs):
                self.fault(what, path, f"voxlint {str(ours)[:300]}, nibabel {str(theirs)[:300]}")
            return None
        self.counts["refused"] += 1
        if not found:
            self.fault(what, path, f"refused without a code: {text[:300]}")
        self.codes[found[0] if found else "none"] += 1
        sound = not isinstance(theirs, str) and (path.suffix == ".nii" or intact_gzip(path.read_bytes()))
        if sound:
            self.counts["refused, read by nibabel"] += 1
            self.refused[f"{found[0] if found else 'none'}: {re.sub('[-0-9.e+]+', 'N', what)}"] += 1
        return None


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("binary")
    arguments.add_argument("--count", type=int, default=20000)
    arguments.add_argument("--seed", type=int, default=11)
    arguments.add_argument("--keep", type=pathlib.Path)
    chosen = arguments.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    logging.getLogger("nibabel").setLevel(logging.CRITICAL)
    warnings.simplefilter("ignore")
    if chosen.keep:
        chosen.keep.mkdir(parents=True, exist_ok=True)
    draw = random.Random(chosen.seed)
    run = Runner(chosen.binary)
    trial = Trial(run, chosen.keep)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        sound = []
        for index, (data, order, version) in enumerate(bases(chosen.seed)):
            path = folder / f"base{index}.nii"
            path.write_bytes(data)
            code, _, error, peak = run(path)
            if code != 0:
                trial.fault("unharmed", path, error[:300])
            sound.append((data, order, version, reading(path), peak))
        idle = max(peak for *_, peak in sound)
        print(f"{len(sound)} unharmed files, {idle / MEBIBYTE:.1f} MiB")
        for _ in range(chosen.count):
            data, order, version, original, _ = draw.choice(sound)
            what, suffix, mutant = mutate(data, order, version, draw)
            path = folder / ("mutant" + suffix)
            path.write_bytes(mutant)
            trial.counts["mutants"] += 1
            trial.judge(path, what, original, idle)
    run.close()
    for title, table in (("", trial.counts), ("first code of a refusal", trial.codes), ("one refuses", trial.refused)):
        print(title)
        for name, n in table.most_common(40):
            print(f"  {n:6} {name}")
    for line in trial.faults[:40]:
        print(line)
    return 1 if trial.faults else 0


if __name__ == "__main__":
    sys.exit(main())
