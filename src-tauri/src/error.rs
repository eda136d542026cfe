//! The one place where what went wrong becomes `wire::AppError`: a code for the window, a
//! sentence and its remedy for people.

use std::path::Path;

use mirror::MirrorError;
use remote::{RemoteError, SignInError};
use routing::{Problem, Problems};
use sync::SyncError;

use crate::parts;
use crate::wire::{self, AppError, Code};

impl AppError {
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        AppError {
            code,
            message: message.into(),
            help: None,
            place: None,
            problems: Vec::new(),
            more_problems: 0,
        }
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    #[must_use]
    pub fn place(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into());
        self
    }

    #[must_use]
    pub fn problems(mut self, problems: &[Problem]) -> Self {
        self.problems = problems.iter().map(wire::Problem::from).collect();
        self
    }
}

impl From<Problems> for AppError {
    fn from(problems: Problems) -> Self {
        let message = match problems.total() {
            1 => "the book has a problem, and nothing was imported".to_owned(),
            many => format!("the book has {many} problems, and nothing was imported"),
        };
        AppError {
            more_problems: u32::try_from(problems.more).unwrap_or(u32::MAX),
            ..AppError::new(Code::BadBook, message).problems(&problems.listed)
        }
    }
}

impl From<MirrorError> for AppError {
    fn from(error: MirrorError) -> Self {
        if let MirrorError::Refused { problems } = &error {
            let refused = parts::refused(problems);
            let is_gone = |problem: &Problem| {
                problem.place.is_empty() && problem.code.starts_with("unknown_")
            };
            return match problems.iter().any(is_gone) {
                true => AppError {
                    code: Code::NotFound,
                    ..refused
                },
                false => refused,
            };
        }
        let (code, help) = match &error {
            MirrorError::Missing { .. } | MirrorError::Unreachable { .. } => {
                (Code::FileUnreadable, None)
            }
            MirrorError::NotSqlite { .. } | MirrorError::NotAMirror { .. } => (
                Code::NotAMirror,
                Some(
                    "name another file with --mirror; a book (JSON) is imported, not opened as a mirror",
                ),
            ),
            MirrorError::Newer { .. } => (Code::MirrorNewer, None),
            MirrorError::Older { .. } => (
                Code::FileUnreadable,
                Some("open it here: that brings it up to date"),
            ),
            MirrorError::Damaged { .. } => (
                Code::MirrorDamaged,
                Some("move the file away and start again, or bring it back from a copy"),
            ),
            MirrorError::Locked { .. } => (
                Code::MirrorLocked,
                Some("close the other window, or give this one a mirror of its own"),
            ),
            MirrorError::ReadOnly { .. } => (
                Code::FileUnwritable,
                Some("allow writing to the file and its folder, or keep the mirror elsewhere"),
            ),
            MirrorError::DiskFull { .. } => (
                Code::FileUnwritable,
                Some("make room on the disk and try again"),
            ),
            _ => (Code::Internal, None),
        };
        AppError {
            help: help.map(str::to_owned),
            place: file(&error).map(|path| path.display().to_string()),
            ..AppError::new(code, error.to_string())
        }
    }
}

impl From<SyncError> for AppError {
    fn from(error: SyncError) -> Self {
        let message = error.to_string();
        let (code, help) = match error {
            SyncError::Mirror(error) => return error.into(),
            SyncError::Remote(error) => return error.into(),
            SyncError::Cancelled => (Code::Stopped, None),
            SyncError::NoBrokerage => (
                Code::RechatRefused,
                Some("sign in again and pick the brokerage"),
            ),
            SyncError::AnotherBrokerage { .. } | SyncError::Unseen => (
                Code::AnotherBrokerage,
                Some("open the mirror of that brokerage, or sign in for this one"),
            ),
            SyncError::NeverPulled => (Code::NeverPulled, Some("pull first")),
            SyncError::Restless => (Code::RechatRefused, Some("try again")),
            SyncError::PushUnderWay => (
                Code::PushUnderWay,
                Some("go on with the push, or give it up"),
            ),
            _ => (Code::RechatRefused, None),
        };
        AppError {
            help: help.map(str::to_owned),
            ..AppError::new(code, message)
        }
    }
}

impl From<RemoteError> for AppError {
    fn from(error: RemoteError) -> Self {
        let (code, help) = match &error {
            RemoteError::Unauthorized => (
                Code::NotSignedIn,
                Some("sign in again; the draft is as it was"),
            ),
            error if error.may_pass() => (
                Code::Offline,
                Some("everything but Rechat works on; try again later"),
            ),
            RemoteError::Address(_) => (Code::BadSettings, None),
            RemoteError::Setup(_) => (Code::Internal, None),
            _ => (Code::RechatRefused, None),
        };
        AppError {
            help: help.map(str::to_owned),
            ..AppError::new(code, error.to_string())
        }
    }
}

impl From<SignInError> for AppError {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::Remote(error) => error.into(),
            SignInError::Denied(word) if word == "access_denied" => {
                let message = "it was declined at Rechat's page";
                AppError::new(Code::SignInFailed, message)
                    .help("sign in once more, and agree there")
            }
            SignInError::Denied(word) if word == "invalid_client" => {
                let message = "Rechat does not know this client id with this secret";
                AppError::new(Code::SignInFailed, message)
                    .help("compare both with your brokerage's registration at Rechat")
            }
            error => AppError::new(Code::SignInFailed, error.to_string()).help("try again"),
        }
    }
}

fn file(error: &MirrorError) -> Option<&Path> {
    match error {
        MirrorError::Missing { path }
        | MirrorError::NotSqlite { path }
        | MirrorError::NotAMirror { path }
        | MirrorError::Newer { path, .. }
        | MirrorError::Older { path, .. }
        | MirrorError::Damaged { path, .. }
        | MirrorError::Locked { path }
        | MirrorError::ReadOnly { path }
        | MirrorError::DiskFull { path }
        | MirrorError::Unreachable { path, .. }
        | MirrorError::Diverged { path, .. }
        | MirrorError::Sqlite { path, .. } => Some(path),
        _ => None,
    }
}
