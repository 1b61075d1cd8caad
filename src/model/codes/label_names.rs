//! Names and codes of the label table that contradict each other.

use crate::report::Page;

use super::Code;

pub(super) const ALL: &[&Code] = &[&SAME_CODE, &SIDE_AGAINST_CODE, &SIDE_ALONE, &LOOK_ALIKE];

pub const SAME_CODE: Code = Code {
    code: "P320",
    title: "one code for two classes",
    page: Page {
        what: "Two classes of the label table have the same code of a terminology, with the same modifiers.",
        why: "Whoever reads the codes takes the two for one; often a line was copied and its code left as it was.",
        example: "1 gluteus_medius code SCT:78333006   2 gluteus_minimus code SCT:78333006",
        fix: "Look up the code of each, or add the modifier that tells them apart.",
    },
};

pub const SIDE_AGAINST_CODE: Code = Code {
    code: "P321",
    title: "a side against its code",
    page: Page {
        what: "The name of a class ends in one side, and the modifier of its code says the other.",
        why: "One of the two is wrong, and the data will be exchanged with the other.",
        example: "1 femur_left code SCT:71341001 right",
        fix: "Write the modifier that the name says, or mend the name.",
    },
};

pub const SIDE_ALONE: Code = Code {
    code: "P322",
    title: "two sides of unlike names",
    page: Page {
        what: "A name ends in a side, its counterpart is not declared, and a name that is nearly it stands for the other side.",
        why: "It is a slip of the keyboard: whoever looks for the other side by its name will not find it.",
        example: "1 LN_Iliac_L   2 LN_lliac_R",
        fix: "Write the two names alike, but for the side.",
    },
};

pub const LOOK_ALIKE: Code = Code {
    code: "P323",
    title: "names that look the same",
    page: Page {
        what: "Two names of classes differ only in letters that look alike in print: l, I and 1; O and 0.",
        why: "Nobody will see which of them a file is named after.",
        example: "1 Iliac   2 lliac",
        fix: "Keep one of the two, or choose names that differ to the eye.",
    },
};
