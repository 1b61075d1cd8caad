//! What can be wrong with waivers and baselines.

use crate::model::codes::Code;
use crate::report::Page;

/// All of them, by code.
pub const CODES: &[&Code] = &[&UNREADABLE, &EXPIRED, &UNUSED, &UNKNOWN_CODE, &GONE];

pub const UNREADABLE: Code = Code {
    code: "W101",
    title: "waiver cannot be read",
    page: Page {
        what: "A line of `voxlint.waivers` is no waiver, or one of its four parts is missing.",
        why: "Who accepts a finding says which, for which cases, until when and why; otherwise nobody can look at it again.",
        example: "waive LIV-002 for \"case_0113*\" until 2026-12-31",
        fix: "Write `waive CODE for \"CASES\" until YYYY-MM-DD because \"REASON\"`.",
    },
};

pub const EXPIRED: Code = Code {
    code: "W102",
    title: "waiver has expired",
    page: Page {
        what: "The last day of a waiver has passed: what it accepted is reported again.",
        why: "An exception that nobody looks at again becomes the rule.",
        example: "waive LIV-002 for \"case_0113*\" until 2020-12-31 because \"liver transplant\"",
        fix: "Mend the case, or look at it again and set a new day; remove the waiver if it is not needed.",
    },
};

pub const UNUSED: Code = Code {
    code: "W103",
    title: "waiver waives nothing",
    page: Page {
        what: "Cases were checked that a waiver speaks of, and none of them has the finding.",
        why: "The case may have been mended; left behind, the waiver would hide the next mistake.",
        example: "waive LIV-002 for \"case_0113*\" until 2030-12-31 because \"liver transplant\"",
        fix: "Remove the waiver.",
    },
};

pub const UNKNOWN_CODE: Code = Code {
    code: "W104",
    title: "waiver of an unknown code",
    page: Page {
        what: "No built-in check and no rule of the protocols in use has the code of a waiver.",
        why: "A misspelt code waives nothing, and the finding it was meant for stays.",
        example: "waive LVI-002 for \"case_0113*\" until 2030-12-31 because \"liver transplant\"",
        fix: "Write the code as the finding shows it.",
    },
};

pub const GONE: Code = Code {
    code: "W105",
    title: "finding of the baseline is gone",
    page: Page {
        what: "Cases were checked that a baseline knows findings of, and they are not there any more.",
        why: "What is mended should stay mended; left behind, the entry would hide the same mistake when it comes back.",
        example: "2 findings of the baseline are not there any more: LIV-002 of `case_0113`, G102 of `case_0120`",
        fix: "Take them out: `voxlint check --baseline FILE --prune-baseline`.",
    },
};
