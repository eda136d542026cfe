//! `yard import`: a book into a mirror, as its draft.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueHint};
use mirror::{Mirror, sample};

use crate::input::Input;
use crate::paint::{counted, harmless};
use crate::stop::{Done, Wrongs};

/// Put a book into a mirror, the file that Switchyard keeps a brokerage in
///
/// The mirror is made if it is not there. Otherwise the book replaces its draft as one edit, which
/// can be undone in the app. The mirror must not be open elsewhere.
#[derive(Debug, Args)]
#[command(after_help = crate::examples!(
"  yard import --mirror adler.mirror adler.json
  yard sample | yard import --mirror adler.mirror -"))]
pub struct Import {
    /// The mirror to import into
    #[arg(long, value_name = "MIRROR", value_hint = ValueHint::FilePath)]
    mirror: PathBuf,

    /// The book, or '-' for standard input
    #[arg(value_name = "BOOK", value_hint = ValueHint::FilePath)]
    book: Input,
}

pub fn run(args: &Import) -> Done {
    let mut wrongs = Wrongs::default();
    let Some(book) = wrongs.keep(&args.book, args.book.read_book()) else {
        return Err(wrongs.stop());
    };
    let mut mirror = Mirror::open_or_create(&args.mirror)?;
    if let Ok(author) = std::env::var("USER").or_else(|_| std::env::var("USERNAME")) {
        mirror.sign(author);
    }
    let differs = if mirror.revision()? == 0 {
        mirror.begin(&book, &sample::samples(&book))?;
        true
    } else {
        mirror.import(&book)?.is_some()
    };
    mirror.close()?;

    let root = book
        .accounts
        .iter()
        .find(|account| account.parent.is_none());
    let name = root.map_or("the book", |root| &root.name);
    let rules: usize = book
        .channels
        .iter()
        .map(|channel| channel.rules.len())
        .sum();
    let said = if differs {
        "imported"
    } else {
        "nothing to change:"
    };
    // The import is done, whether this can be read or not.
    let _ = writeln!(
        anstream::stderr(),
        "{said} {}: {}, {}, {}",
        harmless(name),
        counted(book.accounts.len(), "account"),
        counted(book.channels.len(), "channel"),
        counted(rules, "rule"),
    );
    Ok(ExitCode::SUCCESS)
}
