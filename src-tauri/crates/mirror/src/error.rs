use std::path::{Path, PathBuf};

use routing::Problem;
use routing::book::MAX_BOOK_BYTES;
use rusqlite::ErrorCode;

pub type Result<T> = std::result::Result<T, MirrorError>;

/// Why a mirror could not be opened, read or edited. Nothing was changed when one is returned.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MirrorError {
    #[error("there is no mirror at {}", .path.display())]
    Missing { path: PathBuf },
    #[error("{} is not a mirror: it is not an SQLite file", .path.display())]
    NotSqlite { path: PathBuf },
    #[error("{} is not a mirror: it is an SQLite file of another program", .path.display())]
    NotAMirror { path: PathBuf },
    #[error(
        "{} was written by a newer Switchyard (layout {found}; this one reads up to {known}): update Switchyard to open it",
        .path.display()
    )]
    Newer {
        path: PathBuf,
        found: i64,
        known: i64,
    },
    #[error(
        "{} was written by an older Switchyard (layout {found}; this one is {known}): open it in Switchyard once to bring it up to date",
        .path.display()
    )]
    Older {
        path: PathBuf,
        found: i64,
        known: i64,
    },
    #[error("the mirror {} is damaged: {detail}", .path.display())]
    Damaged { path: PathBuf, detail: String },
    #[error("the mirror {} is in use by another program", .path.display())]
    Locked { path: PathBuf },
    #[error("the mirror {} cannot be written: the file or its folder is read-only", .path.display())]
    ReadOnly { path: PathBuf },
    #[error("the mirror {} cannot be written: the disk is full", .path.display())]
    DiskFull { path: PathBuf },
    #[error("the mirror {} cannot be opened: {reason}", .path.display())]
    Unreachable { path: PathBuf, reason: String },
    /// The edit would leave a book that is not valid, or names what is not there.
    #[error("{}", said(.problems))]
    Refused { problems: Vec<Problem> },
    /// The rows are not as the log of edits left them, so nothing was undone or redone.
    #[error("\"{label}\" cannot be undone or redone: the mirror {} was changed by another program", .path.display())]
    Diverged { path: PathBuf, label: String },
    #[error("stopped before it was done; nothing was changed")]
    Stopped,
    #[error("the mirror {} cannot be read or written: {cause}", .path.display())]
    Sqlite { path: PathBuf, cause: String },
}

fn said(problems: &[Problem]) -> String {
    match problems {
        [] => "the edit was refused".to_owned(),
        [only] => only.to_string(),
        [first, rest @ ..] => format!("{first} (and {} more)", rest.len()),
    }
}

pub(crate) fn refused(code: &'static str, message: impl Into<String>) -> MirrorError {
    MirrorError::Refused {
        problems: vec![Problem::new(code, "", message)],
    }
}

/// Says which mirror an SQLite failure happened to, and what it means for a person.
pub(crate) trait At<T> {
    fn at(self, path: &Path) -> Result<T>;
}

impl<T> At<T> for rusqlite::Result<T> {
    fn at(self, path: &Path) -> Result<T> {
        self.map_err(|error| understood(error, path))
    }
}

fn understood(error: rusqlite::Error, path: &Path) -> MirrorError {
    let path = path.to_path_buf();
    let cause = || match &error {
        rusqlite::Error::FromSqlConversionFailure(_, _, why) => why.to_string(),
        rusqlite::Error::SqlInputError { msg, .. } => msg.clone(),
        other => other.to_string(),
    };
    let damaged = |path| MirrorError::Damaged {
        path,
        detail: cause(),
    };
    let failed = |path| MirrorError::Sqlite {
        path,
        cause: cause(),
    };
    match &error {
        rusqlite::Error::FromSqlConversionFailure(..) | rusqlite::Error::InvalidColumnType(..) => {
            damaged(path)
        }
        rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
            ErrorCode::NotADatabase => MirrorError::NotSqlite { path },
            ErrorCode::DatabaseCorrupt => damaged(path),
            ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::FileLockingProtocolFailed => MirrorError::Locked { path },
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied => MirrorError::ReadOnly { path },
            ErrorCode::DiskFull => MirrorError::DiskFull { path },
            ErrorCode::CannotOpen => unopened(path),
            // By the one who asked for it: nobody else interrupts.
            ErrorCode::OperationInterrupted => MirrorError::Stopped,
            ErrorCode::TooBig => refused(
                "too_large",
                format!(
                    "the book has more than {} MiB as Switchyard writes it, the most that a mirror takes in",
                    MAX_BOOK_BYTES >> 20
                ),
            ),
            _ => failed(path),
        },
        _ => failed(path),
    }
}

/// SQLite says only that it cannot open; the file system knows why.
fn unopened(path: PathBuf) -> MirrorError {
    let reason = if path.is_dir() {
        "it is a folder".to_owned()
    } else if path.parent().is_some_and(|folder| !folder.exists()) {
        "its folder does not exist".to_owned()
    } else {
        match std::fs::metadata(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => error.to_string(),
            _ => return MirrorError::ReadOnly { path },
        }
    };
    MirrorError::Unreachable { path, reason }
}
