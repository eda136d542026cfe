//! `yard replay`: a history of leads, each walked to its end before the next.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum, ValueHint};
use routing::walk::Claims;
use routing::{History, Problems, Router};

use crate::input::{Input, one_stdin};
use crate::output::Output;
use crate::progress::Progress;
use crate::rotations::opening_state;
use crate::stop::{Done, Stop, Wrong, Wrongs};
use crate::tally::Tally;

/// Run a history of leads through a book: who would have had each
///
/// Leads are taken in the order of their capture, each walked to its end before the next, with one
/// state for rotations, daily caps and returning leads. One result a line goes to standard output
/// or --out, a summary to stderr. The same book, leads and options always give the same bytes.
///
/// A bad line stops the run before any result, with all bad lines listed, unless --skip-bad.
#[derive(Debug, Args)]
#[command(after_help = crate::examples!(
"  yard replay --book adler.json --leads leads.ndjson --out results.ndjson
  yard replay --book adler.json --leads leads.ndjson --claims seeded --seed 7
  zcat 2026.ndjson.gz | yard replay --book adler.json --leads - | jq -r '.agents[]' | sort | uniq -c"))]
pub struct Replay {
    /// The book, or '-' for standard input
    #[arg(long, value_name = "BOOK", value_hint = ValueHint::FilePath)]
    book: Input,

    /// The leads, one a line as {"id", "channel", "captured_at", "payload"}, or '-' for standard input
    #[arg(long, value_name = "LEADS.ndjson", value_hint = ValueHint::FilePath)]
    leads: Input,

    /// What to assume of agents who are offered a lead
    #[arg(long, value_enum, value_name = "WHO", default_value_t = Who::Nobody)]
    claims: Who,

    /// The seed of --claims seeded
    #[arg(long, value_name = "N", required_if_eq("claims", "seeded"))]
    seed: Option<u64>,

    /// Who had the last turn of each rotation: {"rotations": {"<rule id>": {"last_agent": "<id>"}}}
    #[arg(long, value_name = "STATE", value_hint = ValueHint::FilePath)]
    state: Option<Input>,

    /// Write the results to this file: whole at the end, or not at all
    #[arg(long, value_name = "RESULTS.ndjson", value_hint = ValueHint::FilePath)]
    out: Option<PathBuf>,

    /// Tell every step of each lead, not only its outcome
    #[arg(long)]
    trace: bool,

    /// Leave bad lines out, and list them
    #[arg(long)]
    skip_bad: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Who {
    /// Each offer times out
    Nobody,
    /// The first eligible member of the pool claims at once
    First,
    /// Any eligible member, drawn by --seed and the lead's id
    Seeded,
}

pub fn run(args: &Replay) -> Done {
    one_stdin(
        "replay",
        [&args.book, &args.leads].into_iter().chain(&args.state),
    )?;
    let claims = match (args.claims, args.seed) {
        (Who::Seeded, seed) => Claims::Seeded(seed.unwrap_or_default()),
        (_, Some(_)) => {
            return Err(Stop::usage(
                "replay",
                "'--seed <N>' can only be used with '--claims seeded'",
            ));
        }
        (Who::Nobody, None) => Claims::Nobody,
        (Who::First, None) => Claims::First,
    };

    let mut wrongs = Wrongs::default();
    let book = wrongs.keep(&args.book, args.book.read_book());
    let mut state = opening_state(args.state.as_ref(), book.as_ref(), &mut wrongs);
    let router = book.as_ref().map(Router::new);
    let bytes = wrongs.keep(&args.leads, args.leads.read());
    let lines = bytes.as_deref().map(without_mark).unwrap_or_default();
    let (history, bad) = read_history(lines, router.as_ref());
    if !args.skip_bad && !bad.is_empty() {
        wrongs.keep(&args.leads, Err::<(), _>(bad.clone()));
    }
    let (Some(router), true) = (router, wrongs.is_empty()) else {
        return Err(wrongs.stop());
    };

    let inputs = [&args.book, &args.leads].into_iter().chain(&args.state);
    let mut out = Output::create(args.out.as_deref(), inputs.filter_map(Input::path))?;
    let mut tally = Tally::default();
    let mut line = Vec::new();
    let mut written: io::Result<()> = Ok(());
    // Results that scroll by show the progress better.
    let progress = (!out.is_terminal()).then(|| Progress::new("routing", history.len()));
    router.replay(&history, claims, args.trace, &mut state, |landing| {
        if let Some(progress) = &progress {
            progress.step();
        }
        tally.add(&landing);
        line.clear();
        written = serde_json::to_writer(&mut line, &landing)
            .map_err(io::Error::from)
            .and_then(|()| {
                line.push(b'\n');
                out.write_all(&line)
            });
        written.is_ok()
    });
    drop(progress);
    written?;
    out.finish()?;

    let mut to = anstream::stderr().lock();
    // The results are written, whether the summary can be read or not.
    let _ = skipped(&mut to, &args.leads, lines, &history, bad)
        .and_then(|()| tally.write(&mut to, &router));
    Ok(ExitCode::SUCCESS)
}

/// Some editors begin a file with a byte-order mark.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
}

fn read_history<'b>(bytes: &'b [u8], router: Option<&Router>) -> (History<'b>, Problems) {
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
    let progress = Progress::new("reading", lines);
    History::read(bytes, |channel| {
        progress.step();
        // Without a book every channel is as good as known: its own problems are told.
        router.is_none_or(|router| router.route(channel).is_some())
    })
}

/// Says which lines were left out, if any.
fn skipped(
    to: &mut impl Write,
    leads: &Input,
    bytes: &[u8],
    history: &History,
    bad: Problems,
) -> io::Result<()> {
    if bad.is_empty() {
        return Ok(());
    }
    let is_blank = |line: &[u8]| std::str::from_utf8(line).is_ok_and(|text| text.trim().is_empty());
    let lines = bytes
        .split(|byte| *byte == b'\n')
        .filter(|line| !is_blank(line))
        .count();
    Wrong {
        input: leads.to_string(),
        problems: bad,
    }
    .tell(to)?;
    let count = lines - history.len();
    writeln!(
        to,
        "skipped {count} bad {}\n",
        if count == 1 { "line" } else { "lines" }
    )
}
