//! The session behind the window: opened on a worker thread as soon as the program starts, shared
//! by all commands, and tried again when asked again after a failure.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use crate::session::Session;
use crate::wire::{AppError, Code};

/// What the command line asks for.
#[derive(Clone, Debug)]
pub struct Start {
    pub mirror: PathBuf,
    /// A book to import at the start.
    pub book: Option<PathBuf>,
}

#[derive(Clone)]
pub struct Desk {
    start: Arc<Start>,
    session: Arc<Mutex<Option<Arc<Session>>>>,
}

impl Desk {
    pub fn new(start: Start) -> Self {
        Desk {
            start: Arc::new(start),
            session: Arc::default(),
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
                    "a command ended before it was done",
                ))
            })
    }

    /// The open session. Whoever comes first opens it, the others wait.
    pub fn session(&self) -> Result<Arc<Session>, AppError> {
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = session.as_ref() {
            return Ok(Arc::clone(open));
        }
        let opened = Arc::new(Session::open(&self.start)?);
        *session = Some(Arc::clone(&opened));
        Ok(opened)
    }
}
