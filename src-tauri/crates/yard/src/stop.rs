//! Why a command ends before its work is done, and what the caller hears of it: an exit code, and
//! everything that is wrong with what was given, a line each, on stderr.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::CommandFactory;
use clap::error::ErrorKind;
use mirror::MirrorError;
use routing::{Problem, Problems};

use crate::paint::{BAD, DIM, PLACE, STRONG, painted};

/// There are conflicts, or what was asked for is not done.
pub const FINDINGS: u8 = 1;
/// What was given cannot be used.
pub const BAD_INPUT: u8 = 2;
/// The program or the machine failed.
pub const INTERNAL: u8 = 3;

/// Rechat cannot be reached, or failed.
pub const REMOTE: u8 = 4;

/// How a command ends that came to an end.
pub type Done<T = ExitCode> = Result<T, Stop>;

#[derive(Debug)]
pub enum Stop {
    Usage(Box<clap::Error>),
    BadInput(Vec<Wrong>),
    /// One sentence says it all.
    Refused(String),
    /// Nothing is wrong with what was given, but it is not done.
    Declined(String),
    Remote(String),
    /// Whoever read the results has gone; that is no failure.
    Unread,
    Failed(String),
}

/// What is wrong with one input.
#[derive(Debug)]
pub struct Wrong {
    /// The file, or the option that was given.
    pub input: String,
    pub problems: Problems,
}

impl Stop {
    /// A combination of arguments that makes no sense together.
    pub fn usage(subcommand: &str, message: &str) -> Stop {
        let mut yard = crate::Yard::command();
        yard.build();
        let kind = ErrorKind::ArgumentConflict;
        Stop::Usage(Box::new(match yard.find_subcommand_mut(subcommand) {
            Some(command) => command.error(kind, message),
            None => yard.error(kind, message),
        }))
    }

    pub fn tell(self) -> ExitCode {
        let mut to = anstream::stderr().lock();
        // Nothing can be done about a stderr that cannot be written.
        let (code, _) = match &self {
            Stop::Usage(error) => (BAD_INPUT, error.print()),
            Stop::BadInput(wrongs) => (
                BAD_INPUT,
                wrongs.iter().try_for_each(|wrong| wrong.tell(&mut to)),
            ),
            Stop::Refused(sentence) => (BAD_INPUT, error_line(&mut to, sentence)),
            Stop::Declined(sentence) => (FINDINGS, error_line(&mut to, sentence)),
            Stop::Remote(sentence) => (REMOTE, error_line(&mut to, sentence)),
            Stop::Failed(sentence) => (INTERNAL, error_line(&mut to, sentence)),
            Stop::Unread => (0, Ok(())),
        };
        ExitCode::from(code)
    }
}

fn error_line(to: &mut impl Write, sentence: &str) -> io::Result<()> {
    writeln!(
        to,
        "{} {}",
        painted(BAD, "yard:"),
        painted(anstyle::Style::new(), sentence)
    )
}

impl Wrong {
    /// One problem a line: where, what, its code, and what to do about it.
    pub fn tell(&self, to: &mut impl Write) -> io::Result<()> {
        let input = painted(STRONG, &self.input);
        for Problem {
            code,
            place,
            message,
            help,
        } in &self.problems.listed
        {
            write!(to, "{input}: ")?;
            if !place.is_empty() {
                write!(to, "{}: ", painted(PLACE, place))?;
            }
            write!(
                to,
                "{} {}",
                painted(anstyle::Style::new(), message),
                painted(DIM, &format!("[{code}]"))
            )?;
            match help {
                Some(help) => writeln!(to, " ({})", painted(anstyle::Style::new(), help))?,
                None => writeln!(to)?,
            }
        }
        match self.problems.more {
            0 => Ok(()),
            more => writeln!(to, "{input}: and {more} more problems"),
        }
    }
}

/// Everything that is wrong with any of the inputs, so that it can be told at once.
#[derive(Debug, Default)]
pub struct Wrongs(Vec<Wrong>);

impl Wrongs {
    /// The value that was read, or `None` and its problems kept.
    pub fn keep<T>(
        &mut self,
        input: impl ToString,
        read: Result<T, impl Into<Problems>>,
    ) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(problems) => {
                let (input, problems) = (input.to_string(), problems.into());
                self.0.push(Wrong { input, problems });
                None
            }
        }
    }

    pub fn stop(self) -> Stop {
        Stop::BadInput(self.0)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

pub fn listed(problems: Vec<Problem>) -> Problems {
    Problems {
        listed: problems,
        more: 0,
    }
}

impl From<MirrorError> for Stop {
    fn from(error: MirrorError) -> Stop {
        let sentence = error.to_string();
        match error {
            MirrorError::Sqlite { .. } | MirrorError::DiskFull { .. } => Stop::Failed(sentence),
            _ => Stop::Refused(sentence),
        }
    }
}

/// Of writing results.
impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Stop::Unread,
            _ => Stop::Failed(format!("cannot write: {error}")),
        }
    }
}
