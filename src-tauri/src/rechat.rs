//! Rechat from the window: signing in, pulling, reviewing, pushing. One thing at a time, beside
//! everything else: the mirror is taken for moments only and never across a call, so that editing
//! and simulating go on meanwhile.
//!
//! Read in this order: `sign_in` (whose Rechat it is, with `keys`), `mirrors` (where a brokerage
//! belongs), `pull`, `review`, `push`, `sheet`, `audit`.

mod audit;
mod keys;
mod mirrors;
mod pull;
mod push;
mod review;
mod sheet;
mod sign_in;
mod status;

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use chrono::{SecondsFormat, Utc};
use remote::{Clock, Keyring, Limits, RemoteError, StoreError, SystemClock, TokenStore};
use sync::plan::Plan;
use sync::{Pull, SyncError, Theirs};
use tokio_util::sync::CancellationToken;

use crate::desk::Desk;
use crate::session::Session;
use crate::snapshot::locked;
use crate::wire::{AppError, Busy, Code, Line, PullProgress, TokenPlace};
use keys::Keys;
use sign_in::Grant;

type OpenKeys = Box<dyn Fn() -> Result<Arc<dyn TokenStore>, StoreError> + Send + Sync>;
type ShowPage = Box<dyn Fn(&str) -> io::Result<()> + Send + Sync>;

/// What lies outside of the program and costs something to touch; tests bring their own.
pub struct Outside {
    /// Opens the key store.
    pub keys: OpenKeys,
    /// Shows a page in the person's browser.
    pub browser: ShowPage,
    pub clock: Arc<dyn Clock>,
    pub limits: Limits,
}

impl Outside {
    pub fn of_this_system() -> Outside {
        Outside {
            keys: Box::new(|| Ok(Arc::new(Keyring::of_this_system()?))),
            browser: Box::new(|page| open::that_detached(page)),
            clock: Arc::new(SystemClock),
            limits: Limits::default(),
        }
    }
}

#[derive(Clone)]
pub struct Rechat(Arc<Inner>);

struct Inner {
    desk: Desk,
    browser: ShowPage,
    clock: Arc<dyn Clock>,
    limits: Limits,
    keys: Keys,
    now: Mutex<Now>,
    /// Held while the key store is asked, so that it is asked once.
    asking: Mutex<()>,
    /// Held while a plan is made and shown, so that no older one takes the place of a newer.
    planning: Mutex<()>,
}

/// What is known in this session beside what the mirror keeps.
#[derive(Default)]
struct Now {
    busy: Option<(Busy, CancellationToken)>,
    /// Where the browser is, during a sign-in.
    page: Option<String>,
    /// The mirror whose sign-in was looked up.
    asked_for: Option<PathBuf>,
    grant: Option<Grant>,
    tokens: Option<TokenPlace>,
    line: Option<Line>,
    broken: Option<Broken>,
    reviewed: Option<Reviewed>,
    /// Changes of the draft, by the mirror's revision and last pull.
    counted: Option<((PathBuf, u32, String), u32)>,
}

/// A pull that broke off.
struct Broken {
    pull: Pull,
    /// All of it, stopped while it was written to a mirror that there is not yet. One that there
    /// is may move on meanwhile, and has it kept beside it.
    whole: Option<Theirs>,
    brand: String,
    progress: Option<PullProgress>,
    at: Instant,
}

/// What Rechat said when it was last fetched, and the plan that was made of it and shown.
#[derive(Clone)]
struct Reviewed {
    theirs: Theirs,
    plan: Option<Plan>,
}

impl Rechat {
    pub fn new(desk: Desk, outside: Outside) -> Rechat {
        Rechat(Arc::new(Inner {
            desk,
            keys: Keys::new(outside.keys),
            browser: outside.browser,
            clock: outside.clock,
            limits: outside.limits,
            now: Mutex::default(),
            asking: Mutex::default(),
            planning: Mutex::default(),
        }))
    }

    /// Ends what is being done.
    pub fn stop(&self) {
        if let Some((_, cancel)) = &locked(&self.0.now).busy {
            cancel.cancel();
        }
    }

    /// Begins something that nothing else may be beside.
    fn begin(&self, what: Busy) -> Result<Work, AppError> {
        let mut now = locked(&self.0.now);
        if let Some((other, _)) = &now.busy {
            let other = match other {
                Busy::SigningIn => "a sign-in",
                Busy::Pulling => "a pull",
                Busy::Reviewing => "a review",
                Busy::Pushing => "a push",
                Busy::CheckingSheet => "a check of the change sheet",
                Busy::OpeningMirror => "the opening of another mirror",
            };
            return Err(AppError::new(Code::Busy, format!("{other} is under way"))
                .help("wait for its end, or stop it"));
        }
        let cancel = CancellationToken::new();
        now.busy = Some((what, cancel.clone()));
        Ok(Work {
            rechat: self.clone(),
            cancel,
        })
    }

    /// One question to the session, with this at hand, off the window's thread.
    async fn aside<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Rechat, &Session) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        let rechat = self.clone();
        self.0
            .desk
            .ask(move |session| question(&rechat, session))
            .await
    }

    /// Notes what a call says of the line and of the sign-in.
    fn heard<T>(&self, answer: Result<T, SyncError>) -> Result<T, AppError> {
        let mut now = locked(&self.0.now);
        match &answer {
            Err(SyncError::Remote(error)) if error.may_pass() => {
                if !matches!(now.line, Some(Line::Down { .. })) {
                    now.line = Some(Line::Down {
                        since: Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true),
                        why: error.to_string(),
                    });
                }
            }
            Err(SyncError::Remote(RemoteError::Unauthorized)) => {
                now.line = Some(Line::Up);
                if let Some(grant) = &mut now.grant {
                    grant.ended = true;
                }
            }
            // Of this machine, not of the line.
            Err(SyncError::Remote(RemoteError::Setup(_) | RemoteError::Address(_))) => {}
            Ok(_) | Err(SyncError::Remote(_)) => now.line = Some(Line::Up),
            Err(_) => {}
        }
        drop(now);
        answer.map_err(AppError::from)
    }
}

/// Something under way; over when it is dropped.
struct Work {
    rechat: Rechat,
    cancel: CancellationToken,
}

impl Drop for Work {
    fn drop(&mut self) {
        let mut now = locked(&self.rechat.0.now);
        now.busy = None;
        now.page = None;
    }
}
