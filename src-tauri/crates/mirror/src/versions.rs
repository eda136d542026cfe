//! Versions of the book: what each import, pull, push and named save left, for ever.
//!
//! A version is stored as what differs from an earlier one: its text is compressed with the
//! earlier text as prefix. Each is told against the one that has the lowest set bit of its
//! distance to the last whole text taken away, so that any of them is at most eight steps from a
//! whole text, and a thousand small saves of a large book cost little more than one.

use std::io::{self, BufWriter, IntoInnerError, Read, Write};

use chrono::{SecondsFormat, Utc};
use routing::Book;
use routing::book::MAX_BOOK_BYTES;
use rusqlite::{Connection, Error, OptionalExtension, Row, TransactionBehavior, ffi, params};
use zstd::stream::{read, write};

use crate::accounts::unreadable;
use crate::book;
use crate::error::{At, Result, refused};
use crate::log::Applied;
use crate::mirror::Mirror;
use crate::reader::Reader;

/// Most versions told against one whole text, directly or through others: a power of two.
const SPAN: u32 = 256;

/// zstd's own default: a book of 100,000 agents takes a quarter of a second.
const LEVEL: i32 = 3;

/// The widest window (as a power of two) a decoder takes without being told to. From the end of a
/// book of 64 MiB it reaches to the start of its prefix; of larger ones less is found again.
const WIDEST: u32 = 27;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Counts up from 1, without gaps.
    pub id: u32,
    pub kind: VersionKind,
    /// RFC 3339, UTC.
    pub at: String,
    pub author: Option<String>,
    pub note: String,
    /// Of the book's text, and of what is stored of it.
    pub bytes: u32,
    pub packed: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VersionKind {
    Import,
    Pull,
    Push,
    Save,
}

impl VersionKind {
    const ALL: [VersionKind; 4] = [
        VersionKind::Import,
        VersionKind::Pull,
        VersionKind::Push,
        VersionKind::Save,
    ];

    pub fn name(self) -> &'static str {
        match self {
            VersionKind::Import => "import",
            VersionKind::Pull => "pull",
            VersionKind::Push => "push",
            VersionKind::Save => "save",
        }
    }
}

impl Reader {
    /// Every version, the newest first.
    pub fn versions(&self) -> Result<Vec<Version>> {
        let read = || {
            self.conn
                .prepare_cached(&format!("SELECT {COLUMNS} FROM versions ORDER BY id DESC"))?
                .query_map([], read_version)?
                .collect::<rusqlite::Result<_>>()
        };
        read().at(&self.path)
    }

    /// The book as it was; `None` if there is no such version.
    pub fn version(&self, id: u32) -> Result<Option<Book>> {
        let Some(text) = self.version_text(id)? else {
            return Ok(None);
        };
        let book = Book::read_back(&text).map_err(|problems| unreadable(7, problems.to_string()));
        book.map(Some).at(&self.path)
    }

    /// The canonical text of the book as it was.
    pub fn version_text(&self, id: u32) -> Result<Option<Vec<u8>>> {
        self.snapshot(|conn| text(conn, id)).at(&self.path)
    }
}

impl Mirror {
    /// Who makes the versions from here on.
    pub fn sign(&mut self, author: impl Into<String>) {
        self.author = Some(author.into()).filter(|author| !author.trim().is_empty());
    }

    /// Keeps the draft as a version.
    pub fn save_version(&mut self, kind: VersionKind, note: &str) -> Result<Version> {
        let author = self.author.clone();
        let Reader { conn, path } = &mut self.reader;
        let tx = conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .at(path)?;
        let version = book::all(&tx)
            .and_then(|draft| keep(&tx, &draft, kind, author.as_deref(), note))
            .at(path)?;
        tx.commit().at(path)?;
        Ok(version)
    }

    /// Replaces the draft by a version, one edit to undo. `None` if it is that already.
    pub fn restore(&mut self, id: u32) -> Result<Option<Applied>> {
        let Some(version) = self.version(id)? else {
            return Err(refused(
                "unknown_version",
                format!("there is no version {id}"),
            ));
        };
        let note: String = self
            .conn
            .query_one("SELECT note FROM versions WHERE id = ?1", [id], |row| {
                row.get(0)
            })
            .at(&self.path)?;
        self.record(|conn, path| {
            book::put_book(conn, &version).at(path)?;
            Ok(match note.trim() {
                "" => format!("Restored version {id}"),
                note => format!("Restored version {id}, “{note}”"),
            })
        })
    }
}

/// Stores a book as the next version.
pub fn keep(
    conn: &Connection,
    book: &Book,
    kind: VersionKind,
    author: Option<&str>,
    note: &str,
) -> rusqlite::Result<Version> {
    Next::of(conn, book)?.keep(conn, kind, author, note)
}

/// A book made ready to be the next version: most of the work, and it writes nothing.
pub struct Next {
    id: u32,
    base: Option<u32>,
    packed: Packed,
}

impl Next {
    pub fn of(conn: &Connection, book: &Book) -> rusqlite::Result<Next> {
        let text = book.write();
        let (last, whole): (Option<u32>, Option<u32>) = conn.query_one(
            "SELECT max(id), max(iif(base IS NULL, id, NULL)) FROM versions",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let id = last.unwrap_or_default() + 1;
        let (base, packed) = pack_next(conn, id, whole, text.as_bytes())?;
        let bytes = text.len();
        Ok(Next {
            id,
            base,
            packed: Packed { bytes, packed },
        })
    }

    pub fn keep(
        &self,
        conn: &Connection,
        kind: VersionKind,
        author: Option<&str>,
        note: &str,
    ) -> rusqlite::Result<Version> {
        put(conn, self.id, self.base, &self.packed, kind, author, note)
    }
}

/// A text that is told against none.
pub struct Packed {
    bytes: usize,
    packed: Vec<u8>,
}

impl Packed {
    /// Needs no connection: it can be made while rows are written. The text is packed as it is
    /// written, and is never there as a whole.
    pub fn of(book: &Book) -> rusqlite::Result<Packed> {
        let work = || {
            let mut encoder = write::Encoder::new(Vec::new(), LEVEL)?;
            encoder.include_checksum(true)?;
            let to = Counted {
                to: encoder,
                bytes: 0,
            };
            // The encoder takes large pieces best.
            let mut pieces = BufWriter::with_capacity(PIECE, to);
            book.write_to(&mut pieces)?;
            let Counted { to, bytes } = pieces.into_inner().map_err(IntoInnerError::into_error)?;
            let packed = to.finish()?;
            Ok(Packed { bytes, packed })
        };
        work().map_err(|error: io::Error| unreadable(7, error.to_string()))
    }
}

const PIECE: usize = 128 << 10;

/// Counts what is written.
struct Counted<W> {
    to: W,
    bytes: usize,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        let taken = self.to.write(text)?;
        self.bytes += taken;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Stores the first version there is.
pub fn keep_first(
    conn: &Connection,
    packed: &Packed,
    kind: VersionKind,
    author: Option<&str>,
    note: &str,
) -> rusqlite::Result<Version> {
    put(conn, 1, None, packed, kind, author, note)
}

fn put(
    conn: &Connection,
    id: u32,
    base: Option<u32>,
    of: &Packed,
    kind: VersionKind,
    author: Option<&str>,
    note: &str,
) -> rusqlite::Result<Version> {
    // What comes in must go out as a text that can be read; what grew here is never refused.
    if of.bytes > MAX_BOOK_BYTES && matches!(kind, VersionKind::Import | VersionKind::Pull) {
        return Err(Error::SqliteFailure(
            ffi::Error::new(ffi::SQLITE_TOOBIG),
            None,
        ));
    }
    conn.prepare_cached(&format!(
        "INSERT INTO versions (id, kind, at, author, note, base, bytes, packed) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING {COLUMNS}"
    ))?
    .query_one(
        params![
            id,
            kind.name(),
            Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true),
            author,
            note,
            base,
            // No book comes near 4 GiB.
            u32::try_from(of.bytes).unwrap_or(u32::MAX),
            of.packed
        ],
        read_version,
    )
}

/// What to store of a text, and against which version: none where it is the first, where the last
/// whole text is far away, or where so little stayed the same that it would not pay.
fn pack_next(
    conn: &Connection,
    id: u32,
    whole: Option<u32>,
    next: &[u8],
) -> rusqlite::Result<(Option<u32>, Vec<u8>)> {
    let by_itself = || Ok((None, pack(next, &[])?));
    let Some(whole) = whole.filter(|whole| id - whole < SPAN) else {
        return by_itself();
    };
    let base = base_of(id, whole);
    let Some(before) = text(conn, base)? else {
        return by_itself();
    };
    let packed = pack(next, &before)?;
    let limit: u32 = conn.query_one(
        "SELECT length(packed) / 2 FROM versions WHERE id = ?1",
        [whole],
        |row| row.get(0),
    )?;
    if packed.len() > limit as usize {
        let (_, alone) = by_itself()?;
        // Small books compress to little whatever they are told against.
        if alone.len() < packed.len().saturating_mul(2) {
            return Ok((None, alone));
        }
    }
    Ok((Some(base), packed))
}

/// The version that a later one is told against: its distance to the last whole text without the
/// lowest set bit.
fn base_of(id: u32, whole: u32) -> u32 {
    let distance = id - whole;
    whole + (distance & (distance - 1))
}

/// The text of a version, from its whole one up.
fn text(conn: &Connection, id: u32) -> rusqlite::Result<Option<Vec<u8>>> {
    let mut steps = Vec::new();
    let mut next = Some(id);
    while let Some(id) = next {
        let step = conn
            .prepare_cached("SELECT base, bytes, packed FROM versions WHERE id = ?1")?
            .query_row([id], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get::<_, Vec<u8>>(2)?))
            })
            .optional()?;
        let Some((base, bytes, packed)) = step else {
            return Ok(None);
        };
        steps.push((bytes, packed));
        next = base;
    }
    let mut text = Vec::new();
    while let Some((bytes, packed)) = steps.pop() {
        text = unpack(&packed, &text, bytes)?;
    }
    Ok(Some(text))
}

fn pack(text: &[u8], prefix: &[u8]) -> rusqlite::Result<Vec<u8>> {
    let work = || {
        let mut encoder = write::Encoder::with_ref_prefix(Vec::new(), LEVEL, prefix)?;
        encoder.set_pledged_src_size(Some(text.len() as u64))?;
        encoder.long_distance_matching(!prefix.is_empty())?;
        encoder.window_log(window(text.len().max(prefix.len())))?;
        // Damage is found here, not as a book that cannot be read.
        encoder.include_checksum(true)?;
        encoder.write_all(text)?;
        encoder.finish()
    };
    work().map_err(|error: io::Error| unreadable(7, error.to_string()))
}

fn unpack(packed: &[u8], prefix: &[u8], bytes: u32) -> rusqlite::Result<Vec<u8>> {
    let work = || {
        let decoder = read::Decoder::with_ref_prefix(packed, prefix)?;
        let mut text = Vec::with_capacity(bytes as usize);
        // One byte more than there should be is enough to see the damage.
        decoder.take(u64::from(bytes) + 1).read_to_end(&mut text)?;
        Ok(text)
    };
    work()
        .map_err(|error: io::Error| error.to_string())
        .and_then(|text: Vec<u8>| match text.len() == bytes as usize {
            true => Ok(text),
            false => Err("it has another length than was stored".to_owned()),
        })
        .map_err(|why| unreadable(7, format!("a version cannot be read: {why}")))
}

/// Wide enough to reach from any place of a text to the same place of its prefix, and a half more.
fn window(longest: usize) -> u32 {
    (usize::BITS - longest.leading_zeros() + 1).clamp(16, WIDEST)
}

const COLUMNS: &str = "id, kind, at, author, note, bytes, length(packed)";

fn read_version(row: &Row) -> rusqlite::Result<Version> {
    let kind = row.get_ref(1)?.as_str()?;
    Ok(Version {
        id: row.get(0)?,
        kind: VersionKind::ALL
            .into_iter()
            .find(|known| known.name() == kind)
            .ok_or_else(|| unreadable(1, format!("no version is of kind {kind:?}")))?,
        at: row.get(2)?,
        author: row.get(3)?,
        note: row.get(4)?,
        bytes: row.get(5)?,
        packed: row.get(6)?,
    })
}
