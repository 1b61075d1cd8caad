//! voxlint: protocol as code for medical image annotation.
//!
//! Data flows one way:
//!
//! ```text
//! .protocol -> syntax (tree, errors) -> model (typed rules, units)
//! files     -> formats -> volume (runs, geometry) -> facts (measures, each computed once)
//! rules x facts -> check (outcomes) -> findings -> report (one renderer per format)
//! ```
//!
//! * [`report`] is the lowest layer: what a person reads ([`report::Finding`]) and how it is rendered.
//! * [`syntax`] turns text into a tree, collects every error, and prints a tree back (`fmt`).
//! * [`model`] types the tree: units, classes, rules; and lints it.
//! * [`volume`] holds label maps as runs with their geometry, and the algorithms on runs.
//! * [`formats`] reads files into volumes and names what is wrong with them.
//! * [`facts`] computes measures of structures on demand, each once. It knows nothing of protocols.
//! * [`picture`] draws slices of label maps through what is wrong.
//! * [`check`] puts rules and facts together and runs the built-in checks.
//! * [`logic`] decides what follows from rules.
//! * [`phantom`] makes label maps with prescribed facts, as proof.
//! * [`waivers`] takes findings out that somebody has accepted, and says which waivers are of no use.
//! * [`starter`] writes first protocols, from tables of labels and from what label maps have in common.
//! * [`compare`] puts protocols beside each other: classes, differences, conversion.
//! * [`words`] says in sentences what protocols say.
//! * [`handbook`] writes a protocol as the guideline that people read.
//! * [`export`] writes protocols in the forms of other programs.
//! * [`cli`] has one file per command.

pub mod cache;
pub mod check;
pub mod cli;
pub mod compare;
pub mod export;
pub mod facts;
pub mod formats;
pub mod handbook;
pub mod logic;
pub mod model;
pub mod phantom;
pub mod picture;
pub mod report;
pub mod starter;
pub mod syntax;
pub mod volume;
pub mod waivers;
pub mod words;
