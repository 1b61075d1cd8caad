//! How a command ends.

use std::io;
use std::process::ExitCode;

/// A command that did its job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Nothing at or above `--fail-on`.
    Clean,
    Findings,
    /// The job was done as far as it went, and was not enough: nothing to check, or nothing could be measured.
    Insufficient,
}

impl Exit {
    pub fn code(self) -> u8 {
        match self {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Insufficient => 2,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.code())
    }
}

/// Why a command stopped before its end.
#[derive(Debug)]
pub enum Stop {
    /// Whoever reads the output has seen enough. Not an error: exit code 0.
    Closed,
    /// The job could not be done: exit code 2.
    Failed(Failure),
    /// The job could not be done, and why has been reported in full.
    Reported,
}

/// One lower-case sentence without a final stop, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub message: String,
    pub help: Option<String>,
}

impl Failure {
    pub fn new(message: impl Into<String>) -> Self {
        Failure { message: message.into(), help: None }
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With help where there is any.
    #[must_use]
    pub fn help_if(self, help: Option<&str>) -> Self {
        match help {
            Some(help) => self.help(help),
            None => self,
        }
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Stop::Failed(failure)
    }
}

/// For errors of standard output and the output file.
impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Stop::Closed,
            _ => Stop::Failed(Failure::new(format!("the output could not be written: {error}"))),
        }
    }
}

/// What went wrong with a file, in words: `permission denied`.
pub fn io_reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it does not exist".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::FileTooLarge => "it has more than 16 MiB, the limit for a text".to_owned(),
        _ => error.to_string().to_lowercase(),
    }
}
