//! What the commands that speak to Rechat have in common: where it is, who calls, how it ends.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueHint};
use indicatif::{ProgressBar, ProgressStyle};
use mirror::Reader;
use remote::{Bearer, Client, Limits, RemoteError, Secret, SystemClock};
use sync::{Known, Progress, Pull, SyncError, Theirs};

use crate::stop::{Done, Stop};

/// Holds the bearer; an argument would show in every list of processes.
const TOKEN: &str = "SWITCHYARD_TOKEN";

#[derive(Debug, Args)]
pub struct Connection {
    /// The mirror of the brokerage
    #[arg(long, value_name = "MIRROR", value_hint = ValueHint::FilePath)]
    pub mirror: PathBuf,

    /// Rechat's API host, https unless it is this computer; the bearer is taken from SWITCHYARD_TOKEN
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
    api: String,

    /// The brokerage's brand id [the mirror's own; for a new mirror that of the sign-in]
    #[arg(long, value_name = "ID")]
    brand: Option<String>,
}

impl Connection {
    pub fn client(&self) -> Done<Client> {
        let token = std::env::var(TOKEN).unwrap_or_default();
        if token.trim().is_empty() {
            return Err(Stop::Refused(format!(
                "the variable {TOKEN} does not hold a bearer"
            )));
        }
        let bearer = Bearer::Fixed(Secret::new(token.trim()));
        let clock = Arc::new(SystemClock);
        Client::new(&self.api, bearer, Limits::default(), clock)
            .map_err(|error| Stop::from(SyncError::from(error)))
    }

    /// What Rechat says now, all of it read afresh: what is reviewed and sent depends on it.
    pub fn fetch(&self, client: &Client, mirror: &Reader) -> Done<Theirs> {
        read(&mut self.reading(client, Some(mirror))?)
    }

    /// For a pull, which goes on where the last one broke off and keeps what it read until that
    /// is in the mirror.
    pub fn pull(&self, client: &Client, mirror: Option<&Reader>) -> Done<(Theirs, Pull)> {
        let mut pull = self.reading(client, mirror)?.kept_beside(&self.mirror);
        Ok((read(&mut pull)?, pull))
    }

    fn reading(&self, client: &Client, mirror: Option<&Reader>) -> Done<Pull> {
        let mut known = match mirror {
            Some(mirror) => Known::of(mirror)?,
            None => Known::default(),
        };
        known.root = self.brand.clone().or(known.root);
        Ok(Pull::new(client.clone(), known, Default::default()))
    }
}

fn read(pull: &mut Pull) -> Done<Theirs> {
    let bar = Bar::new();
    Ok(block_on(pull.run(&mut |progress| bar.show(progress)))??)
}

/// Runs one task to its end.
pub fn block_on<T>(task: impl Future<Output = T>) -> Done<T> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    Ok(runtime.block_on(task))
}

/// How far a pull has come, on a terminal.
struct Bar(Option<ProgressBar>);

impl Bar {
    fn new() -> Bar {
        Bar(std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new(0);
            match ProgressStyle::with_template(
                "{msg} {wide_bar:.cyan/blue} {human_pos} of {human_len}",
            ) {
                Ok(style) => bar.with_style(style),
                Err(_) => bar,
            }
        }))
    }

    fn show(&self, progress: Progress) {
        if let Some(bar) = &self.0 {
            bar.set_message(progress.what);
            bar.set_length(progress.total);
            bar.set_position(progress.done);
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

/// Says something that is no result; the work is done, whether it can be read or not.
pub fn tell(line: std::fmt::Arguments<'_>) {
    let _ = writeln!(anstream::stderr(), "{line}");
}

/// A mirror that may not be there yet.
pub fn existing(path: &Path) -> Done<Option<Reader>> {
    match path.exists() {
        true => Ok(Some(Reader::open(path)?)),
        false => Ok(None),
    }
}

impl From<SyncError> for Stop {
    fn from(error: SyncError) -> Stop {
        let sentence = error.to_string();
        match error {
            SyncError::Mirror(error) => Stop::from(error),
            SyncError::Remote(RemoteError::Address(_))
            | SyncError::NoBrokerage
            | SyncError::AnotherBrokerage { .. }
            | SyncError::Unseen
            | SyncError::NeverPulled => Stop::Refused(sentence),
            SyncError::Remote(RemoteError::Setup(_)) => Stop::Failed(sentence),
            SyncError::Remote(_) | SyncError::Restless | SyncError::Unsound { .. } => {
                Stop::Remote(sentence)
            }
            _ => Stop::Declined(sentence),
        }
    }
}
