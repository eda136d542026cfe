//! `yard diff`: what changed between two books, in words.

use std::io::Write;
use std::process::ExitCode;

use clap::{Args, ValueHint};
use routing::diff::diff;

use crate::input::{Input, one_stdin};
use crate::output::Output;
use crate::paint::harmless;
use crate::stop::{Done, FINDINGS, Wrongs};

/// Say what changed between two books, one change a line
///
/// Accounts, people, channels and rules are matched by their ids, so a rename is a rename and a
/// move is a move. Ends with 1 if there are differences.
#[derive(Debug, Args)]
#[command(after_help = crate::examples!(
"  yard diff monday.json friday.json
  yard export --mirror adler.mirror | yard diff adler.json -"))]
pub struct Diff {
    /// The book before, or '-' for standard input
    #[arg(value_name = "OLD", value_hint = ValueHint::FilePath)]
    old: Input,

    /// The book after, or '-' for standard input
    #[arg(value_name = "NEW", value_hint = ValueHint::FilePath)]
    new: Input,

    /// Print the changes as one JSON array
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Diff) -> Done {
    one_stdin("diff", [&args.old, &args.new])?;
    let mut wrongs = Wrongs::default();
    let old = wrongs.keep(&args.old, args.old.read_book());
    let new = wrongs.keep(&args.new, args.new.read_book());
    let (Some(old), Some(new)) = (old, new) else {
        return Err(wrongs.stop());
    };
    let changes = diff(&old, &new);
    let mut out = Output::stdout();
    if args.json {
        let text = serde_json::to_string(&changes).map_err(std::io::Error::from)?;
        writeln!(out, "{text}")?;
    } else {
        for change in &changes {
            writeln!(out, "{}", harmless(&change.words))?;
        }
    }
    out.finish()?;
    Ok(match changes.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(FINDINGS),
    })
}
