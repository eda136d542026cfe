//! What a command reads: files named on the command line, or standard input as `-`.

use std::ffi::OsString;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use routing::book::MAX_BOOK_BYTES;
use routing::{Book, Problem, Problems};

use crate::stop::{Done, Stop};

/// Where to read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    Stdin,
    File(PathBuf),
}

impl From<OsString> for Input {
    fn from(name: OsString) -> Input {
        if name == "-" {
            Input::Stdin
        } else {
            Input::File(name.into())
        }
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Input::Stdin => f.write_str("stdin"),
            Input::File(path) => path.display().fmt(f),
        }
    }
}

impl Input {
    pub fn path(&self) -> Option<&Path> {
        match self {
            Input::Stdin => None,
            Input::File(path) => Some(path),
        }
    }

    pub fn read(&self) -> Result<Vec<u8>, Problem> {
        self.read_up_to(u64::MAX)
    }

    /// Reads a document of a bounded size, and never more of it than that.
    pub fn read_document(&self) -> Result<Vec<u8>, Problem> {
        let most = MAX_BOOK_BYTES;
        let bytes = self.read_up_to(most as u64 + 1)?;
        if bytes.len() > most {
            let message = format!("larger than {} MiB, the most that is read", most >> 20);
            return Err(Problem::new("too_large", "", message));
        }
        Ok(bytes)
    }

    pub fn read_text(&self) -> Result<String, Problem> {
        let text = String::from_utf8(self.read_document()?).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            Problem::new(
                "not_utf8",
                "",
                format!("not UTF-8 text: byte {at} cannot be read"),
            )
        })?;
        // Some editors begin a file with a byte-order mark; readers of JSON may ignore it.
        Ok(match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        })
    }

    pub fn read_book(&self) -> Result<Book, Problems> {
        Book::read(&self.read_document()?)
    }

    fn read_up_to(&self, most: u64) -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::new();
        let read = match self {
            Input::Stdin => io::stdin().lock().take(most).read_to_end(&mut bytes),
            Input::File(path) => File::open(path).and_then(|file| {
                let size = file.metadata().map_or(0, |about| about.len().min(most));
                bytes.try_reserve_exact(usize::try_from(size).unwrap_or(usize::MAX))?;
                file.take(most).read_to_end(&mut bytes)
            }),
        };
        match read {
            Ok(_) => Ok(bytes),
            Err(error) => Err(unreadable(&error)),
        }
    }
}

fn unreadable(error: &io::Error) -> Problem {
    let message = match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::IsADirectory => "this is a folder".to_owned(),
        io::ErrorKind::PermissionDenied => "reading it is not permitted".to_owned(),
        _ => format!("cannot be read: {error}"),
    };
    Problem::new("unreadable_file", "", message)
}

/// Standard input can only be read once.
pub fn one_stdin<'a>(subcommand: &str, inputs: impl IntoIterator<Item = &'a Input>) -> Done<()> {
    let from_stdin = inputs.into_iter().filter(|input| **input == Input::Stdin);
    match from_stdin.count() {
        0 | 1 => Ok(()),
        _ => Err(Stop::usage(
            subcommand,
            "only one of the inputs can be '-' (standard input)",
        )),
    }
}
