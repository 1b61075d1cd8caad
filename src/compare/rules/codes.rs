//! Codes of what rules mean against those of another protocol.

use crate::model::codes::Code;
use crate::report::Page;

use super::relations::Relation;

/// All of them, by code.
pub const CODES: &[&Code] = &[
    &TIGHTENED,
    &LOOSENED,
    &SHIFTED,
    &ADDED_RULE,
    &REMOVED_RULE,
    &OPPOSED,
    &UNDECIDED,
    &CONTRADICTORY,
    &INCOMPATIBLE,
    &NOT_PROVEN,
    &VERSION_STEP,
];

/// The code of a relation; what is the same has none.
pub fn of(relation: Relation) -> Option<&'static Code> {
    Some(match relation {
        Relation::Same => return None,
        Relation::Tightened => &TIGHTENED,
        Relation::Loosened => &LOOSENED,
        Relation::Shifted => &SHIFTED,
        Relation::Added => &ADDED_RULE,
        Relation::Removed => &REMOVED_RULE,
        Relation::Opposed => &OPPOSED,
        Relation::Undecided => &UNDECIDED,
    })
}

const PAIR: &str = "rule LIV-002 error \"Plausible size\" { require volume(liver) in 600 mL .. 3500 mL }  // old\n\
     rule LIV-002 error \"Plausible size\" { require volume(liver) in 800 mL .. 3500 mL }  // new";

pub const TIGHTENED: Code = Code {
    code: "D201",
    title: "rule tightened",
    page: Page {
        what: "A rule refuses cases that the old protocol accepted, and nothing that the old rule refused is accepted now.",
        why: "Label files that were good are not good any more.",
        example: PAIR,
        fix: "Take a step of the major version, and check the archive again; `--witness DIR` writes a case that shows it.",
    },
};

pub const LOOSENED: Code = Code {
    code: "D202",
    title: "rule loosened",
    page: Page {
        what: "Cases that a rule refused are accepted now, and nothing that was accepted is refused by it.",
        why: "Who relied on the old rule meets cases that it did not let pass.",
        example: PAIR,
        fix: "Take a step of the minor version, and tell those who read the labels.",
    },
};

pub const SHIFTED: Code = Code {
    code: "D203",
    title: "rule shifted",
    page: Page {
        what: "A rule refuses cases that were accepted, and lets others pass that were refused.",
        why: "Neither the archive nor those who read it can go on as before.",
        example: PAIR,
        fix: "Take a step of the major version; or give the new demand an ID of its own.",
    },
};

pub const ADDED_RULE: Code = Code {
    code: "D204",
    title: "rule added",
    page: Page {
        what: "The new protocol has a rule without a counterpart in the old one. The message says whether it refuses \
               anything that was accepted.",
        why: "A rule that refuses something breaks archives; one that follows from the old rules breaks nothing.",
        example: "rule LIV-009 error \"No holes\" { require holes(liver, min: 1 mL) == 0 }",
        fix: "Take a step of the major version if it refuses accepted cases.",
    },
};

pub const REMOVED_RULE: Code = Code {
    code: "D205",
    title: "rule removed",
    page: Page {
        what: "A rule of the old protocol has no counterpart in the new one. The message says whether the other rules \
               still refuse what it refused.",
        why: "What nobody checks any more happens.",
        example: "rule LIV-009 error \"No holes\" { require holes(liver, min: 1 mL) == 0 }",
        fix: "Take a step of the minor version, or say in the notes of the release which rule took its place.",
    },
};

pub const OPPOSED: Code = Code {
    code: "D206",
    title: "rules that exclude each other",
    page: Page {
        what: "No case that one protocol accepts, and that a rule of the other judges, passes that rule.",
        why: "The two protocols cannot be met together: no joint archive is possible.",
        example: "rule LIV-002 error \"Small livers\" { require volume(liver) <= 600 mL }  // old\n\
             rule LIV-002 error \"Large livers\" { require volume(liver) >= 800 mL }  // new",
        fix: "Agree on one of the two, or give them conditions with `when`.",
    },
};

pub const UNDECIDED: Code = Code {
    code: "D207",
    title: "undecided",
    page: Page {
        what: "Whether a rule refuses what the other protocol accepts could not be decided. The message says why: claims \
               that are not looked into, a limit of steps, or no label file that shows what seems possible.",
        why: "An undecided question is neither a proof nor a counter-example, and is never counted as one.",
        example: "require liver inside body, up to 2 %",
        fix: "Compare the two texts by hand; docs/compare.md says what is decided.",
    },
};

pub const CONTRADICTORY: Code = Code {
    code: "D208",
    title: "protocol that accepts nothing",
    page: Page {
        what: "The rules of a protocol contradict each other, so that it accepts no case. The smallest set of rules in \
               conflict is named.",
        why: "From a contradiction everything follows: a comparison with it says nothing.",
        example: "rule A-001 error \"a\" { require volume(liver) <= 600 mL }\n\
             rule A-002 error \"b\" { require volume(liver) >= 800 mL }",
        fix: "Mend one of the rules that are named; `voxlint lint` shows them too.",
    },
};

pub const INCOMPATIBLE: Code = Code {
    code: "D209",
    title: "compatibility broken",
    page: Page {
        what: "The compatibility that `--compat` asks for is refuted: a case shows it.",
        why: "`archive`: what the old protocol accepted, the new one refuses. `consumer`: what the new one accepts, the \
              old one refused. `full`: one of the two.",
        example: "voxlint diff old.protocol new.protocol --compat archive",
        fix: "Loosen the rules that are named, or take a step of the major version and check the archive again.",
    },
};

pub const NOT_PROVEN: Code = Code {
    code: "D210",
    title: "compatibility not proven",
    page: Page {
        what: "The compatibility that `--compat` asks for is neither proven nor refuted.",
        why: "Some questions are undecided; what is not proven is not promised.",
        example: "voxlint diff old.protocol new.protocol --compat full",
        fix: "Compare the rules that are named by hand.",
    },
};

pub const VERSION_STEP: Code = Code {
    code: "D211",
    title: "version step too small",
    page: Page {
        what: "The version went up by less than the change asks for: major if an accepted case is refused or a class has \
               another value or meaning, minor if something more is accepted or a class is new, else patch.",
        why: "Those who rely on versions take the new protocol for a harmless one.",
        example: "protocol north/liver-ct 1.2.0  // old\n\
             protocol north/liver-ct 1.2.1  // new, with a stricter rule",
        fix: "Give the new protocol the version that is named.",
    },
};
