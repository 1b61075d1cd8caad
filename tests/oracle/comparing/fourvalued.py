"""Four-valued truth as z3 formulas, as docs/outcomes.md has it: true, false, unknown, and otherwise not applicable."""

from dataclasses import dataclass

import z3


def conjunction(*parts):
    parts = [part for part in parts if part is not True]
    if any(part is False for part in parts):
        return False
    return True if not parts else parts[0] if len(parts) == 1 else z3.And(*parts)


def disjunction(*parts):
    parts = [part for part in parts if part is not False]
    if any(part is True for part in parts):
        return True
    return False if not parts else parts[0] if len(parts) == 1 else z3.Or(*parts)


def negation(part):
    return (not part) if isinstance(part, bool) else z3.Not(part)


def implication(a, b):
    return disjunction(negation(a), b)


@dataclass
class Truth:
    """When it is true, false and unknown; these exclude each other, and elsewhere it does not apply."""

    true: object = False
    false: object = False
    unknown: object = False

    @property
    def applies(self):
        return disjunction(self.true, self.false, self.unknown)

    @staticmethod
    def when(applies, holds, unknown=False):
        """Judged where it applies and is known."""
        known = conjunction(applies, negation(unknown))
        return Truth(conjunction(known, holds), conjunction(known, negation(holds)), conjunction(applies, unknown))

    def negated(self):
        return Truth(self.false, self.true, self.unknown)

    def in_guard(self):
        """What does not apply is false."""
        return Truth(self.true, disjunction(self.false, negation(self.applies)), self.unknown)

    def implies(self, other):
        left = self.in_guard()
        rest = any_of([left.negated(), other])
        open_ = conjunction(negation(left.false), other.applies)
        return Truth(
            disjunction(left.false, conjunction(open_, rest.true)),
            conjunction(open_, rest.false),
            conjunction(open_, rest.unknown),
        )

    def iff(self, other):
        both = conjunction(self.applies, other.applies)
        unknown = disjunction(self.unknown, other.unknown)
        same = disjunction(conjunction(self.true, other.true), conjunction(self.false, other.false))
        return Truth.when(both, same, unknown)


def all_of(operands):
    """Operands that do not apply drop out; nothing left does not apply."""
    operands = list(operands)
    false = disjunction(*(operand.false for operand in operands))
    unknown = conjunction(negation(false), disjunction(*(operand.unknown for operand in operands)))
    true = disjunction(*(operand.true for operand in operands))
    return Truth(conjunction(negation(false), negation(unknown), true), false, unknown)


def any_of(operands):
    return all_of([operand.negated() for operand in operands]).negated()


def guarded(guard, outcome):
    """What a guard makes of what it guards: an outcome is a truth, pass for true and fail for false."""
    unsure = conjunction(guard.unknown, negation(outcome.true))
    return Truth(
        disjunction(conjunction(guard.true, outcome.true), conjunction(guard.unknown, outcome.true)),
        conjunction(guard.true, outcome.false),
        disjunction(conjunction(guard.true, outcome.unknown), unsure),
    )


def together(outcomes):
    """Several statements or bindings: fail, then could not measure, then pass, then not applicable."""
    return all_of(outcomes)
