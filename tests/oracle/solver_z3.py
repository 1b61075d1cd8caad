"""Asks z3 the random problems of `tests/solver` and compares its answers with those of voxlint's solver.

    python tests/oracle/solver_z3.py [COUNT] [--record]

The test program writes COUNT problems of each sort (1000 unless told), before any normalisation, with its own answer; every
model and every proof has then been verified by it. This script knows nothing of how they are solved: it reads Booleans,
integers, reals and a tree of demands, and asks z3. It prints the table of answers, and ends with 1 if two disagree.
`--record` renews `recorded/solver_verdicts.json`, which the test program replays without z3.

A line: {"booleans": 2, "integers": [true, false], "demands": [..], "sort": "mixed", "seed": 7, "answer": "s"}, where a demand is
["boolean", index], ["not", d], ["and", d, ..], ["or", d, ..], ["implies", d, d], ["iff", d, d], or
[relation, [[number, "factor"], ..], "bound"] with a relation of <= < >= > =.
"""

import argparse
import collections
import json
import operator
import os
import pathlib
import subprocess
import sys
import tempfile

import z3

ROOT = pathlib.Path(__file__).resolve().parents[2]
RECORDED = ROOT / "tests/oracle/recorded/solver_verdicts.json"
RELATIONS = {"<=": operator.le, "<": operator.lt, ">=": operator.ge, ">": operator.gt, "=": operator.eq}
SECONDS = 30


def formula(demand, booleans, numbers):
    kind, *parts = demand
    if kind == "boolean":
        return booleans[parts[0]]
    if kind in RELATIONS:
        terms = [z3.Q(*fraction(factor)) * numbers[number] for number, factor in parts[0]]
        return RELATIONS[kind](z3.Sum(terms) if terms else z3.RealVal(0), z3.Q(*fraction(parts[1])))
    parts = [formula(part, booleans, numbers) for part in parts]
    if kind == "not":
        return z3.Not(*parts)
    if kind == "implies":
        return z3.Implies(*parts)
    if kind == "iff":
        return parts[0] == parts[1]
    return {"and": z3.And, "or": z3.Or}[kind](*parts)


def fraction(text):
    above, _, below = text.partition("/")
    return int(above), int(below or 1)


def verdict(problem):
    booleans = [z3.Bool(f"b{index}") for index in range(problem["booleans"])]
    numbers = [
        z3.ToReal(z3.Int(f"n{index}")) if is_integer else z3.Real(f"n{index}")
        for index, is_integer in enumerate(problem["integers"])
    ]
    solver = z3.Solver()
    solver.set("timeout", SECONDS * 1000)
    for demand in problem["demands"]:
        solver.add(formula(demand, booleans, numbers))
    return {"sat": "s", "unsat": "u"}.get(str(solver.check()), "?")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=1000)
    parser.add_argument("--record", action="store_true")
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "problems.jsonl")
        environment = dict(os.environ, VOXLINT_SOLVER_PROBLEMS=str(path), VOXLINT_SOLVER_COUNT=str(arguments.count))
        command = ["cargo", "test", "--quiet", "--test", "solver", "answers_are_those_of_z3"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        problems = [json.loads(line) for line in path.open()]

    verdicts = collections.defaultdict(str)
    table = collections.Counter()
    for problem in problems:
        expected = verdict(problem)
        verdicts[problem["sort"]] += expected
        table[problem["sort"], expected, problem["answer"]] += 1
        if "?" not in (expected, problem["answer"]) and expected != problem["answer"]:
            print("disagreement:", json.dumps(problem), "z3:", expected)
    print(f"{'sort':20} {'both sat':>9} {'both unsat':>11} {'disagree':>9} {'z3 gave up':>11} {'voxlint gave up':>16}")
    for sort in verdicts:
        count = lambda pairs: sum(table[sort, *pair] for pair in pairs)
        columns = [count(["ss"]), count(["uu"]), count(["su", "us"]), count(["?s", "?u", "??"]), count(["s?", "u?", "??"])]
        print(f"{sort:20} {columns[0]:9} {columns[1]:11} {columns[2]:9} {columns[3]:11} {columns[4]:16}")
    if arguments.record:
        RECORDED.write_text(json.dumps(verdicts, indent=1) + "\n")
    disagreements = sum(table[key] for key in table if key[1:] in (("s", "u"), ("u", "s")))
    print(f"{len(problems)} problems, {disagreements} disagreements")
    sys.exit(disagreements > 0)


if __name__ == "__main__":
    main()
