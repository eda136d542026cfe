//! `yard find`: which rules mention something.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgGroup, Args, ValueHint};
use mirror::Reader;
use routing::find::{Hit, Index, Query, Subject, accounts_named};
use routing::roster::Roster;
use routing::words;
use serde_json::json;

use crate::input::Input;
use crate::paint::{DIM, STRONG, harmless, painted};
use crate::stop::{Done, Stop, Wrongs};

/// Say which rules, fallbacks and channels mention a text
///
/// Finds values of conditions, names of rules and channels, expressions, follow-ups, and agents by
/// their own name or their people's names and e-mails. Case does not matter. Ends with 0 whether
/// anything is found or not.
#[derive(Debug, Args)]
#[command(
    group = ArgGroup::new("where").required(true).args(["book", "mirror"]),
    after_help = crate::examples!(
"  yard find --mirror adler.mirror 75205
  yard find --book adler.json 'maria lopez'"))]
pub struct Find {
    /// The book to look in, or '-' for standard input
    #[arg(long, value_name = "BOOK", value_hint = ValueHint::FilePath)]
    book: Option<Input>,

    /// The mirror whose draft to look in
    #[arg(long, value_name = "MIRROR", value_hint = ValueHint::FilePath)]
    mirror: Option<PathBuf>,

    /// What to look for
    #[arg(value_name = "TEXT")]
    text: String,

    /// Print each hit as a line of JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Find) -> Done {
    let book = match (&args.book, &args.mirror) {
        (Some(book), _) => {
            let mut wrongs = Wrongs::default();
            let Some(read) = wrongs.keep(book, book.read_book()) else {
                return Err(wrongs.stop());
            };
            read
        }
        (None, Some(mirror)) => Reader::open(mirror)?.export()?,
        (None, None) => return Err(Stop::usage("find", "name a book or a mirror")),
    };
    let named = accounts_named(&book.accounts, &book.users, &args.text);
    let Some(query) = Query::new(&args.text, named) else {
        return Err(Stop::usage(
            "find",
            "there is nothing to look for in a blank text",
        ));
    };
    let roster = Roster::new(&book.accounts, &[]);
    // Colours go where somebody sees them; JSON has none.
    let mut out = anstream::stdout().lock();
    let mut found = false;
    for channel in &book.channels {
        let index = Index::new(&roster, channel);
        for hit in index.find(&query) {
            found = true;
            if args.json {
                writeln!(out, "{}", as_json(&index, &hit))?;
            } else {
                tell(&mut out, &roster, &index, &hit)?;
            }
        }
    }
    out.flush()?;
    if !found {
        // The search is done, whether this can be read or not.
        let _ = writeln!(anstream::stderr(), "nothing mentions it");
    }
    Ok(ExitCode::SUCCESS)
}

fn tell(out: &mut impl Write, roster: &Roster, index: &Index, hit: &Hit) -> std::io::Result<()> {
    let account = words::account_name(roster, &index.account);
    let channel = index.name.as_deref().unwrap_or("an unnamed channel");
    let subject = match hit.subject {
        Subject::Channel => "the channel".to_owned(),
        Subject::Rule(_, number) => format!("{number} {}", hit.title),
        Subject::Fallback => "the fallback".to_owned(),
    };
    writeln!(
        out,
        "{} {} {}",
        painted(STRONG, channel),
        painted(DIM, &format!("({account})")),
        harmless(&subject)
    )?;
    for mention in &hit.mentions {
        writeln!(out, "    {}", harmless(&mention.words))?;
    }
    Ok(())
}

fn as_json(index: &Index, hit: &Hit) -> serde_json::Value {
    let (rule, number) = match hit.subject {
        Subject::Rule(id, number) => (Some(id), Some(number)),
        Subject::Channel | Subject::Fallback => (None, None),
    };
    json!({
        "channel": index.channel,
        "rule": rule,
        "number": number,
        "title": hit.title,
        "mentions": hit.mentions.iter().map(|mention| &mention.words).collect::<Vec<_>>(),
    })
}
