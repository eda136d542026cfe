//! One open mirror and everything the window can ask of it. It knows no window and no Tauri, so
//! the tests ask it the same questions.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::NaiveDate;
use mirror::{Applied, ChannelRow, Mirror, Reader, Touched, sample};
use routing::Book;
use routing::book::Account;
use tokio_util::sync::CancellationToken;

use crate::files;
use crate::outcomes::Watch;
use crate::snapshot::{Snapshots, locked};
use crate::view;
use crate::wire::{
    AccountHead, AccountRef, AppError, Board, ChannelTab, Code, EditState, Opened, Sample, Start,
};

#[derive(Debug)]
pub struct Session {
    file: PathBuf,
    unclean: bool,
    checked: AtomicBool,
    today: fn() -> NaiveDate,
    pub(crate) mirror: Mutex<Mirror>,
    pub(crate) snapshots: Snapshots,
    pub(crate) watch: Mutex<Watch>,
}

impl Session {
    /// Opens the mirror, or makes one. A `book` replaces the draft; without one, a new mirror
    /// starts with the sample brokerage.
    pub fn open(
        file: &Path,
        book: Option<&Book>,
        today: fn() -> NaiveDate,
    ) -> Result<Session, AppError> {
        if let Some(folder) = file
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            files::make_folder(folder)?;
        }
        let mut mirror = Mirror::open_or_create(file)?;
        if let Some(name) = whoever_runs_this() {
            mirror.sign(name);
        }
        if mirror.revision()? == 0 {
            let adler = sample::adler();
            let book = book.unwrap_or(&adler);
            mirror.begin(book, &sample::samples(book))?;
        } else if let Some(book) = book {
            mirror.import(book)?;
        }
        Ok(Session {
            file: mirror.path().to_owned(),
            unclean: mirror.was_unclean(),
            checked: AtomicBool::new(false),
            today,
            snapshots: Snapshots::new(mirror.path(), today),
            watch: Mutex::default(),
            mirror: Mutex::new(mirror),
        })
    }

    pub fn opened(&self) -> Result<Opened, AppError> {
        let mirror = locked(&self.mirror);
        let tree = self.snapshots.tree()?;
        let root = tree.ids.get(0).unwrap_or_default();
        Ok(Opened {
            file: self.file.display().to_string(),
            title: tree.names.get(0).unwrap_or_default().to_owned(),
            is_sample: mirror.last_pull()?.is_none()
                && sample::adler()
                    .accounts
                    .first()
                    .is_some_and(|adler| adler.id == root),
            counts: view::people::counts(&tree.kinds),
            edits: edit_state(&mirror, &Touched::default())?,
            start: start(&mirror, root)?,
            unclean: self.unclean,
        })
    }

    pub(crate) fn file(&self) -> &Path {
        &self.file
    }

    /// Where the draft stands, as after no step at all.
    pub(crate) fn edits_now(&self) -> Result<EditState, AppError> {
        edit_state(&locked(&self.mirror), &Touched::default())
    }

    /// Takes what Rechat says into the draft.
    pub(crate) fn take_in(
        &self,
        theirs: &sync::Theirs,
        cancel: &CancellationToken,
    ) -> Result<(sync::Taken, EditState), AppError> {
        let reader = Reader::open(&self.file)?;
        let (taken, mirror) = sync::take_in_beside(&reader, || self.for_a_step(), theirs, cancel)?;
        let edits = self.settled(&mirror, taken.applied.clone())?;
        Ok((taken, edits))
    }

    pub(crate) fn today(&self) -> NaiveDate {
        (self.today)()
    }

    /// Builds ahead what the window asks for first.
    pub fn warm(&self) -> Result<(), AppError> {
        self.snapshots.warm()?;
        drop(self.for_a_step());
        Ok(())
    }

    /// Builds ahead what nobody waits for yet.
    pub fn warm_more(&self) -> Result<(), AppError> {
        self.snapshots.warm_more()
    }

    /// Reads the mirror's file from end to end for damage; asked again, it has nothing to add.
    pub fn check_once(&self) -> Result<(), AppError> {
        if !self.checked.swap(true, Ordering::Relaxed) {
            mirror::check(&self.file)?;
        }
        Ok(())
    }

    pub fn tree(&self) -> Result<Vec<u8>, AppError> {
        let revision = locked(&self.mirror).revision()?;
        Ok(self.snapshots.packed_tree(revision)?.bytes.clone())
    }

    pub fn search(&self, query: &str) -> Result<Vec<u8>, AppError> {
        Ok(view::columns::rows(&self.snapshots.finder()?.find(query)))
    }

    pub fn board(&self, account: &str) -> Result<Board, AppError> {
        let mirror = locked(&self.mirror);
        let mut path = mirror.path_to(account)?;
        let account = path.pop().ok_or_else(|| {
            AppError::new(Code::NotFound, format!("there is no account {account:?}"))
        })?;
        let channels = mirror
            .channels(&account.id)?
            .into_iter()
            .map(|channel| ChannelTab {
                id: channel.id,
                name: channel.name,
                is_default: channel.is_default,
                rules: channel.rules,
            });
        Ok(Board {
            channels: channels.collect(),
            account: self.head(&mirror, account, path)?,
        })
    }

    fn head(
        &self,
        mirror: &Mirror,
        account: Account,
        path: Vec<Account>,
    ) -> Result<AccountHead, AppError> {
        let tree = self.snapshots.tree()?;
        let row = tree.ids.iter().position(|id| id == account.id);
        Ok(AccountHead {
            agents: row
                .and_then(|row| tree.agents.get(row))
                .copied()
                .unwrap_or_default(),
            away: view::people::away(&account, (self.today)()),
            people: mirror
                .people(&account.id)?
                .iter()
                .map(view::people::person)
                .collect(),
            path: path
                .into_iter()
                .map(|above| AccountRef {
                    id: above.id,
                    name: above.name,
                })
                .collect(),
            kind: account.kind.into(),
            id: account.id,
            name: account.name,
            active: account.active,
            daily_cap: account.daily_cap,
        })
    }

    pub fn samples(&self) -> Result<Vec<Sample>, AppError> {
        let mirror = locked(&self.mirror);
        let channels = mirror.all_channels()?;
        let shipped = sample::samples(&sample::adler());
        let samples = mirror.samples()?.into_iter().map(|sample| Sample {
            channel: home(&sample, &channels).unwrap_or_default().to_owned(),
            shipped: shipped.iter().any(|lead| lead.id == sample.id),
            id: sample.id,
            name: sample.name,
            captured_at: sample.captured_at,
            payload: sample.payload,
        });
        Ok(samples.collect())
    }

    pub fn undo(&self) -> Result<EditState, AppError> {
        let mut mirror = self.for_a_step();
        let undone = mirror
            .undo()?
            .ok_or_else(|| AppError::new(Code::NothingToUndo, "there is nothing to undo"))?;
        self.settled(&mirror, Some(undone))
    }

    pub fn redo(&self) -> Result<EditState, AppError> {
        let mut mirror = self.for_a_step();
        let redone = mirror
            .redo()?
            .ok_or_else(|| AppError::new(Code::NothingToRedo, "there is nothing to redo"))?;
        self.settled(&mirror, Some(redone))
    }

    pub fn import_book(&self, file: &Path) -> Result<Opened, AppError> {
        let book = files::read_book(file)?;
        {
            let mut mirror = self.for_a_step();
            let imported = mirror.import(&book)?;
            self.settled(&mirror, imported)?;
        }
        self.opened()
    }

    pub fn export_book(&self, file: &Path) -> Result<(), AppError> {
        let book = locked(&self.mirror).export()?;
        files::write_book(file, &book)
    }

    /// Forgets what an edit made untrue, before anybody can ask for it.
    pub(crate) fn settled(
        &self,
        mirror: &Mirror,
        applied: Option<Applied>,
    ) -> Result<EditState, AppError> {
        let touched = applied.map(|applied| applied.touched).unwrap_or_default();
        self.snapshots.forget(&touched);
        self.after_a_step(&touched);
        edit_state(mirror, &touched)
    }
}

/// As the system knows them.
pub(crate) fn whoever_runs_this() -> Option<String> {
    ["USER", "USERNAME"]
        .into_iter()
        .find_map(|variable| std::env::var(variable).ok())
}

fn edit_state(mirror: &Mirror, touched: &Touched) -> Result<EditState, AppError> {
    let channels_moved = !touched.moved_channels.is_empty();
    Ok(EditState {
        revision: mirror.revision()?,
        undo: mirror.undo_label()?,
        redo: mirror.redo_label()?,
        tree_changed: touched.people || channels_moved,
        samples_changed: touched.samples || channels_moved,
        ..EditState::default()
    })
}

/// What to show first: a sample's channel or, without samples, the brokerage.
fn start(mirror: &Mirror, root: &str) -> Result<Start, AppError> {
    let channels = mirror.all_channels()?;
    let sample = mirror.samples()?.into_iter().next();
    let channel = match &sample {
        Some(sample) => home(sample, &channels),
        None => first_channel(&channels),
    };
    let account = channels
        .iter()
        .find(|known| Some(&*known.id) == channel)
        .map_or(root, |channel| &channel.account);
    Ok(Start {
        account: account.to_owned(),
        channel: channel.map(str::to_owned),
        sample: sample.map(|sample| sample.id),
    })
}

/// The channel that a sample comes in by: its own or, where that is gone, the book's first, so
/// that the shipped leads can be tried on any brokerage.
pub(crate) fn home<'a>(sample: &mirror::Sample, channels: &'a [ChannelRow]) -> Option<&'a str> {
    let own = channels.iter().find(|channel| channel.id == sample.channel);
    own.map(|channel| &*channel.id)
        .or_else(|| first_channel(channels))
}

fn first_channel(channels: &[ChannelRow]) -> Option<&str> {
    channels
        .iter()
        .find(|channel| channel.is_default)
        .or(channels.first())
        .map(|channel| &*channel.id)
}
