//! `voxlint completions`: what a shell needs to complete commands and options.

use std::io::{self, Write};

use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

use super::arguments::Arguments;
use super::exit::{Exit, Stop};

pub const EXAMPLES: &str = "\
Examples:
  voxlint completions bash > ~/.local/share/bash-completion/completions/voxlint
  voxlint completions zsh > ~/.zfunc/_voxlint          with `fpath+=~/.zfunc` in ~/.zshrc
  voxlint completions fish > ~/.config/fish/completions/voxlint.fish
  voxlint completions powershell >> $PROFILE";

#[derive(Debug, Args)]
pub struct Completions {
    /// The shell that completes
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}

/// # Errors
///
/// Output that cannot be written.
pub fn run(arguments: &Completions) -> Result<Exit, Stop> {
    let mut command = Arguments::command();
    let mut text = Vec::new();
    generate(arguments.shell, &mut command, env!("CARGO_PKG_NAME"), &mut text);
    io::stdout().write_all(&text)?;
    Ok(Exit::Clean)
}
