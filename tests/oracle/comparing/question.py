"""Can a case that one protocol accepts break a rule of another?"""

import z3

from .axioms import SIZES, axioms, no_higher
from .fourvalued import implication, negation
from .meaning import Meaning
from .terms import Part, Terms

def tissues(*protocols):
    return {c["name"] for protocol in protocols for c in protocol["labels"]["classes"]}


class Asker:
    """What one protocol accepts, asked about the rules of another."""

    def __init__(self, kept, broken, timeout=20_000):
        self.kept, self.broken, self.timeout = kept, broken, timeout
        self.ignores = any(protocol["labels"]["ignore"] for protocol in (kept, broken))

    def ask(self, rule):
        """`implied` if no case that is accepted breaks the rule with this ID; else `not implied`, or `no answer`."""
        terms = Terms(tissues(self.kept, self.broken), self.ignores)

        def goal(of, floor, connectivity):
            terms.parts.append(Part(of, floor, connectivity, f"part {len(terms.parts)}"))
            return terms.parts[-1]

        breaking = Meaning(self.broken, terms, goal)
        lines = breaking.line_failures()
        if rule in lines:
            failure = lines[rule]
        else:
            failure = breaking.rule_failure(next(r for r in self.broken["rules"] if r["id"] == rule))
        answer = self.solve(terms, [failure])
        return {"unsat": "implied", "sat": "not implied", "unknown": "no answer"}[answer]

    def accepts_some(self):
        """Whether there is a case that is accepted."""
        return self.solve(Terms(tissues(self.kept, self.broken), self.ignores), []) != "unsat"

    def solve(self, terms, demands):
        accepting = Meaning(self.kept, terms)
        domains, broken = list(dict.fromkeys(accepting.part_domains())), list(terms.parts)
        # Asked once to learn what is counted: parts that are counted keep what all parts keep.
        for rule in accepting.judged_rules():
            accepting.rule_failure(rule)
        counted = [(of, floor, connectivity) for (kind, of, floor, connectivity) in terms.counts if kind == "components"
                   and any(of == body and connectivity == pair and no_higher(least, floor) for body, least, pair in domains)]
        for of, floor, connectivity in dict.fromkeys(domains + counted):
            part = Part(of, floor, connectivity, f"part {len(terms.parts)}")
            terms.parts.append(part)
            demands.append(terms.there(part) == (terms.count("components", of, floor, connectivity) >= 1))
        # What breaks a rule lies in a part of whatever holds its structure.
        for inner in broken:
            for of in dict.fromkeys(of for of, _, pair in domains if inner.of < of and pair == inner.connectivity):
                part = Part(of, inner.floor, inner.connectivity, f"part {len(terms.parts)}")
                terms.parts.append(part)
                demands += [terms.there(part) == terms.there(inner)]
                demands += [implication(terms.there(inner), terms.size(inner, what) <= terms.size(part, what)) for what in SIZES]
        demands += [negation(fails) for fails in accepting.line_failures().values()]
        demands += [negation(accepting.rule_failure(r)) for r in accepting.judged_rules()]
        solver = z3.Solver()
        solver.set("timeout", self.timeout)
        for formula in demands + axioms(terms):
            solver.add(formula if not isinstance(formula, bool) else z3.BoolVal(formula))
        return str(solver.check())
