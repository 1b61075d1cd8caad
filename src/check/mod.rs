//! Rules and facts put together: outcomes, findings, built-in checks.

pub mod builtin;
pub mod case;
pub mod case_facts;
pub mod case_points;
pub mod cohort;
pub mod copy_of_image;
pub mod digest;
pub mod evaluate;
pub mod explain;
pub mod file_layout;
pub mod findings;
pub mod image_file;
pub mod in_memory;
pub mod inputs;
pub mod label_table;
pub mod landmark_table;
pub mod ordered;
pub mod outcome;
pub mod pictures;
pub mod run;

pub use case_facts::CaseFacts;
pub use case_points::CasePoints;
pub use evaluate::{AnnotationSource, CaseContext, CaseVerdict, ClassSource, FoundStructure, HeaderFacts};
pub use outcome::{Outcome, RuleOutcome};
