//! The command line: routing tried, replayed and moved without a window.
//!
//! Each subcommand is a file: its arguments, what its help teaches, what it does. All of them read
//! every input first and tell everything that is wrong with any of it; results go to stdout, words
//! about them to stderr. Nothing is decided here that `routing` or `mirror` could decide.

mod completions;
mod connection;
mod diff;
mod export;
mod find;
mod import;
mod input;
mod output;
mod paint;
mod plan;
mod progress;
mod pull;
mod push;
mod replay;
mod rotations;
mod sample;
mod sandbox;
mod schema;
mod simulate;
mod stop;
mod tally;
mod trace;
mod versions;

use std::any::Any;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use stop::{Done, INTERNAL};

/// The end of a help text: examples under a heading like clap's own.
macro_rules! examples {
    ($text:literal) => {
        concat!("\x1b[1m\x1b[4mExamples:\x1b[0m\n", $text)
    };
}
pub(crate) use examples;

/// See who gets which lead and why, without a window
///
/// A book is one brokerage's whole routing as a JSON file: accounts, people, channels, rules.
/// `yard` tries leads on it, alone or by the million, and moves it in and out of the mirror that
/// the Switchyard app works on.
#[derive(Debug, Parser)]
#[command(
    name = "yard",
    version,
    arg_required_else_help = true,
    max_term_width = 100,
    after_help = examples!(
"  yard sample > adler.json                                 a book to begin with
  yard sample --leads > leads.ndjson                       and leads for it
  head -1 leads.ndjson | yard simulate --book adler.json -
  yard replay --book adler.json --leads leads.ndjson

\x1b[1m\x1b[4mExit codes:\x1b[0m
  0  done
  1  something to look at: findings, differences, conflicts, a push refused or stopped
  2  bad input: all of its problems are on stderr, nothing is on stdout
  3  internal error
  4  Rechat cannot be reached, or failed")
)]
pub struct Yard {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Simulate(simulate::Simulate),
    Replay(replay::Replay),
    Sample(sample::Sample),
    Import(import::Import),
    Export(export::Export),
    Diff(diff::Diff),
    Versions(versions::Versions),
    Find(find::Find),
    Pull(pull::Pull),
    Plan(plan::Plan),
    Push(push::Push),
    Sandbox(sandbox::Sandbox),
    Schema(schema::Schema),
    Completions(completions::Completions),
}

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(apologise));
    let yard = Yard::parse();
    guarded(|| run(yard))
}

fn run(yard: Yard) -> Done {
    match &yard.command {
        Command::Simulate(args) => simulate::run(args),
        Command::Replay(args) => replay::run(args),
        Command::Sample(args) => sample::run(args),
        Command::Import(args) => import::run(args),
        Command::Export(args) => export::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Versions(args) => versions::run(args),
        Command::Find(args) => find::run(args),
        Command::Pull(args) => pull::run(args),
        Command::Plan(args) => plan::run(args),
        Command::Push(args) => push::run(args),
        Command::Sandbox(args) => sandbox::run(args),
        Command::Schema(schema::Schema {}) => schema::run(),
        Command::Completions(args) => completions::run(args),
    }
}

/// Whatever happens, the caller gets one of the exit codes.
fn guarded(work: impl FnOnce() -> Done) -> ExitCode {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(code)) => code,
        Ok(Err(stop)) => stop.tell(),
        Err(_) => ExitCode::from(INTERNAL),
    }
}

fn apologise(panic: &PanicHookInfo<'_>) {
    use std::io::Write;
    let payload: &dyn Any = panic.payload();
    let text = payload.downcast_ref::<&str>().copied();
    let text = text
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("panic");
    let place = panic
        .location()
        .map(|place| format!(" at {}:{}", place.file(), place.line()));
    let place = place.unwrap_or_default();
    let _ = writeln!(anstream::stderr(), "yard: internal error{place}: {text}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_sound() {
        <Yard as clap::CommandFactory>::command().debug_assert();
    }

    #[test]
    fn a_panic_ends_with_the_code_of_internal_errors() {
        let code = guarded(|| panic!("on purpose"));
        assert_eq!(
            format!("{code:?}"),
            format!("{:?}", ExitCode::from(INTERNAL))
        );
    }
}
