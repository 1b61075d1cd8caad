//! The program from the outside: exit codes, streams, formats, discovery, configuration.

mod config;
mod discovery;
mod exit_codes;
mod files;
mod formats;
mod protocols;
mod streams;
