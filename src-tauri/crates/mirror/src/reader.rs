use std::path::{Path, PathBuf};
use std::time::Duration;

use routing::book::Account;
use rusqlite::{Connection, OpenFlags};

use crate::error::{At, MirrorError, Result};
use crate::migrations::{self, LATEST, Layout};

/// How long to wait for another program's write before saying that the mirror is in use.
const PATIENCE: Duration = Duration::from_secs(1);

/// Most memory a connection keeps pages in (SQLite counts it in negative KiB): a book of 100,000
/// agents fits, so importing one reads nothing twice.
const CACHE_KIB: i64 = -(64 << 10);

/// Everything that can be asked of a mirror. Opened by itself it changes nothing and works beside
/// the app that has the mirror open; SQLite keeps files of its own beside the mirror meanwhile.
#[derive(Debug)]
pub struct Reader {
    pub(crate) conn: Connection,
    pub(crate) path: PathBuf,
}

impl Reader {
    /// Opens the mirror at `path` for reading only.
    pub fn open(path: &Path) -> Result<Reader> {
        let reader = Reader::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let layout = reader.layout().map_err(|error| match error {
            MirrorError::ReadOnly { path } => MirrorError::Unreachable {
                path,
                reason: "reading it needs files beside it, and its folder is read-only".to_owned(),
            },
            error => error,
        });
        match layout? {
            Layout::Known(LATEST) => Ok(reader),
            Layout::Known(version) => Err(MirrorError::Older {
                path: reader.path,
                found: version,
                known: LATEST,
            }),
            Layout::Empty | Layout::Foreign => Err(MirrorError::NotAMirror { path: reader.path }),
            Layout::Newer(found) => Err(MirrorError::Newer {
                path: reader.path,
                found,
                known: LATEST,
            }),
        }
    }

    /// The account at the top of the mirror at `path`, also of an older layout: accounts are alike
    /// in all of them.
    pub fn brokerage(path: &Path) -> Result<Option<Account>> {
        match Reader::open(path) {
            Err(MirrorError::Older { path, .. }) => {
                Reader::connect(&path, OpenFlags::SQLITE_OPEN_READ_ONLY)?.root()
            }
            reader => reader?.root(),
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Grows with every edit, undo and redo, over restarts too.
    pub fn revision(&self) -> Result<u32> {
        crate::log::revision(&self.conn).at(&self.path)
    }

    pub(crate) fn connect(path: &Path, flags: OpenFlags) -> Result<Reader> {
        // An absolute path cannot be mistaken for a `file:` URI.
        let path = std::path::absolute(path).map_err(|error| MirrorError::Unreachable {
            path: path.to_path_buf(),
            reason: error.to_string(),
        })?;
        if !flags.contains(OpenFlags::SQLITE_OPEN_CREATE) && !path.exists() {
            return Err(MirrorError::Missing { path });
        }
        let conn = Connection::open_with_flags(&path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
            .at(&path)?;
        conn.busy_timeout(PATIENCE).at(&path)?;
        conn.set_prepared_statement_cache_capacity(64);
        conn.pragma_update(None, "cache_size", CACHE_KIB)
            .at(&path)?;
        Ok(Reader { conn, path })
    }

    /// Several reads of one and the same state, whatever is written meanwhile.
    pub(crate) fn snapshot<T>(
        &self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        let tx = self.conn.unchecked_transaction()?;
        read(&tx)
    }

    pub(crate) fn layout(&self) -> Result<Layout> {
        migrations::layout(&self.conn).at(&self.path)
    }
}
