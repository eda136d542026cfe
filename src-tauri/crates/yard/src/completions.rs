//! `yard completions`: what a shell needs to complete our commands.

use std::io::Write;
use std::process::ExitCode;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::output::Output;
use crate::stop::Done;

/// Print a completion script for a shell
#[derive(Debug, Args)]
#[command(after_help = crate::examples!(
"  yard completions bash > ~/.local/share/bash-completion/completions/yard
  yard completions zsh > ~/.zfunc/_yard
  yard completions fish > ~/.config/fish/completions/yard.fish"))]
pub struct Completions {
    shell: Shell,
}

pub fn run(args: &Completions) -> Done {
    // Generated in memory: the generator cannot say that writing failed.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut crate::Yard::command(), "yard", &mut script);
    let mut out = Output::stdout();
    out.write_all(&script)?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}
