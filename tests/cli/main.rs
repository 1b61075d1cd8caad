//! The program from the outside: exit codes, streams, formats, discovery, configuration.

#![expect(clippy::unwrap_used, reason = "a test reports what is missing by panicking")]
#![expect(clippy::indexing_slicing, reason = "a missing entry fails the test")]

mod accepted;
mod across_cases;
mod baseline;
mod cache;
mod changed;
mod config;
mod convert;
mod diff;
mod diff_rules;
mod discovery;
mod doc;
mod exit_codes;
mod export;
mod export_targets;
mod extends;
mod facts;
mod files;
mod formats;
mod harmonize;
mod html;
mod import;
mod init;
mod inputs;
mod intensities;
mod landmarks;
mod lock;
mod manual;
mod phantom;
mod pictures;
mod protocols;
mod recognise;
mod stories;
mod streams;
mod tables;
mod tutorial;
mod waivers;
#[cfg(unix)]
mod watch;

#[allow(dead_code, clippy::expect_used, reason = "these tests need few of its parts, and it may panic")]
#[path = "../support/nifti_writer.rs"]
mod nifti_writer;
