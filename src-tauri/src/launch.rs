//! How the program is started: the command line, the environment, and where the mirror lives
//! when neither names one.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{Local, NaiveDate};
use clap::Parser;

/// See who gets which lead and why, change it by dragging, prove it before it counts.
#[derive(Clone, Debug, Default, Parser)]
#[command(name = "switchyard", version)]
pub struct Wishes {
    /// Mirror to open, made if it is not there [default: the one in the app's data folder]
    #[arg(long, value_name = "FILE")]
    mirror: Option<PathBuf>,

    /// Book to import first
    #[arg(value_name = "BOOK.json")]
    book: Option<PathBuf>,
}

/// What to open.
#[derive(Clone, Debug)]
pub struct Start {
    pub mirror: PathBuf,
    /// A book to import first.
    pub book: Option<PathBuf>,
    /// Where the app keeps its data: mirrors of further brokerages are made here.
    pub folder: PathBuf,
    /// Where the people who use the app are.
    pub today: fn() -> NaiveDate,
}

/// Names a mirror where the command line does not: for tests and for people who keep several.
const MIRROR_VARIABLE: &str = "SWITCHYARD_MIRROR";

impl Wishes {
    /// Ends the program after `--help`, `--version` or words it does not know.
    pub fn from_command_line() -> Self {
        Wishes::parse()
    }

    pub fn start(self, data_folder: &Path) -> Start {
        let named = self.mirror.or_else(|| {
            std::env::var_os(MIRROR_VARIABLE)
                .filter(|name| !name.is_empty())
                .map(PathBuf::from)
        });
        Start {
            mirror: named
                .or_else(|| remembered(data_folder))
                .unwrap_or_else(|| data_folder.join("brokerage.mirror")),
            book: self.book,
            folder: data_folder.to_owned(),
            today: || Local::now().date_naive(),
        }
    }
}

/// Holds the path of the mirror that was opened last, once somebody chose another than the first.
const LAST: &str = "last-opened";

fn remembered(folder: &Path) -> Option<PathBuf> {
    let path = fs::read_to_string(folder.join(LAST)).ok()?;
    Some(PathBuf::from(path)).filter(|path| path.is_file())
}

/// Notes which mirror to start with. Where that fails the app starts with the first one.
pub fn remember(folder: &Path, mirror: &Path) {
    if let Some(path) = mirror.to_str() {
        let _ = fs::write(folder.join(LAST), path);
    }
}

/// Tauri lets the variable hand the window, and all contact data in it, to any local program, in
/// release builds too. Removing a variable from the running process is unsafe, so the program
/// starts itself anew without it. Debug builds keep it: the end-to-end tests drive them.
#[cfg(not(debug_assertions))]
pub fn without_automation() -> Option<std::process::ExitCode> {
    use std::process::{Command, ExitCode};

    const AUTOMATION: &str = "TAURI_WEBVIEW_AUTOMATION";
    std::env::var_os(AUTOMATION)?;
    let again = || {
        let status = Command::new(std::env::current_exe()?)
            .args(std::env::args_os().skip(1))
            .env_remove(AUTOMATION)
            .status()?;
        Ok::<_, std::io::Error>(
            status
                .code()
                .and_then(|code| u8::try_from(code).ok())
                .map_or(ExitCode::FAILURE, ExitCode::from),
        )
    };
    Some(again().unwrap_or_else(|error| {
        eprintln!("switchyard: cannot start without {AUTOMATION}: {error}");
        ExitCode::FAILURE
    }))
}
