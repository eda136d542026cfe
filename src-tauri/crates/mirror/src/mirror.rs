use std::fs::{self, File, TryLockError};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::OpenFlags;

use crate::error::{At, MirrorError, Result};
use crate::migrations::{self, LATEST, Layout};
use crate::reader::Reader;

/// How long a program that is ending may still hold the lock: one that was killed lets go of it
/// only once the system has cleared it away.
const PATIENCE: Duration = Duration::from_millis(500);

/// One brokerage's store, open for writing: the only writer of its file while it lives.
#[derive(Debug)]
pub struct Mirror {
    pub(crate) reader: Reader,
    was_unclean: bool,
    /// Of versions.
    pub(crate) author: Option<String>,
    /// Held, not read: the operating system drops the lock with the process, however it ends.
    _lock: File,
}

impl Deref for Mirror {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.reader
    }
}

impl Mirror {
    /// Opens the mirror at `path`, bringing an older file up to date.
    pub fn open(path: &Path) -> Result<Mirror> {
        Mirror::open_with(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    /// Opens the mirror at `path`, or makes an empty one.
    pub fn open_or_create(path: &Path) -> Result<Mirror> {
        Mirror::open_with(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        )
    }

    /// Whether the last program that had this mirror open ended without closing it. If so, run
    /// [`check`] in the background.
    pub fn was_unclean(&self) -> bool {
        self.was_unclean
    }

    /// Closes the file. Dropping does the same but cannot say what went wrong.
    pub fn close(self) -> Result<()> {
        let Reader { conn, path } = self.reader;
        conn.close().map_err(|(_, error)| error).at(&path)
    }

    fn open_with(path: &Path, flags: OpenFlags) -> Result<Mirror> {
        let mut reader = Reader::connect(path, flags)?;
        match reader.layout()? {
            Layout::Empty | Layout::Known(_) => {}
            Layout::Foreign => return Err(MirrorError::NotAMirror { path: reader.path }),
            Layout::Newer(found) => {
                return Err(MirrorError::Newer {
                    path: reader.path,
                    found,
                    known: LATEST,
                });
            }
        }
        // By its real name, so that a link to the mirror is the same mirror.
        let real = fs::canonicalize(&reader.path).unwrap_or_else(|_| reader.path.clone());
        let lock = lock(&real, patience())?;
        // A clean close folds the write-ahead log into the file and removes it.
        let was_unclean = fs::metadata(beside(&real, "-wal")).is_ok_and(|wal| wal.len() > 0);
        let Reader { conn, path } = &mut reader;
        if conn.is_readonly(rusqlite::MAIN_DB).at(path)? {
            return Err(MirrorError::ReadOnly { path: path.clone() });
        }
        conn.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))
            .at(path)?;
        // An edit that was acknowledged survives a power cut too.
        conn.pragma_update(None, "synchronous", "full").at(path)?;
        conn.pragma_update(None, "foreign_keys", true).at(path)?;
        migrations::migrate(conn).at(path)?;
        Ok(Mirror {
            reader,
            was_unclean,
            author: None,
            _lock: lock,
        })
    }
}

/// Reads the whole file at `path` for damage, on a connection of its own. Takes a while on a large
/// mirror, and nobody waits for it.
pub fn check(path: &Path) -> Result<()> {
    let reader = Reader::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let said: String = reader
        .conn
        .query_one("PRAGMA quick_check(1)", [], |row| row.get(0))
        .at(&reader.path)?;
    let orphans = reader
        .conn
        .prepare("PRAGMA foreign_key_check")
        .and_then(|mut check| check.exists([]));
    match said.as_str() {
        "ok" if !orphans.at(&reader.path)? => Ok(()),
        "ok" => Err(MirrorError::Damaged {
            path: reader.path,
            detail: "a row names another that is not there".into(),
        }),
        _ => Err(MirrorError::Damaged {
            path: reader.path,
            detail: said,
        }),
    }
}

/// A file beside the mirror carries the lock: SQLite's own file must not be opened and closed by
/// anybody else in the process, or its locks are lost. The lock file stays; removing it would let
/// two programs lock two files of one name. `wait` is asked before each further try.
fn lock(path: &Path, mut wait: impl FnMut() -> bool) -> Result<File> {
    let beside = beside(path, ".lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&beside)
        .map_err(|error| {
            use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
            match error.kind() {
                PermissionDenied | ReadOnlyFilesystem => MirrorError::ReadOnly {
                    path: path.to_path_buf(),
                },
                _ => MirrorError::Unreachable {
                    path: path.to_path_buf(),
                    reason: error.to_string(),
                },
            }
        })?;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if wait() => {}
            Err(TryLockError::WouldBlock) => {
                return Err(MirrorError::Locked {
                    path: path.to_path_buf(),
                });
            }
            Err(TryLockError::Error(error)) => {
                return Err(MirrorError::Unreachable {
                    path: path.to_path_buf(),
                    reason: error.to_string(),
                });
            }
        }
    }
}

/// Waits a little each time, and no longer than [`PATIENCE`].
fn patience() -> impl FnMut() -> bool {
    let asked = Instant::now();
    move || {
        let goes_on = asked.elapsed() < PATIENCE;
        if goes_on {
            thread::sleep(PATIENCE / 25);
        }
        goes_on
    }
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_ending_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("draft.mirror");
        let mut held = Some(lock(&path, || false).unwrap());
        let refused = lock(&path, || false).unwrap_err();
        assert!(matches!(refused, MirrorError::Locked { .. }));
        let mut waits = 0;
        lock(&path, || {
            waits += 1;
            if waits == 3 {
                drop(held.take());
            }
            true
        })
        .unwrap();
        assert_eq!(waits, 3);
    }
}
