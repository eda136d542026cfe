//! Taking a pull in: what it will write is found out without the mirror's writer, which others wait
//! for, and may be stopped until it is written.

use std::ffi::c_int;
use std::thread;

use routing::Book;
use rusqlite::{Connection, Error, ffi};

use super::{Remote, begin};
use crate::book::People;
use crate::channels;
use crate::error::{At, Result};
use crate::log::{Applied, revision};
use crate::mirror::Mirror;
use crate::reader::Reader;
use crate::versions::{self, Next, Packed, VersionKind};

/// Steps of SQLite's machine between two questions whether to stop: a millisecond at most.
const STEPS: c_int = 10_000;

/// What a pull will write. Good as long as the mirror is as it was when it was looked at.
pub struct Ahead<'b> {
    draft: &'b Book,
    people: People<'b>,
    /// Where the draft will change and is not the first.
    version: Option<Next>,
}

impl Reader {
    /// Another number once somebody else wrote to the mirror: what was read between two that are
    /// alike is of one state.
    pub fn writes_seen(&self) -> Result<i64> {
        self.conn
            .pragma_query_value(None, "data_version", |row| row.get(0))
            .at(&self.path)
    }

    /// Finds out what a pull will write to make `draft` the draft.
    pub fn look_ahead<'b>(&self, draft: &'b Book) -> Result<Ahead<'b>> {
        let look = || {
            let people = People::compared(&self.conn, draft)?;
            let is_first = revision(&self.conn)? == 0;
            let is_new = || {
                let differs = !people.is_same() || channels::all(&self.conn)? != draft.channels;
                Ok::<_, Error>(differs)
            };
            let version = match !is_first && is_new()? {
                true => Some(Next::of(&self.conn, draft)?),
                false => None,
            };
            Ok(Ahead {
                draft,
                people,
                version,
            })
        };
        look().at(&self.path)
    }
}

impl Mirror {
    /// As [`take_in`](Mirror::take_in), and where it changes the draft that is a version. Once
    /// `is_stopped` says so, everything is as it was before.
    pub fn pull_in(
        &mut self,
        ahead: Ahead,
        remote: &Remote,
        label: &str,
        is_stopped: impl Fn() -> bool + Clone + Send + 'static,
    ) -> Result<Option<Applied>> {
        let asked = is_stopped.clone();
        let Reader { conn, path } = &mut self.reader;
        conn.progress_handler(STEPS, Some(asked)).at(path)?;
        let done = self.pull_all_in(ahead, remote, label, |_| match is_stopped() {
            true => Err(Error::SqliteFailure(
                ffi::Error::new(ffi::SQLITE_INTERRUPT),
                None,
            )),
            false => Ok(()),
        });
        let Reader { conn, path } = &mut self.reader;
        conn.progress_handler(STEPS, None::<fn() -> bool>)
            .at(path)?;
        done
    }

    fn pull_all_in(
        &mut self,
        ahead: Ahead,
        remote: &Remote,
        label: &str,
        go_on: impl Fn(&Connection) -> rusqlite::Result<()>,
    ) -> Result<Option<Applied>> {
        let (kind, author) = (VersionKind::Pull, self.author.clone());
        let author = author.as_deref();
        let Ahead {
            draft,
            people,
            version,
        } = ahead;
        if self.revision()? > 0 {
            let keep = |conn: &_| match &version {
                Some(next) => next.keep(conn, kind, author, label).map(drop),
                None => versions::keep(conn, draft, kind, author, label).map(drop),
            };
            return self.take_in_and(draft, &people, remote, label, keep, go_on);
        }
        self.write(|conn| {
            // A large book is as much work to pack as to write.
            let packed = thread::scope(|scope| {
                let packed = scope.spawn(|| Packed::of(draft));
                begin(conn, draft, &people, remote)?;
                packed.join().unwrap_or_else(|_| Packed::of(draft))
            })?;
            versions::keep_first(conn, &packed, kind, author, label)?;
            go_on(conn)
        })?;
        Ok(None)
    }
}
