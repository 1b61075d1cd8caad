//! Facts about the case.

use crate::report::Page;

use super::Code;

pub(super) const ALL: &[&Code] = &[&CASE_FIELD, &BAD_DATE, &NO_LABELS];

pub const CASE_FIELD: Code = Code {
    code: "P250",
    title: "a field of the case that contradicts itself",
    page: Page {
        what: "A line of the `case` block gives a field two defaults, limits that its type cannot have, or a pattern that cannot be read.",
        why: "Every cell of every table is held against the line, so it must say one thing.",
        example: "nephrectomy yes/no in {0, 1}, optional, default no",
        fix: "Write a name, one type, and then at most one of `optional` and `default`.",
    },
};

pub const BAD_DATE: Code = Code {
    code: "P251",
    title: "no day of the calendar",
    page: Page {
        what: "A date is written in the right form and names a day that does not exist.",
        why: "No date could be compared with it.",
        example: "require case.scanned >= 2026-02-30",
        fix: "Write year, month and day of a day that exists: `2026-02-28`.",
    },
};

pub const NO_LABELS: Code = Code {
    code: "P252",
    title: "voxels in a protocol without labels",
    page: Page {
        what: "A rule speaks of the label map, and the protocol declares no `labels`: its cases are rows of tables.",
        why: "Nothing could ever be measured.",
        example: "case { finding yes/no }\nrule CXR-001 error \"Thin slices\" { require spacing <= 1 mm }",
        fix: "Declare the classes in `labels`, or move the rule to the protocol of the label maps.",
    },
};
