//! Codes of differences between protocols, and of mistakes in declarations about their classes.

use crate::model::codes::Code;
use crate::report::Page;

use super::classes::Kind;

/// All of them, by code.
pub const CODES: &[&Code] = &[
    &RENUMBER,
    &MEANING,
    &SPLIT,
    &MERGE,
    &SCOPE,
    &EXTENT,
    &THRESHOLD,
    &PRESENCE,
    &NAME,
    &COMPLETENESS,
    &CONSENSUS,
    &GEOMETRY,
    &ENCODING,
    &ADDED,
    &REMOVED,
    &PERMUTED,
    &SHARED_WORD,
    &CODE_AGAINST_NAME,
    &LOOKS_ALIKE,
    &UNREADABLE,
    &UNKNOWN_PROTOCOL,
    &UNKNOWN_CLASS,
    &ENTANGLED,
    &CONTRADICTION,
];

/// The code with this name, `D101`.
pub fn find(code: &str) -> Option<&'static Code> {
    CODES.iter().copied().find(|known| known.code.eq_ignore_ascii_case(code))
}

/// The code of a kind of difference.
pub fn of(kind: Kind) -> &'static Code {
    match kind {
        Kind::Renumber => &RENUMBER,
        Kind::Meaning => &MEANING,
        Kind::Split => &SPLIT,
        Kind::Merge => &MERGE,
        Kind::Scope => &SCOPE,
        Kind::Extent => &EXTENT,
        Kind::Threshold => &THRESHOLD,
        Kind::Presence => &PRESENCE,
        Kind::Name => &NAME,
        Kind::Completeness => &COMPLETENESS,
        Kind::Consensus => &CONSENSUS,
        Kind::Geometry => &GEOMETRY,
        Kind::Encoding => &ENCODING,
        Kind::Added => &ADDED,
        Kind::Removed => &REMOVED,
        Kind::Permuted => &PERMUTED,
    }
}

const RENUMBER: Code = Code {
    code: "D101",
    title: "another value",
    page: Page {
        what: "The same anatomy has another value in the new protocol.",
        why: "Files of both protocols look alike, and must not be pooled as they are.",
        example: "1 tumour  // and in the new protocol: 2 tumour",
        fix: "Convert label files: `voxlint convert --from OLD --to NEW labels --output converted`.",
    },
};

const MEANING: Code = Code {
    code: "D102",
    title: "one value, other anatomy",
    page: Page {
        what: "A value that both protocols declare stands for other anatomy in each, and the classes share neither name nor code.",
        why: "Nothing in a file shows it: pooled by value, benign tissue becomes cancer and left becomes right.",
        example: "2 ureter  // and in the new protocol: 2 tumour",
        fix: "Convert label files before pooling them. If both are the same after all, say so: `equate old: ureter with new: tumour`.",
    },
};

const SPLIT: Code = Code {
    code: "D103",
    title: "a class was divided",
    page: Page {
        what: "What one class covers is several classes in the new protocol.",
        why: "Old files do not say which of them a voxel is; new files can be brought back by joining the classes.",
        example: "1 kidney  // and in the new protocol: 1 kidney, 3 cyst",
        fix: "Draw the new classes in old cases, or compare the group of all of them.",
    },
};

const MERGE: Code = Code {
    code: "D104",
    title: "classes were joined",
    page: Page {
        what: "Several classes are one class in the new protocol.",
        why: "Files can be converted, and what was told apart is lost.",
        example: "1 stroma\n2 benign_epithelium  // and in the new protocol: 1 benign",
        fix: "Keep the old files; `voxlint convert --accept lossy` writes new ones beside them.",
    },
};

const SCOPE: Code = Code {
    code: "D105",
    title: "one name, other anatomy",
    page: Page {
        what: "A name or code stands for more, less or other anatomy in the new protocol; or two classes overlap in part; or what they include and exclude differs.",
        why: "Volumes and scores of the two are not those of one thing, although reports give them one name.",
        example: "1 kidney includes {\"renal cyst\"}  // and in the new protocol cysts have a class of their own",
        fix: "Compare a union that both have, or annotate anew. If both are the same, say so with `equate`.",
    },
};

const EXTENT: Code = Code {
    code: "D106",
    title: "another extent",
    page: Page {
        what: "A rule fixes an end of a structure, or its length, in one protocol and not, or elsewhere, in the other.",
        why: "The same organ is drawn further in one hospital than in the other.",
        example: "require bottom(femur) - ischial_tuberosity in -5 mm .. 5 mm",
        fix: "Agree on the end, and draw or cut the structures of one side anew.",
    },
};

const THRESHOLD: Code = Code {
    code: "D107",
    title: "another least size",
    page: Page {
        what: "The protocols ask for another least size of the parts of a class.",
        why: "Counts of lesions differ, and what was too small to be drawn looks like healthy tissue.",
        example: "each c in components(lesion) { require volume(c) >= 3 mm3 }",
        fix: "Take the smaller parts out where the larger size holds, or draw them where they are missing.",
    },
};

const PRESENCE: Code = Code {
    code: "D108",
    title: "required or optional",
    page: Page {
        what: "A class must be there in every case in one protocol and need not in the other.",
        why: "Cases that one of the protocols accepts are no cases of the other.",
        example: "2 tumour  // and in the new protocol: 2 tumour optional",
        fix: "Sort out the cases without the class, or make it optional.",
    },
};

const NAME: Code = Code {
    code: "D109",
    title: "another name",
    page: Page {
        what: "The same anatomy is called differently.",
        why: "Files of single structures and tables of results are found by name.",
        example: "BowelBag  // and in the new protocol: Bag_Bowel",
        fix: "Give the class the other name as an `alias`, or convert.",
    },
};

const COMPLETENESS: Code = Code {
    code: "D110",
    title: "complete or not",
    page: Page {
        what: "One protocol annotates all there is, the other only a part: its label table is `open`, or a class is `partial`.",
        why: "Where annotation is not complete, a voxel without a label is not a negative example.",
        example: "1 lesion partial",
        fix: "Treat unlabelled voxels as unknown, or annotate the rest.",
    },
};

const CONSENSUS: Code = Code {
    code: "D111",
    title: "agreement of readers",
    page: Page {
        what: "The protocols ask for another number of readers who agree.",
        why: "Marks of one reader and marks of three of four are different references.",
        example: "require nodule subset of consensus(nodule, raters, at_least: 3)",
        fix: "Form the same agreement from the single readings, if they are kept.",
    },
};

const GEOMETRY: Code = Code {
    code: "D112",
    title: "another image",
    page: Page {
        what: "The protocols ask for other things of the image or its grid.",
        why: "Labels fit the images they were drawn on; another grid means resampling, which moves borders.",
        example: "spacing.between_slices <= 2.5 mm",
        fix: "Resample images and labels together, or leave out what does not fit.",
    },
};

const ENCODING: Code = Code {
    code: "D113",
    title: "another encoding",
    page: Page {
        what: "Background, ignored values, the type of data, or one label map against a file for each class.",
        why: "A tool that takes 0 for background reads another structure there; what is ignored becomes background.",
        example: "255 background  // and in the new protocol: 0 background",
        fix: "Convert label files. Where there is no value for what is ignored, somebody must look at it.",
    },
};

const ADDED: Code = Code {
    code: "D114",
    title: "a new class",
    page: Page {
        what: "A class of the new protocol has no counterpart in the old one.",
        why: "Old files do not say where it is.",
        example: "3 cyst  // in the new protocol alone",
        fix: "Annotate it in old cases. If it was there under another name, say so: `equate old: x with new: y`.",
    },
};

const REMOVED: Code = Code {
    code: "D115",
    title: "a class is gone",
    page: Page {
        what: "A class of the old protocol has no counterpart in the new one.",
        why: "Converted, its voxels become background.",
        example: "2 ureter  // in the old protocol alone",
        fix: "Keep the old files. If it is there under another name, say so: `equate old: x with new: y`.",
    },
};

const PERMUTED: Code = Code {
    code: "D116",
    title: "the same classes with other values",
    page: Page {
        what: "Every class has its counterpart and only values differ, so that all groups are equal as regions.",
        why: "Scores of regions can be compared as they are, and files be converted without loss.",
        example: "1 core, 2 oedema  // and in the new protocol: 1 oedema, 2 core",
        fix: "Convert label files: `voxlint convert --from OLD --to NEW labels --output converted`.",
    },
};

const SHARED_WORD: Code = Code {
    code: "D121",
    title: "a code or name that several classes bear",
    page: Page {
        what: "A class could be linked to several classes of the other protocol by a code or name.",
        why: "A guess would compare the wrong ones, so that none is linked.",
        example: "1 kidney_a code SCT:64033007\n2 kidney_b code SCT:64033007",
        fix: "Say which is meant: `equate old: kidney with new: kidney_a + kidney_b`.",
    },
};

const CODE_AGAINST_NAME: Code = Code {
    code: "D122",
    title: "codes and names disagree",
    page: Page {
        what: "Two classes share a name and have different codes, or their codes lead to one class and their names to another.",
        why: "One of the two is wrong, and a program cannot tell which, so that none is linked.",
        example: "1 femur code SCT:71341001  // and in the new protocol: 1 femur code SCT:2812003",
        fix: "Correct the code or the name, or say what is meant with `equate` or `distinguish`.",
    },
};

const LOOKS_ALIKE: Code = Code {
    code: "D123",
    title: "classes that look alike",
    page: Page {
        what: "Two classes without a counterpart have the same title, the same words in their names, or nearly the same spelling.",
        why: "They may be one class; nothing is linked by a guess.",
        example: "lung_left  // and in the new protocol: left_lung",
        fix: "Say so: `equate old: lung_left with new: left_lung`, or `distinguish old: lung_left from new: left_lung`.",
    },
};

const UNREADABLE: Code = Code {
    code: "D131",
    title: "a declaration that cannot be read",
    page: Page {
        what: "A line about classes is none of `equate .. with ..`, `place .. inside ..` and `distinguish .. from ..`.",
        why: "A declaration that is passed over would leave classes linked, or not, without a word.",
        example: "equate kits/19: kidney = kits/23: kidney",
        fix: "Write `equate PROTOCOL: CLASS + CLASS with PROTOCOL: CLASS because \"..\"`.",
    },
};

const UNKNOWN_PROTOCOL: Code = Code {
    code: "D132",
    title: "a protocol that is not compared",
    page: Page {
        what: "A declaration names a protocol that is not compared here, or that several are called, or one and the same twice.",
        why: "It would say nothing.",
        example: "equate kits/18: kidney with kits/23: kidney",
        fix: "Write the name of one of the protocols, with its version where two have one name, or `old` and `new`.",
    },
};

const UNKNOWN_CLASS: Code = Code {
    code: "D133",
    title: "an unknown class in a declaration",
    page: Page {
        what: "A declaration names a class, group, pair or sequence that the protocol does not declare.",
        why: "A misspelt name would leave two classes apart.",
        example: "equate kits/19: kidny with kits/23: kidney",
        fix: "Write the name as it stands in the protocol.",
    },
};

const ENTANGLED: Code = Code {
    code: "D134",
    title: "classes that overlap in too many ways",
    page: Page {
        what: "Declarations connect so many classes that may overlap each other that there are too many ways to belong to them.",
        why: "Comparing them would take more time and memory than there is.",
        example: "equate a: all_targets with b: all_targets  // with a hundred files of single structures on either side",
        fix: "Say in several declarations how smaller sets of classes relate.",
    },
};

const CONTRADICTION: Code = Code {
    code: "D135",
    title: "declarations that contradict each other",
    page: Page {
        what: "Together the declarations leave no voxel for a class.",
        why: "At least one of them is wrong.",
        example: "equate a: x with b: y\nequate a: z with b: y",
        fix: "Correct one of them: a class of a label map cannot be the same as two others.",
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_every_kind_has_one() {
        assert!(CODES.windows(2).all(|pair| pair[0].code < pair[1].code));
        for kind in Kind::ALL {
            assert!(CODES.contains(&of(kind)));
        }
        for code in CODES {
            for text in [code.page.what, code.page.why, code.page.example, code.page.fix] {
                assert!(text.len() > 10, "{}", code.code);
            }
        }
    }
}
