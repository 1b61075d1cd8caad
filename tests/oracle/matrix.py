#!/usr/bin/env python3
"""300 small label maps across everything a NIfTI file can be, always the same for one seed.

    python matrix.py write DIR [--count 300] [--seed 2]     the files, for compare.py or by hand
    python matrix.py record                                 recorded/matrix.bin.gz and recorded/matrix.jsonl

`record` keeps the files and what the peer says of them, so that the Rust test needs no Python.
"""

import argparse
import gzip
import json
import pathlib
import tempfile

import numpy as np

import peer
from matrix_content import MAKERS, label_values
from matrix_plan import plan
from nifti_bytes import effective, lay_out

HERE = pathlib.Path(__file__).parent


def generate(count, seed):
    """Yields (name, choices, {suffix: bytes})."""
    rows, covered, _ = plan(count, seed)
    print(f"{count} files, {covered} pairs of choices")
    for index, row in enumerate(rows):
        rng = np.random.default_rng([seed, index])
        classes = MAKERS[row["content"]](row["shape"], rng)
        known = label_values(row["values"], row["dtype"], *effective(row["scaling"]))
        numbers = np.array([stored for _, stored in known], dtype=object)
        stored = numbers[np.where(classes < len(known), classes, 0)]
        yield f"m{index:03d}", row, lay_out(row, stored, rng)


def write(folder, count, seed):
    """Writes the files and yields (name, choices, files, path of the one to open)."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, row, files in generate(count, seed):
        for suffix, data in files.items():
            (folder / (name + suffix)).write_bytes(data)
        yield name, row, files, folder / (name + next(iter(files)))


def record(count, seed):
    out = HERE / "recorded"
    out.mkdir(exist_ok=True)
    blob = b""
    with tempfile.TemporaryDirectory() as folder, open(out / "matrix.jsonl", "w") as lines:
        for name, row, files, path in write(folder, count, seed):
            index = []
            for suffix, data in files.items():
                index.append({"suffix": suffix, "start": len(blob), "length": len(data)})
                blob += data
            line = {"name": name, "choices": row, "files": index, "expected": peer.survey(path)}
            lines.write(json.dumps(line, separators=(",", ":")) + "\n")
    (out / "matrix.bin.gz").write_bytes(gzip.compress(blob, 9, mtime=0))


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--count", type=int, default=300)
    arguments.add_argument("--seed", type=int, default=2)
    commands = arguments.add_subparsers(dest="command", required=True)
    commands.add_parser("write").add_argument("folder")
    commands.add_parser("record")
    chosen = arguments.parse_args()
    if chosen.command == "record":
        record(chosen.count, chosen.seed)
    else:
        for _ in write(chosen.folder, chosen.count, chosen.seed):
            pass


if __name__ == "__main__":
    main()
