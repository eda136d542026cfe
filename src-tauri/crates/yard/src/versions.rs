//! `yard versions`: the versions of a mirror's book.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueHint};
use mirror::Reader;
use serde_json::json;

use crate::paint::{DIM, STRONG, harmless, painted};
use crate::stop::Done;

/// List the versions of a mirror's book, the newest first
///
/// Each import and pull that changed something, each push that was finished and each named save
/// is one. `yard export --version` prints the book as it was.
#[derive(Debug, Args)]
#[command(after_help = crate::examples!(
"  yard versions --mirror adler.mirror
  yard export --mirror adler.mirror --version 3 | yard diff - adler.json"))]
pub struct Versions {
    /// The mirror to read
    #[arg(long, value_name = "MIRROR", value_hint = ValueHint::FilePath)]
    mirror: PathBuf,

    /// Print each version as a line of JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Versions) -> Done {
    let versions = Reader::open(&args.mirror)?.versions()?;
    // Colours go where somebody sees them; JSON has none.
    let mut out = anstream::stdout().lock();
    for version in &versions {
        if args.json {
            let line = json!({
                "id": version.id,
                "kind": version.kind.name(),
                "at": version.at,
                "author": version.author,
                "note": version.note,
            });
            writeln!(out, "{line}")?;
            continue;
        }
        let author = version.author.as_deref().unwrap_or("-");
        writeln!(
            out,
            "{}  {}  {:6}  {}  {}",
            painted(STRONG, &format!("{:>4}", version.id)),
            painted(DIM, &version.at),
            version.kind.name(),
            harmless(author),
            harmless(&version.note),
        )?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
