//! Claims that are legal and probably not meant.

use crate::report::Page;

use super::Code;

pub(super) const ALL: &[&Code] = &[
    &BARE_COUNT,
    &BARE_EQUALITY,
    &INCOMPLETE_FIELD,
    &VOXEL_THRESHOLD,
    &IMPOSSIBLE,
    &ALWAYS_TRUE,
    &OPTIONAL_REQUIRED,
    &REPEATED_CLAIM,
    &EMPTY_RULE,
    &UNCOVERED,
    &UNREACHED,
    &CONTRADICTION,
    &DEAD_RULE,
    &UNBREAKABLE,
    &FALSE_GUARD,
    &IDLE_TIGHTEN,
];

pub const BARE_COUNT: Code = Code {
    code: "P301",
    title: "count without a floor",
    page: Page {
        what: "Parts or holes are counted without a smallest size.",
        why: "On real label maps single stray voxels are common: of 163 kidney masks 90 fail an exact count, and with a floor of 0.5 mL only the 4 that are truly wrong.",
        example: "require components(kidneys) == 2",
        fix: "Add a floor: `components(kidneys, min: 0.5 mL) == 2`.",
    },
};

pub const BARE_EQUALITY: Code = Code {
    code: "P302",
    title: "equality without a tolerance",
    page: Page {
        what: "Two structures must be equal to the last voxel.",
        why: "Resampling and rounding move single voxels; an exact comparison then fails everywhere.",
        example: "require plan == grow(tumour, 5 mm)",
        fix: "Add a tolerance: `, up to 1 voxel`, `, up to 2 %` or `, up to 1 mm`.",
    },
};

pub const INCOMPLETE_FIELD: Code = Code {
    code: "P303",
    title: "lower bound on what may be cut off",
    page: Page {
        what: "A size has a lower bound, but nothing says that the structure lies wholly inside the scan.",
        why: "An organ at the edge of the field of view is smaller than it is in the patient.",
        example: "require volume(liver) >= 600 mL",
        fix: "Add a guard: `.. when complete(liver)`.",
    },
};

pub const VOXEL_THRESHOLD: Code = Code {
    code: "P304",
    title: "threshold in voxels",
    page: Page {
        what: "A size is given in voxels.",
        why: "Its meaning changes with the scanner's resolution.",
        example: "require voxels(tumour) >= 50 voxels",
        fix: "Give it in mm, mm2 or mL, or say in `because` why it is in voxels or pixels.",
    },
};

pub const IMPOSSIBLE: Code = Code {
    code: "P305",
    title: "nothing can meet this",
    page: Page {
        what: "A claim asks for a negative size or count, or two claims of one rule exclude each other.",
        why: "Every case would fail.",
        example: "require volume(liver) < 0 mL",
        fix: "Correct the number or the direction of the comparison.",
    },
};

pub const ALWAYS_TRUE: Code = Code {
    code: "P306",
    title: "nothing can break this",
    page: Page {
        what: "A claim holds for every measure of its kind.",
        why: "It reads like a check and checks nothing.",
        example: "require volume(liver) >= 0 mL",
        fix: "Correct the number, or remove the claim.",
    },
};

pub const OPTIONAL_REQUIRED: Code = Code {
    code: "P307",
    title: "optional class required",
    page: Page {
        what: "A class is declared optional and a rule requires it in every case.",
        why: "The two lines disagree about what a case without it means.",
        example: "2 tumour optional  // and require present(tumour)",
        fix: "Remove `optional`, or say when it must be there: `require present(tumour) when ..`.",
    },
};

pub const REPEATED_CLAIM: Code = Code {
    code: "P308",
    title: "claim written twice",
    page: Page {
        what: "A rule says the same thing twice.",
        why: "Usually the second was meant to name another class.",
        example: "require present(liver)\n\
             require present(liver)",
        fix: "Change or remove the second claim.",
    },
};

pub const EMPTY_RULE: Code = Code {
    code: "P309",
    title: "rule that says nothing",
    page: Page {
        what: "A rule or block has no statement in it.",
        why: "It counts as a rule in every report and never fails.",
        example: "rule LIV-001 error \"One piece\" { }",
        fix: "Add a claim, or `manual \"...\"` for what a person must check.",
    },
};

pub const UNCOVERED: Code = Code {
    code: "P310",
    title: "gap in a decision table",
    page: Page {
        what: "There are values of the inputs for which a decision table has no row.",
        why: "Cases with such values could not be measured; usually the combination was forgotten.",
        example: "case { g in {a, b}\n h in {x, y} }\ndecide case.h from case.g { a -> x }",
        fix: "Add a row for it, or `otherwise invalid` if it must not occur.",
    },
};

pub const UNREACHED: Code = Code {
    code: "P311",
    title: "row that never decides",
    page: Page {
        what: "Rows above it cover everything that a row of a decision table covers.",
        why: "The first row that fits decides, so that this one says nothing.",
        example: "case { g in {a, b}\n h in {x, y} }\ndecide case.h from case.g {\n  _ -> x\n  a -> y\n}",
        fix: "Move the more special row up, or remove it.",
    },
};

pub const CONTRADICTION: Code = Code {
    code: "P312",
    title: "no case can be accepted",
    page: Page {
        what: "Rules of severity `error` and lines of the protocol cannot be met together. A set of them is named from which \
               none can be left out.",
        why: "Every case would fail.",
        example: "rule A-001 error \"Small\" { require volume(liver) <= 500 mL }\n\
             rule A-002 error \"Large\" { require volume(liver) >= 600 mL }",
        fix: "Correct one of the rules, or give it a condition with `when`.",
    },
};

pub const DEAD_RULE: Code = Code {
    code: "P313",
    title: "rule that follows from others",
    page: Page {
        what: "A rule fails only where other rules or lines fail too: what it asks for follows from them. This is proven, \
               not measured.",
        why: "It adds findings, and finds nothing. Usually a number or a class is not the one that was meant.",
        example: "rule A-001 error \"All lesions\" { require volume(lesions) <= 5 mL }\n\
             rule A-002 error \"The tumour\" { require volume(tumour) <= 6 mL }",
        fix: "Remove it, or ask for more.",
    },
};

pub const UNBREAKABLE: Code = Code {
    code: "P314",
    title: "rule that nothing can break",
    page: Page {
        what: "A rule holds of every label map, whatever is drawn: a part is never larger than the whole, for instance.",
        why: "It reads like a check and checks nothing.",
        example: "require volume(tumour) <= volume(lesions)",
        fix: "Correct what it asks for, or remove it.",
    },
};

pub const FALSE_GUARD: Code = Code {
    code: "P315",
    title: "condition that is never met",
    page: Page {
        what: "A condition (`when`, `unless`, `where`) is false in every case that the other rules accept.",
        why: "What it guards is never asked for.",
        example: "rule A-001 error \"Size\" { require volume(liver) <= 500 mL }\n\
             rule A-002 error \"Large livers\" { require complete(liver) when volume(liver) >= 600 mL }",
        fix: "Correct the condition, or remove what it guards.",
    },
};

pub const IDLE_TIGHTEN: Code = Code {
    code: "P316",
    title: "`tighten` that tightens nothing",
    page: Page {
        what: "What a `tighten` asks for follows from the rule that it tightens and from the other rules.",
        why: "It reads as if this protocol were stricter than its base, and it is not.",
        example: "tighten LIV-002 { require volume(liver) >= 400 mL }  // the base asks for 500 mL",
        fix: "Ask for more, or remove it.",
    },
};
