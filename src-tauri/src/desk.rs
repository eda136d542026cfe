//! The session behind the window: opened while the window appears, shared by all commands, and
//! tried again when asked again after a failure.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use crate::files;
use crate::launch::{self, Start};
use crate::session::Session;
use crate::snapshot::locked;
use crate::wire::{AppError, Code};

#[derive(Clone, Debug)]
pub struct Desk(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    start: Start,
    session: Option<Arc<Session>>,
    /// Of the early opening: what nobody has been told yet.
    failure: Option<AppError>,
}

impl Desk {
    pub fn new(start: Start) -> Self {
        Desk(Arc::new(Mutex::new(State {
            start,
            session: None,
            failure: None,
        })))
    }

    /// Opens the mirror before the window asks for it, and what it will ask for next.
    pub fn open_early(&self) {
        let opened = {
            let mut state = locked(&self.0);
            state.open().map_err(|error| state.failure = Some(error))
        };
        if let Ok(session) = opened {
            // What fails here fails again for whoever needs it, and is told then.
            let _ = session.warm();
        }
    }

    /// Runs one question against the session, off the window's thread.
    pub async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Session) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        let desk = self.clone();
        tauri::async_runtime::spawn_blocking(move || question(desk.session()?.as_ref()))
            .await
            .unwrap_or_else(|_| {
                Err(AppError::new(
                    Code::Internal,
                    "the command ended before it was done",
                ))
            })
    }

    /// The open session. Whoever comes first opens it, the others wait.
    pub fn session(&self) -> Result<Arc<Session>, AppError> {
        let mut state = locked(&self.0);
        match state.failure.take() {
            Some(failure) => Err(failure),
            None => state.open(),
        }
    }

    /// The app's data folder.
    pub fn folder(&self) -> PathBuf {
        locked(&self.0).start.folder.clone()
    }

    /// Opens another mirror in place of the one that is open, which stays if that fails. The app
    /// starts with it the next time.
    pub fn open_another(&self, file: &Path) -> Result<Arc<Session>, AppError> {
        let mut state = locked(&self.0);
        if let Some(session) = &state.session
            && session.file() == file
        {
            return Ok(Arc::clone(session));
        }
        let session = Arc::new(Session::open(file, None, state.start.today)?);
        launch::remember(&state.start.folder, file);
        state.start.mirror = file.to_owned();
        state.start.book = None;
        Ok(Arc::clone(state.session.insert(session)))
    }

    /// Opens a new mirror beside the one that cannot be opened, which stays as it is.
    pub fn open_afresh(&self) -> Result<Arc<Session>, AppError> {
        let shut = {
            let state = locked(&self.0);
            match &state.session {
                Some(session) => return Ok(Arc::clone(session)),
                None => state.start.mirror.clone(),
            }
        };
        self.open_another(&free_beside(&shut))
    }

    /// Closes the mirror, unless a command still has it in hand.
    pub fn close(&self) {
        locked(&self.0).session = None;
    }
}

impl State {
    fn open(&mut self) -> Result<Arc<Session>, AppError> {
        if let Some(session) = &self.session {
            return Ok(Arc::clone(session));
        }
        let book = match self.start.book.as_deref().map(files::read_book).transpose() {
            Ok(book) => book,
            Err(bad) => {
                // Said once; asked again, the window opens without the book.
                self.start.book = None;
                return Err(bad.help("mend the book, or try again to go on without it"));
            }
        };
        let session = Arc::new(Session::open(
            &self.start.mirror,
            book.as_ref(),
            self.start.today,
        )?);
        Ok(Arc::clone(self.session.insert(session)))
    }
}

/// `brokerage-2.mirror`, or the next number that is free.
fn free_beside(file: &Path) -> PathBuf {
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    let mut number = 2;
    loop {
        let free = file.with_file_name(format!("{name}-{number}.mirror"));
        if !free.exists() {
            return free;
        }
        number += 1;
    }
}
