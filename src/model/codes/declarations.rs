//! Headers, label tables, groups, pairs and sequences.

use crate::report::Page;

use super::Code;

pub(super) const ALL: &[&Code] = &[
    &HEADER,
    &DUPLICATE_VALUE,
    &DUPLICATE_RULE,
    &DUPLICATE_MEMBER,
    &UNEQUAL_RANGES,
    &LABEL_LINE,
    &BAD_VALUE,
    &NOT_A_UNION,
    &CYCLE,
    &META,
];

pub const HEADER: Code = Code {
    code: "P240",
    title: "incomplete header",
    page: Page {
        what: "The protocol has no header, two of them, or a name or version that is not one.",
        why: "Findings, locks and comparisons name the protocol and its version.",
        example: "protocol Liver version two",
        fix: "Write `protocol publisher/name 1.0.0` as the first line.",
    },
};

pub const DUPLICATE_VALUE: Code = Code {
    code: "P241",
    title: "value declared twice",
    page: Page {
        what: "Two lines of the label table claim the same value.",
        why: "A voxel would belong to two classes of one map.",
        example: "1 liver\n\
             {1..3} lesion",
        fix: "Give each class its own values.",
    },
};

pub const DUPLICATE_RULE: Code = Code {
    code: "P242",
    title: "rule ID used twice",
    page: Page {
        what: "Two rules share an ID.",
        why: "Waivers, baselines and comparisons find a rule by its ID.",
        example: "rule LIV-001 .. and again rule LIV-001 ..",
        fix: "Number the rules apart.",
    },
};

pub const DUPLICATE_MEMBER: Code = Code {
    code: "P243",
    title: "member named twice",
    page: Page {
        what: "A group, sequence, set or pair holds the same class twice.",
        why: "Usually another class was meant.",
        example: "pair kidney = kidney_right | kidney_right",
        fix: "Replace or remove the second one.",
    },
};

pub const UNEQUAL_RANGES: Code = Code {
    code: "P244",
    title: "ranges of unequal length",
    page: Page {
        what: "A range of values stands beside a range of names of another length, or beside a single name.",
        why: "Values would be assigned to the wrong classes from there on.",
        example: "1..7 C1..C6",
        fix: "Make both ranges equally long; for one class with several values write `{1..7} C1`.",
    },
};

pub const LABEL_LINE: Code = Code {
    code: "P245",
    title: "contradictory label line",
    page: Page {
        what: "A line of the label table says things that exclude each other, or repeats itself.",
        why: "Background is no class, an ignored value is neither.",
        example: "0 background optional",
        fix: "Keep the attribute that is meant.",
    },
};

pub const BAD_VALUE: Code = Code {
    code: "P246",
    title: "not a label value",
    page: Page {
        what: "A value of the label table does not fit in 64 bits.",
        why: "Label maps hold whole numbers of at most 64 bits.",
        example: "9999999999999999999999 liver",
        fix: "Write the value that the files hold; negative ones are allowed.",
    },
};

pub const NOT_A_UNION: Code = Code {
    code: "P247",
    title: "not a union of classes",
    page: Page {
        what: "A group holds a region, a difference or something else that is no union of classes.",
        why: "`each` runs over the classes of a group, and a region is not made of classes.",
        example: "group wall = rectum - lumen",
        fix: "Write `region wall = rectum - lumen`, or name classes only.",
    },
};

pub const CYCLE: Code = Code {
    code: "P248",
    title: "defined by itself",
    page: Page {
        what: "A group, region or parameter is defined by way of itself.",
        why: "Such a definition has no meaning.",
        example: "region a = b + c\n\
             region b = a - d",
        fix: "Break the circle.",
    },
};

pub const META: Code = Code {
    code: "P249",
    title: "wrong meta entry",
    page: Page {
        what: "An entry of `meta` is written twice or its value has the wrong form.",
        why: "`effective` is compared with today's date.",
        example: "effective = spring 2026",
        fix: "Write dates as `2026-04-01`, a period as `2026-04-01 .. 2028-03-31`.",
    },
};
