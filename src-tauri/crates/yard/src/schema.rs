//! `yard schema`: what a book looks like, for editors and for programs that write books.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use routing::book::BOOK_SCHEMA;

use crate::output::Output;
use crate::stop::Done;

/// Print the JSON Schema of books
///
/// An editor that knows it completes and checks a book while it is typed. Some mistakes are beyond
/// a schema, such as an agent that does not exist: every command that reads a book finds those.
#[derive(Debug, Args)]
#[command(after_help = crate::examples!("  yard schema > book.schema.json"))]
pub struct Schema {}

pub fn run() -> Done {
    let mut out = Output::stdout();
    out.write_all(BOOK_SCHEMA.as_bytes())?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}
