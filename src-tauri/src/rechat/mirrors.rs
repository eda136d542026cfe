//! Several brokerages, one mirror each: which there are, and where a sign-in belongs.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use mirror::{Mirror, Reader};
use sync::{Theirs, take_in};
use tokio_util::sync::CancellationToken;

use super::Rechat;
use super::sign_in::Grant;
use crate::files;
use crate::session::Session;
use crate::snapshot::locked;
use crate::wire::{AppError, Busy, Code, KnownMirror, Opened};

const ENDING: &str = "mirror";

/// Where the brokerage of a sign-in belongs. A mirror holds one brokerage for good: one that holds
/// another is never pulled over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Home {
    Here,
    Known { file: PathBuf },
    New,
}

impl Home {
    pub fn of(rechat: &Rechat, here: &Path, grant: &Grant) -> Result<Home, AppError> {
        let holds = |file: &Path| {
            let root = Reader::brokerage(file)?;
            Ok::<bool, AppError>(root.is_some_and(|root| root.id == grant.brand))
        };
        if holds(here)? {
            return Ok(Home::Here);
        }
        let others = rechat.files().into_iter().filter(|file| file != here);
        // One that cannot be read says so when somebody opens it.
        let found = others.into_iter().find(|file| holds(file).unwrap_or(false));
        Ok(found.map_or(Home::New, |file| Home::Known { file }))
    }
}

impl Rechat {
    /// The mirrors in the app's data folder, by name.
    fn files(&self) -> Vec<PathBuf> {
        let Ok(folder) = fs::read_dir(self.0.desk.folder()) else {
            return Vec::new();
        };
        let mut files: Vec<PathBuf> = folder
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|ending| ending == ENDING))
            .collect();
        files.sort();
        files
    }

    pub async fn mirrors(&self) -> Result<Vec<KnownMirror>, AppError> {
        self.aside(|rechat, session| {
            let open = session.file().to_owned();
            let mut files = rechat.files();
            if !files.contains(&open) {
                files.insert(0, open.clone());
            }
            let known = files.into_iter().map(|file| known(&file, file == open));
            Ok(known.collect())
        })
        .await
    }

    pub async fn open_mirror(&self, file: String) -> Result<Opened, AppError> {
        let file = PathBuf::from(file);
        let known = self.mirrors().await?;
        if !known.iter().any(|known| Path::new(&known.file) == file) {
            let message = "there is no such mirror in the app's folder";
            return Err(AppError::new(Code::NotFound, message).place(file.display().to_string()));
        }
        // What is under way in the old mirror must not end in the new one.
        let work = self.begin(Busy::OpeningMirror)?;
        let desk = self.0.desk.clone();
        let opened = tauri::async_runtime::spawn_blocking(move || desk.open_another(&file)).await;
        opened.map_err(|_| AppError::new(Code::Internal, "the mirror was not opened"))??;
        self.aside(|rechat, session| {
            rechat.move_in(session)?;
            session.opened()
        })
        .await
        .inspect(|_| drop(work))
    }

    /// Forgets what was known of the mirror before. A sign-in of this session stays if it is for
    /// the one that was just opened.
    fn move_in(&self, session: &Session) -> Result<(), AppError> {
        let grant = {
            let mut now = locked(&self.0.now);
            now.broken = None;
            now.reviewed = None;
            now.grant.clone()
        };
        let root = Reader::open(session.file())?.root()?.map(|root| root.id);
        let Some(grant) = grant.filter(|grant| root.as_deref() == Some(&grant.brand)) else {
            // The mirror's own is looked up.
            locked(&self.0.now).asked_for = None;
            return Ok(());
        };
        locked(&self.0.now).asked_for = Some(session.file().to_owned());
        match grant.ended {
            true => Ok(()),
            false => self.adopt(session),
        }
    }

    /// Makes a mirror of what was pulled, and opens it. Half a mirror is taken away again.
    pub(super) fn make_mirror(
        &self,
        grant: &Grant,
        theirs: &Theirs,
        cancel: &CancellationToken,
    ) -> Result<Arc<Session>, AppError> {
        let folder = self.0.desk.folder();
        files::make_folder(&folder)?;
        let file = free_name(&folder, &grant.brokerage);
        let make = || {
            let mut mirror = Mirror::open_or_create(&file)?;
            take_in(&mut mirror, theirs, cancel)?;
            mirror.close()?;
            self.0.desk.open_another(&file)
        };
        let session = make().inspect_err(|_| {
            for suffix in ["", "-wal", "-shm", ".lock"] {
                let mut name = file.as_os_str().to_owned();
                name.push(suffix);
                let _ = fs::remove_file(PathBuf::from(name));
            }
        })?;
        self.move_in(&session)?;
        Ok(session)
    }
}

fn known(file: &Path, is_open: bool) -> KnownMirror {
    let stem = || {
        let stem = file.file_stem().unwrap_or_default();
        stem.to_string_lossy().into_owned()
    };
    // Whoever opens a damaged or locked one is told.
    let mirror = Reader::open(file).ok();
    let root = Reader::brokerage(file).ok().flatten();
    let last = mirror.as_ref().and_then(|mirror| mirror.last_pull().ok()?);
    KnownMirror {
        file: file.display().to_string(),
        title: root.map_or_else(stem, |root| root.name),
        is_open,
        api: last.as_ref().map(|last| last.api.clone()),
        pulled_at: last.map(|last| last.pulled_at),
    }
}

/// `baker-realty.mirror`, or `baker-realty-2.mirror` where that is taken.
fn free_name(folder: &Path, brokerage: &str) -> PathBuf {
    let plain: String = brokerage
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .take(60)
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let stem = match words.is_empty() {
        true => "brokerage".to_owned(),
        false => words.join("-"),
    };
    let mut name = folder.join(format!("{stem}.{ENDING}"));
    let mut number = 2;
    while name.exists() {
        name = folder.join(format!("{stem}-{number}.{ENDING}"));
        number += 1;
    }
    name
}
