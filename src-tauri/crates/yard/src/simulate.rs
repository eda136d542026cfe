//! `yard simulate`: where one lead lands, and why.

use std::borrow::Cow;
use std::io::Write;
use std::process::ExitCode;

use chrono::{DateTime, FixedOffset, Local};
use clap::{Args, ValueHint};
use routing::book::Channel;
use routing::fold::fold;
use routing::json::Node;
use routing::lead::{LeadParts, masked, read_time};
use routing::problem::did_you_mean;
use routing::{Book, Lead, Problem, Problems, Router};

use crate::input::{Input, one_stdin};
use crate::output::Output;
use crate::rotations::opening_state;
use crate::stop::{Done, Stop, Wrongs, listed};
use crate::trace;

/// Try one lead on a book: who gets it, and why
///
/// The lead is a whole lead ({"id", "channel", "captured_at", "payload"}) or just the payload that
/// a web form sends. The answer is one sentence and every step that led to it: assignees tried,
/// each rule with each of its tests, who was left out and why, and what the rules below the winner
/// would have done.
#[derive(Debug, Args)]
#[command(after_help = crate::examples!(
"  yard simulate --book adler.json lead.json
  yard simulate --book adler.json --channel \"Listing inquiries\" payload.json
  yard simulate --book adler.json --at 2026-12-24T18:30:00-06:00 --json lead.json
  yard sample --leads | head -1 | yard simulate --book adler.json -"))]
pub struct Simulate {
    /// The book, or '-' for standard input
    #[arg(long, value_name = "BOOK", value_hint = ValueHint::FilePath)]
    book: Input,

    /// The lead or payload, or '-' for standard input
    #[arg(value_name = "LEAD.json", value_hint = ValueHint::FilePath)]
    lead: Input,

    /// The channel's id, or its name if only one has it; wins over the lead's own
    #[arg(long, value_name = "CHANNEL")]
    channel: Option<String>,

    /// The time of capture, as 2026-11-24T09:12:00-06:00; wins over the lead's own [now if it has none]
    #[arg(long, value_name = "TIME", value_parser = time)]
    at: Option<DateTime<FixedOffset>>,

    /// Who had the last turn of each rotation: {"rotations": {"<rule id>": {"last_agent": "<id>"}}}
    #[arg(long, value_name = "STATE", value_hint = ValueHint::FilePath)]
    state: Option<Input>,

    /// Print the whole result as one JSON object
    #[arg(long)]
    json: bool,
}

fn time(text: &str) -> Result<DateTime<FixedOffset>, String> {
    read_time(text).map_err(|problem| match problem.help {
        Some(help) => format!("{} ({help})", problem.message),
        None => problem.message,
    })
}

pub fn run(args: &Simulate) -> Done {
    one_stdin(
        "simulate",
        [&args.book, &args.lead].into_iter().chain(&args.state),
    )?;
    let mut wrongs = Wrongs::default();
    let book = wrongs.keep(&args.book, args.book.read_book());
    let text = wrongs.keep(&args.lead, args.lead.read_text());
    let parts = text
        .as_deref()
        .and_then(|text| wrongs.keep(&args.lead, lead_parts(text)));
    let mut state = opening_state(args.state.as_ref(), book.as_ref(), &mut wrongs);
    let channel = match (&book, &parts) {
        (Some(book), Some(parts)) => channel(args, book, parts, &mut wrongs),
        _ => None,
    };
    let (Some(book), Some(parts), Some(channel), true) = (&book, parts, channel, wrongs.is_empty())
    else {
        return Err(wrongs.stop());
    };

    let router = Router::new(book);
    let lead = Lead {
        id: parts.id,
        channel: Cow::Borrowed(&channel.id),
        captured_at: args
            .at
            .or(parts.captured_at)
            .unwrap_or_else(|| Local::now().fixed_offset()),
        payload: parts.payload,
    };
    let landing = router.simulate(&lead, &mut state);
    let (Some(route), Some(landing)) = (router.route(&channel.id), landing) else {
        return Err(Stop::Failed(
            "the channel of the lead is not in the book".to_owned(),
        ));
    };
    if args.json {
        let mut out = Output::stdout();
        serde_json::to_writer(&mut out, &landing).map_err(std::io::Error::from)?;
        writeln!(out)?;
        out.finish()?;
    } else {
        let mut out = anstream::stdout().lock();
        trace::write(&mut out, &router.roster, route, &lead, &landing)?;
        out.flush()?;
    }
    Ok(ExitCode::SUCCESS)
}

fn lead_parts(text: &str) -> Result<LeadParts<'_>, Problems> {
    if text.trim().is_empty() {
        return Err(Problem::new("not_json", "", "the lead is empty").into());
    }
    let node = Node::parse(text).map_err(|error| {
        let problem = Problem::new("not_json", "", format!("the lead is not JSON: {error}"));
        let begins_whole = text
            .trim_start()
            .lines()
            .next()
            .is_some_and(|line| Node::parse(line).is_ok());
        if begins_whole {
            problem.help("several leads are for yard replay")
        } else {
            problem
        }
    })?;
    LeadParts::read(node).map_err(listed)
}

/// The channel to try the lead on. One that the command line names may be named by name: ids are
/// long, and secret.
fn channel<'b>(
    args: &Simulate,
    book: &'b Book,
    parts: &LeadParts,
    wrongs: &mut Wrongs,
) -> Option<&'b Channel> {
    let by_id = |id: &str| book.channels.iter().find(|channel| channel.id == id);
    match (&args.channel, &parts.channel) {
        (Some(wanted), _) => wrongs.keep(
            "--channel",
            by_id(wanted).map_or_else(|| by_name(book, wanted), Ok),
        ),
        (None, Some(id)) => wrongs.keep(
            &args.lead,
            by_id(id).ok_or_else(|| {
                let message = format!("no channel has the id {}", masked(id));
                Problem::new("unknown_channel", "channel", message).help(there_are(book))
            }),
        ),
        (None, None) => wrongs.keep(
            &args.lead,
            Err(
                Problem::new("missing_key", "channel", "the lead names no channel")
                    .help(format!("say which with --channel; {}", there_are(book))),
            ),
        ),
    }
}

fn by_name<'b>(book: &'b Book, wanted: &str) -> Result<&'b Channel, Problem> {
    let name = fold(wanted);
    let mut named = book.channels.iter().filter(|channel| {
        channel
            .name
            .as_deref()
            .is_some_and(|known| fold(known) == name)
    });
    match (named.next(), named.count()) {
        (Some(channel), 0) => Ok(channel),
        (Some(_), others) => {
            let message = format!("{} channels have the name {wanted:?}", others + 1);
            Err(Problem::new("ambiguous_channel", "", message)
                .help("give the id of the one you mean"))
        }
        (None, _) => {
            let names = book
                .channels
                .iter()
                .filter_map(|channel| channel.name.as_deref());
            let problem = match did_you_mean(wanted, names) {
                Some(name) => Problem::new(
                    "unknown_channel",
                    "",
                    format!("no channel has the name {wanted:?}"),
                )
                .help(format!("did you mean {name:?}?")),
                None => Problem::new(
                    "unknown_channel",
                    "",
                    format!("no channel has the id or the name {}", masked(wanted)),
                )
                .help(there_are(book)),
            };
            Err(problem)
        }
    }
}

/// Most channels that a message lists.
const LISTED: usize = 20;

fn there_are(book: &Book) -> String {
    if book.channels.is_empty() {
        return "the book has no channels".to_owned();
    }
    let name = |channel: &Channel| match &channel.name {
        Some(name) => format!("{name:?} ({})", masked(&channel.id)),
        None => masked(&channel.id),
    };
    let names: Vec<String> = book.channels.iter().take(LISTED).map(name).collect();
    let more = match book.channels.len().saturating_sub(LISTED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("the book has {}{more}", names.join(", "))
}
