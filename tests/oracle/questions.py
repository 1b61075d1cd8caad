"""Asks voxlint and z3 the same questions about random pairs of protocols, and compares the answers.

    venv/bin/python tests/oracle/questions.py target/debug/examples/ask --count 100        # what CI asks
    venv/bin/python tests/oracle/questions.py target/release/examples/ask --count 5000 --phantoms     # all

Ends with 1 if an answer differs, a sort of the fragment is asked too little, the answers are lopsided, or a label map breaks a
rule that is said to be implied. With `--phantoms` label maps are made for what is said not to be implied. What z3 is told is
written from the protocols' JSON and from docs/compare.md alone (`comparing/`).
"""

import argparse
import json
import random
import subprocess
import sys
import time
from collections import Counter
from multiprocessing import Pool

from comparing.hand_worked import CASES, protocols
from comparing.meaning import Outside
from comparing.pairs import pair
from comparing.question import Asker
from comparing.sorts import SORTS, sorts_of, sorts_of_rule

LEAST_SHARE, LEAST_SORT, LEAST_SHOWN = 0.25, 0.03, 0.995
# A small sample may fall short of a sort by half.
LARGE = 10_000


class Program:
    """The program that answers, one line of JSON a pair."""

    def __init__(self, path):
        self.process = subprocess.Popen([path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, protocols, phantoms=False):
        self.process.stdin.write(json.dumps({"protocols": protocols, "phantoms": phantoms}) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


def lines_to_ask(protocols, seed):
    """Lines that are the same on both sides follow at once; few of them are asked about."""
    rng = random.Random(seed)
    first, second = ({line["id"]: json.dumps(line["claim"]) for line in p["image"]["lines"]}
                     | {f"labels.{c['name']}": str(c.get("optional")) for c in p["labels"]["classes"]}
                     | {f"case.{f['name']}": json.dumps(f) for f in p["case"]} for p in protocols)
    return {line for line in first.keys() | second.keys() if first.get(line) != second.get(line) or rng.random() < (0.1 if line.startswith("image") else 0.03)}


PROGRAM, PHANTOMS = None, False


def start(path, phantoms):
    global PROGRAM, PHANTOMS
    PROGRAM, PHANTOMS = Program(path), phantoms


def compare_pair(seed):
    """Counts, what no label map shows, and what differs, of one pair."""
    texts = pair(seed)
    found = PROGRAM.ask(texts, PHANTOMS)
    counts, wrong, unshown = Counter(), [], []
    if "error" in found:
        return counts, unshown, [f"seed {seed}: {found['error']}\n{texts[0]}\n{texts[1]}"]
    both = found["protocols"]
    lines = lines_to_ask(both, seed)
    accepts = [Asker(both[kept], both[1 - kept]).accepts_some() for kept in (0, 1)]
    # What the fragment does not look into, no layout can be made for; a label map may show it all the same.
    opaque = ["opaque" in sorts_of(p["rules"]) for p in both]
    counts["pairs"] = 1
    counts["label maps tried"] = found["tried"]
    wrong += [f"seed {seed}: a label map breaks {of['rule']}, which is said to be implied: {of}\n{texts[0]}\n{texts[1]}"
              for of in found["refuted"]]
    for answer in found["answers"]:
        kept, rule, verdict = answer["kept"], answer["rule"], answer["verdict"]
        broken = both[1 - kept]
        if "." in rule and rule not in lines:
            continue
        if not accepts[kept]:
            # Then everything follows; voxlint leaves out rules that have nothing to do with the question.
            counts["of a protocol that accepts no case"] += 1
            continue
        began = time.perf_counter()
        try:
            expected = Asker(both[kept], broken).ask(rule)
        except Outside as why:
            counts["outside"] += 1
            wrong.append(f"seed {seed}: {rule} is outside of the encoding: {why}")
            continue
        counts["seconds of z3"] += time.perf_counter() - began
        counts["questions"] += 1
        counts[("verdict", verdict)] += 1
        if PHANTOMS and verdict == "not implied":
            inside = not (opaque[kept] or "opaque" in sorts_of_rule(broken, rule))
            counts[("not implied", inside)] += 1
            counts[("shown", inside)] += answer["shown"]
        if PHANTOMS and verdict == "not implied" and inside and not answer["shown"]:
            unshown.append(f"seed {seed}: {rule} of protocol {2 - kept}, protocol {kept + 1} being kept: {answer['why_not']}")
        for sort in sorts_of_rule(broken, rule):
            counts[("sort", sort, verdict)] += 1
        if "no answer" in (expected, verdict) or verdict == "undecided":
            counts[("undecided", expected, verdict)] += 1
        elif expected != verdict:
            side = f"{rule} of protocol {2 - kept}, protocol {kept + 1} being kept"
            wrong.append(f"seed {seed}: {side}: z3 says {expected}, voxlint {verdict}\n{texts[0]}\n{texts[1]}")
    return counts, unshown, wrong


def work_by_hand(path):
    """What z3 or voxlint says otherwise than was worked out."""
    program, wrong = Program(path), []
    for kept, broken, expected in CASES:
        found = program.ask(protocols(kept, broken))
        if "error" in found:
            wrong.append(f"{kept} / {broken}: {found['error']}")
            continue
        said = {"z3": Asker(*found["protocols"]).ask("R-1")}
        said["voxlint"] = next(a["verdict"] for a in found["answers"] if a["kept"] == 0 and a["rule"] == "R-1")
        wrong += [f"{kept} / {broken}: {who} says {answer}, worked out was {expected}"
                  for who, answer in said.items() if answer != expected]
    print(f"{len(CASES)} questions worked out by hand, {len(wrong)} answers differ")
    return wrong


def report(counts):
    """Prints what was compared; returns what there was too little of."""
    questions = counts["questions"]
    lacking = []
    print(f"{counts['pairs']} pairs, {questions} questions, {counts['seconds of z3']:.0f} s of z3")
    for key in ("of a protocol that accepts no case", "outside"):
        print(f"{counts[key]:7} {key}")
    for verdict in ("implied", "not implied", "undecided"):
        share = counts[("verdict", verdict)] / max(questions, 1)
        print(f"{counts[('verdict', verdict)]:7} {verdict} ({share:.1%})")
        if verdict != "undecided" and share < LEAST_SHARE:
            lacking.append(f"{verdict}: {share:.1%}")
    for key, count in sorted(item for item in counts.items() if item[0][0] == "undecided"):
        print(f"{count:7} z3: {key[1]}, voxlint: {key[2]}")
    for sort in SORTS:
        implied, not_implied, undecided = (counts[("sort", sort, v)] for v in ("implied", "not implied", "undecided"))
        share = (implied + not_implied + undecided) / max(questions, 1)
        print(f"{share:7.1%} {sort}: {implied} implied, {not_implied} not, {undecided} undecided")
        if share < (LEAST_SORT if questions >= LARGE else LEAST_SORT / 2):
            lacking.append(f"{sort}: {share:.1%}")
    return lacking


def report_phantoms(counts, unshown):
    """The same for label maps."""
    for inside in (False, True):
        asked, shown = counts[("not implied", inside)], counts[("shown", inside)]
        share = shown / max(asked, 1)
        where = "inside the fragment" if inside else "beside rules that it does not look into"
        print(f"{shown:7} of {asked} not implied {where} shown by a label map ({share:.2%})")
    print(f"{counts['label maps tried']:7} label maps tried on what is said to be implied")
    for each in unshown:
        print(f"not shown: {each}")
    return [] if share >= LEAST_SHOWN else [f"shown: {share:.2%}"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", help="the example `ask` of voxlint")
    parser.add_argument("--count", type=int, default=80, help="pairs of protocols")
    parser.add_argument("--seed", type=int, default=0, help="of the first pair")
    parser.add_argument("--phantoms", action="store_true", help="make label maps for what is not implied")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--show", type=int, default=3, help="how many disagreements are written out")
    arguments = parser.parse_args()
    counts, unshown, wrong = Counter(), [], work_by_hand(arguments.program)
    with Pool(arguments.jobs, start, (arguments.program, arguments.phantoms)) as pool:
        seeds = range(arguments.seed, arguments.seed + arguments.count)
        for more, invisible, differing in pool.imap(compare_pair, seeds, chunksize=4):
            counts.update(more)
            unshown.extend(invisible)
            wrong.extend(differing)
    for each in wrong[:arguments.show]:
        print(each)
    lacking = report(counts)
    if arguments.phantoms:
        lacking += report_phantoms(counts, unshown)
    print(f"{len(wrong)} disagreements")
    for each in lacking:
        print(f"too few: {each}")
    sys.exit(1 if wrong or lacking else 0)


if __name__ == "__main__":
    main()
