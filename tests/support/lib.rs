//! A real window of the app on a screen of its own, driven from outside as a person would: by
//! role and name, by key and by pointer. The end-to-end tests and `cargo xtask run` share it.
//!
//! It speaks WebDriver to WebKitWebDriver with nothing but the standard library, because a
//! client that pulled in an async runtime would make cargo build the app twice, once for the
//! tests and once for people. Waits poll until a deadline; nothing sleeps for a fixed time.
//!
//! Only `switchyard` knows the app; what its window must show is said in the tests.

mod axe;
mod display;
mod driver;
mod http;
mod keys;
mod locator;
mod pointer;
mod session;
mod switchyard;
mod walk;

pub use display::Display;
pub use keys::Chord;
pub use locator::Locator;
pub use pointer::Onto;
pub use session::{Launch, Window};

use std::fmt;
use std::time::{Duration, Instant};

/// How long anything may take to appear. Generous, since a wait ends as soon as it is there.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Why the window could not be driven, in one sentence for people.
#[derive(Clone, PartialEq, Eq)]
pub struct Error(pub String);

pub type Result<T> = std::result::Result<T, Error>;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

pub(crate) fn error<T>(message: impl Into<String>) -> Result<T> {
    Err(Error(message.into()))
}

/// Asks `probe` again and again until it answers something, or `patience` runs out. What it
/// complained of last is part of the error.
pub fn poll<T>(
    what: &str,
    patience: Duration,
    mut probe: impl FnMut() -> Result<Option<T>>,
) -> Result<T> {
    let started = Instant::now();
    loop {
        let complaint = match probe() {
            Ok(Some(found)) => return Ok(found),
            Ok(None) => None,
            Err(Error(complaint)) => Some(complaint),
        };
        if started.elapsed() >= patience {
            let why = complaint.map_or(String::new(), |c| format!(": {c}"));
            return error(format!(
                "waited {} s in vain for {what}{why}",
                patience.as_secs()
            ));
        }
        std::thread::sleep(Duration::from_millis(15));
    }
}
