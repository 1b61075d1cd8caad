//! What a guideline owes its readers.

use crate::report::Page;

use super::Code;

pub(super) const ALL: &[&Code] = &[
    &NO_REASON,
    &NOT_IN_FORCE,
    &SAME_TITLE,
    &BASE,
    &AMENDMENT,
    &RELAXED_WITHOUT_REASON,
    &BASE_CHANGED,
    &BASE_NOT_LOCKED,
    &LOCK,
];

pub const NO_REASON: Code = Code {
    code: "P401",
    title: "rule without a reason",
    page: Page {
        what: "A rule has neither `because`, `cite` nor documentation.",
        why: "Nobody can later tell whether the rule may be changed.",
        example: "rule LIV-001 error \"One piece\" { require .. }",
        fix: "Add `because \"...\"` or `cite source`.",
    },
};

pub const NOT_IN_FORCE: Code = Code {
    code: "P402",
    title: "not in force",
    page: Page {
        what: "Today lies outside the period in `effective`.",
        why: "Annotators may be working by another version.",
        example: "effective = 2020-01-01 .. 2021-12-31",
        fix: "Renew the period, or use the version that is in force.",
    },
};

pub const SAME_TITLE: Code = Code {
    code: "P405",
    title: "two rules with the same sentence",
    page: Page {
        what: "Two rules carry the same sentence.",
        why: "In a report they cannot be told apart.",
        example: "rule A-1 error \"One piece\" .. rule A-2 error \"One piece\" ..",
        fix: "Say in each what it is about.",
    },
};

pub const BASE: Code = Code {
    code: "P406",
    title: "base protocol cannot be used",
    page: Page {
        what: "The protocol behind `extends` is not there, has mistakes, has another version than asked for, or builds on itself.",
        why: "Half of the rules would be missing without a word.",
        example: "protocol north/liver-ct 2.1.0 extends society/abdomen-ct ^1.4",
        fix: "Name a shipped protocol, or put the base beside this file or above it: `society/abdomen-ct.protocol`.",
    },
};

pub const AMENDMENT: Code = Code {
    code: "P407",
    title: "change to a rule that is not there",
    page: Page {
        what: "`tighten` or `relax` names a rule that no protocol behind `extends` has.",
        why: "The change would be lost without a word.",
        example: "tighten LVI-001 { require absent(cyst) }",
        fix: "Write the ID as the base does.",
    },
};

pub const RELAXED_WITHOUT_REASON: Code = Code {
    code: "P408",
    title: "rule relaxed without a reason",
    page: Page {
        what: "`relax` replaces what a base asks for, and has no `because`.",
        why: "Sites that pool their labels must see where one asks for less than the others, and why.",
        example: "relax LIV-001 { require components(liver, min: 1 mL) <= 2 }",
        fix: "Add `because \"...\"`.",
    },
};

pub const BASE_CHANGED: Code = Code {
    code: "P409",
    title: "base protocol is not the one that was locked",
    page: Page {
        what: "What a protocol extends says something else than when `protocols.lock` was written; comments and layout do not count.",
        why: "Rules of a base are rules of all who extend it: annotations would be judged by others than were agreed on.",
        example: "society/abdomen-ct 1.4.2 sha256:5f1d..",
        fix: "Read what has changed, then accept it with `voxlint lock`; or put the locked version back.",
    },
};

pub const BASE_NOT_LOCKED: Code = Code {
    code: "P410",
    title: "base protocol is not locked",
    page: Page {
        what: "There is a `protocols.lock`, and a protocol that is extended is not in it.",
        why: "It could change without a word, where the others cannot.",
        example: "protocol north/liver-ct 2.1.0 extends society/abdomen-ct ^1.4",
        fix: "Run `voxlint lock`.",
    },
};

pub const LOCK: Code = Code {
    code: "P411",
    title: "lock cannot be read",
    page: Page {
        what: "A line of `protocols.lock` is not a name, a version and a hash.",
        why: "What the line was to pin could change without a word.",
        example: "society/abdomen-ct 1.4.2",
        fix: "Write the file anew with `voxlint lock`.",
    },
};
