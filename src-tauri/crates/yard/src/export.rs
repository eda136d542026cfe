//! `yard export`: a mirror's draft as a book.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueHint};
use mirror::Reader;

use crate::output::Output;
use crate::stop::{Done, Stop};

/// Print a mirror's draft as a book
///
/// The same draft always gives the same bytes, so books can be kept in version control.
#[derive(Debug, Args)]
#[command(after_help = crate::examples!(
"  yard export --mirror adler.mirror --out adler.json
  yard export --mirror adler.mirror | yard simulate --book - lead.json"))]
pub struct Export {
    /// The mirror to read
    #[arg(long, value_name = "MIRROR", value_hint = ValueHint::FilePath)]
    mirror: PathBuf,

    /// Print the book as it was in this version, a number of `yard versions`
    #[arg(long, value_name = "NUMBER")]
    version: Option<u32>,

    /// Write the book to this file instead of standard output
    #[arg(long, value_name = "BOOK", value_hint = ValueHint::FilePath)]
    out: Option<PathBuf>,
}

pub fn run(args: &Export) -> Done {
    let mut out = Output::create(args.out.as_deref(), [args.mirror.as_path()])?;
    let mirror = Reader::open(&args.mirror)?;
    let book = match args.version {
        None => mirror.export()?,
        Some(version) => mirror
            .version(version)?
            .ok_or_else(|| Stop::Refused(format!("there is no version {version}")))?,
    };
    out.write_all(book.write().as_bytes())?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}
