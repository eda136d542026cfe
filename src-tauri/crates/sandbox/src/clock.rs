//! Times as the API writes them: Unix seconds with up to six decimals.

use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Serialize, Serializer};

/// A moment, in microseconds since 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Micros(pub i64);

impl Micros {
    /// Reads seconds as a client got them, however their text was shortened on the way.
    pub fn from_seconds(text: &str) -> Option<Micros> {
        let seconds: f64 = text.trim().parse().ok()?;
        seconds
            .is_finite()
            .then(|| Micros((seconds * 1e6).round() as i64))
    }

    pub fn plus(self, micros: i64) -> Micros {
        Micros(self.0.saturating_add(micros))
    }
}

/// Below 2^53 microseconds the quotient is the double nearest to six decimals, so it is written
/// with six of them at most and reads back the same.
impl Serialize for Micros {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_f64(self.0 as f64 / 1e6)
    }
}

/// Never stands still and never goes back: every version of a row has a time of its own.
#[derive(Debug)]
pub struct Clock {
    last: Micros,
}

impl Clock {
    /// Goes on after `last`, the latest time that was given before a restart.
    pub fn after(last: Micros) -> Clock {
        Clock { last }
    }

    pub fn tick(&mut self) -> Micros {
        // Two apart, so that the odd microsecond of a fresh row is nobody else's version.
        self.last = wall().max(self.last.plus(2));
        self.last
    }
}

/// The system's clock, which may stand still or go back.
pub fn wall() -> Micros {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}
