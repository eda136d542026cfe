//! Reading a book: strict, and every problem of the file at once.
//!
//! First the shapes, from JSON with its repeated keys and its order; then what the parts say about
//! one another ([`check`](super::check)). A part that cannot be read leaves a stand-in (a blank
//! id, an empty list), so that the second look sees everything else and reports nothing twice.
//! No stand-in leaves here: a document with any problem is refused whole.

mod channel;
mod condition;
pub(super) mod reader;

use super::check::{self, Unsure};
use super::{
    Account, AccountKind, Action, Away, Book, Channel, Condition, FORMAT, Fallback, FollowUp,
    MAX_BOOK_BYTES, MlsId, Rule, User, VERSION,
};
use crate::json::{Node, SyntaxError};
use crate::problem::{Problem, Problems};
use channel::{ACTIONS, FALLBACKS, channel, follow_ups, rule};
use condition::{condition, date};
use reader::{Keys, Object, Reader, found, quoted};

impl Book {
    /// Reads a book's JSON text, or says everything that is wrong with it.
    pub fn read(bytes: &[u8]) -> Result<Book, Problems> {
        if bytes.len() > MAX_BOOK_BYTES {
            let message = format!(
                "the book has {} bytes, at most {MAX_BOOK_BYTES} (64 MiB) are read",
                bytes.len()
            );
            return Err(Problem::new("too_large", "", message).into());
        }
        Book::read_back(bytes)
    }

    /// Reads a text that was written here, which may be of any size.
    pub fn read_back(bytes: &[u8]) -> Result<Book, Problems> {
        let text = book_text(bytes)?;
        let document = Node::parse(text).map_err(|error| unreadable("the book", text, &error))?;
        let mut reader = Reader::default();
        let (book, unsure) = document_shape(&mut reader, &document)?;
        let mut problems = reader.problems;
        if !problems.is_full() {
            check::references(&book, &unsure, &mut problems);
        }
        if problems.is_empty() {
            Ok(book)
        } else {
            Err(problems)
        }
    }
}

/// Reads one condition; places count from it: `all[0].op`.
pub fn read_condition(text: &str) -> Result<Condition, Vec<Problem>> {
    part(text, condition)
}

/// Reads what a rule does; whether its accounts exist is for [`Book::check`].
pub fn read_action(text: &str) -> Result<Action, Vec<Problem>> {
    part(text, |reader, node| reader.variant(node, ACTIONS))
}

/// Reads one rule; whether what it names exists is for [`Book::check`].
pub fn read_rule(text: &str) -> Result<Rule, Vec<Problem>> {
    part(text, |reader, node| Some(rule(reader, node)))
}

/// Reads one channel; whether what it names exists is for [`Book::check`].
pub fn read_channel(text: &str) -> Result<Channel, Vec<Problem>> {
    part(text, |reader, node| Some(channel(reader, node)))
}

/// Reads what happens when no rule takes a lead.
pub fn read_fallback(text: &str) -> Result<Fallback, Vec<Problem>> {
    part(text, |reader, node| reader.variant(node, FALLBACKS))
}

/// Reads a list of follow-ups.
pub fn read_follow_ups(text: &str) -> Result<Vec<FollowUp>, Vec<Problem>> {
    part(text, |reader, node| Some(follow_ups(reader, node)))
}

fn part<T>(
    text: &str,
    read: impl FnOnce(&mut Reader, &Node<'_>) -> Option<T>,
) -> Result<T, Vec<Problem>> {
    let node = Node::parse(text).map_err(|error| vec![unreadable("the text", text, &error)])?;
    let mut reader = Reader::default();
    match read(&mut reader, &node) {
        Some(part) if reader.problems.is_empty() => Ok(part),
        _ => Err(reader.problems.listed),
    }
}

fn unreadable(what: &str, text: &str, error: &SyntaxError) -> Problem {
    if text.trim().is_empty() {
        Problem::new("not_json", "", format!("{what} is empty"))
    } else if error.is_too_deep() {
        Problem::new("too_deep", "", format!("{what} is {error}"))
    } else {
        Problem::new("not_json", "", format!("{what} is not JSON: {error}"))
    }
}

fn book_text(bytes: &[u8]) -> Result<&str, Problem> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let line = 1 + bytes.iter().take(at).filter(|byte| **byte == b'\n').count();
        Problem::new(
            "not_utf8",
            "",
            format!("the book is not UTF-8 text: byte {at}, in line {line}, cannot be read"),
        )
    })?;
    // Some editors begin a file with a byte-order mark; readers of JSON may ignore it.
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

const BOOK: Keys = Keys {
    required: &["format", "version", "accounts", "users", "channels"],
    optional: &["expectations"],
};
const ACCOUNT: Keys = Keys {
    required: &["id", "kind", "name", "parent"],
    optional: &["status", "away", "daily_cap"],
};
const AWAY: Keys = Keys {
    required: &["from", "through"],
    optional: &[],
};
const USER: Keys = Keys {
    required: &["id", "accounts"],
    optional: &["first_name", "last_name", "emails", "phones", "mls"],
};
const MLS_ID: Keys = Keys {
    required: &["mls", "id"],
    optional: &[],
};
/// The book and what of it could not be read; a document that is no book of ours is one problem.
fn document_shape(reader: &mut Reader, document: &Node<'_>) -> Result<(Book, Unsure), Problem> {
    if document.as_object().is_none() {
        let message = format!("a book is a JSON object, found {}", found(document));
        return Err(Problem::new("not_a_book", "", message));
    }
    if let Some(format) = document.get("format")
        && format.as_text() != Some(FORMAT)
    {
        let message = format!(
            "\"format\" of a book is {}, found {}",
            quoted(FORMAT),
            found(format)
        );
        return Err(Problem::new("not_a_book", "format", message));
    }
    if let Some(node) = document.get("version")
        && let Some(version) = node.as_number()
        && version.fract() == 0.0
        && version > f64::from(VERSION)
    {
        let message = format!(
            "the book has version {} and was made by a newer Switchyard; this one reads version {VERSION}",
            found(node)
        );
        return Err(Problem::new("future_version", "version", message)
            .help("update Switchyard to open this book"));
    }

    let mut book = Book::default();
    let mut unsure = Unsure::default();
    let Some(object) = reader.object(document, &BOOK) else {
        return Ok((book, unsure));
    };
    reader.field(&object, "version", |reader, node| {
        reader.whole(node, VERSION, VERSION)
    });
    match reader.field(&object, "accounts", |reader, node| {
        reader.list(node, |reader, node| account(reader, node, &mut unsure))
    }) {
        Some(accounts) => book.accounts = accounts,
        None => unsure.accounts = true,
    }
    book.users = reader
        .field(&object, "users", |reader, node| reader.list(node, user))
        .unwrap_or_default();
    book.channels = reader
        .field(&object, "channels", |reader, node| {
            reader.list(node, channel)
        })
        .unwrap_or_default();
    reader.field(&object, "expectations", |reader, node| {
        let kept = reader.list(node, |_, _| ())?;
        if !kept.is_empty() {
            reader.wrong("not_empty", || format!("expectations are not defined in version {VERSION}, so the list must be empty; found {}", found(node)));
        }
        Some(())
    });
    Ok((book, unsure))
}

fn account(reader: &mut Reader, node: &Node<'_>, unsure: &mut Unsure) -> Account {
    // A blank parent stands for one that cannot be read: unlike `None` it claims no root.
    let mut account = Account {
        id: String::new(),
        kind: AccountKind::Other,
        name: String::new(),
        parent: Some(String::new()),
        active: true,
        away: Vec::new(),
        daily_cap: None,
    };
    let object = reader.object(node, &ACCOUNT);
    let kind = object.as_ref().and_then(|object| {
        reader.field(object, "kind", |reader, node| {
            reader
                .word(node, &AccountKind::ALL, |kind| kind.name())
                .copied()
        })
    });
    unsure.kinds.push(kind.is_none());
    let Some(object) = object else { return account };
    account.kind = kind.unwrap_or(AccountKind::Other);
    account.id = id_field(reader, &object, "id");
    account.name = text_field(reader, &object, "name");
    if let Some(parent) = reader.field(&object, "parent", |reader, node| match node {
        Node::Null => Some(None),
        node => reader.id(node).map(Some),
    }) {
        account.parent = parent;
    }

    let status = reader.field(&object, "status", |reader, node| {
        reader
            .word(node, &STATUSES, |(name, _)| name)
            .map(|(_, active)| *active)
    });
    account.active = status.unwrap_or(true);
    account.away = list_field(reader, &object, "away", away);
    account.daily_cap = reader.nullable(&object, "daily_cap", |reader, node| {
        reader.whole(node, 0, u32::MAX)
    });
    let agents_only = [
        ("status", object.has("status")),
        (
            "away",
            object
                .get("away")
                .and_then(Node::as_list)
                .is_some_and(|list| !list.is_empty()),
        ),
        (
            "daily_cap",
            object.get("daily_cap").is_some_and(|cap| !cap.is_null()),
        ),
    ];
    if let Some(kind) = kind.filter(|kind| *kind != AccountKind::Agent) {
        for (key, _) in agents_only.into_iter().filter(|(_, is_set)| *is_set) {
            reader.report(|path| check::agents_only(path.place_of(key), key, &account.id, kind));
        }
    }
    account
}

const STATUSES: [(&str, bool); 2] = [("active", true), ("inactive", false)];

fn away(reader: &mut Reader, node: &Node<'_>) -> Option<Away> {
    let object = reader.object(node, &AWAY)?;
    let from = reader.field(&object, "from", date);
    let through = reader.field(&object, "through", date);
    let (from, through) = (from?, through?);
    if from > through {
        reader.wrong("reversed_range", || {
            format!("\"from\" {from} is after \"through\" {through}")
        });
        return None;
    }
    Some(Away { from, through })
}

fn user(reader: &mut Reader, node: &Node<'_>) -> User {
    let Some(object) = reader.object(node, &USER) else {
        return User::default();
    };
    User {
        id: id_field(reader, &object, "id"),
        accounts: ids_field(reader, &object, "accounts"),
        first_name: reader.nullable(&object, "first_name", Reader::text),
        last_name: reader.nullable(&object, "last_name", Reader::text),
        emails: list_field(reader, &object, "emails", Reader::text),
        phones: list_field(reader, &object, "phones", Reader::text),
        mls: list_field(reader, &object, "mls", |reader, node| {
            let object = reader.object(node, &MLS_ID)?;
            Some(MlsId {
                mls: text_field(reader, &object, "mls"),
                id: text_field(reader, &object, "id"),
            })
        }),
    }
}

fn id_field(reader: &mut Reader, object: &Object<'_>, key: &'static str) -> String {
    reader.field(object, key, Reader::id).unwrap_or_default()
}

fn text_field(reader: &mut Reader, object: &Object<'_>, key: &'static str) -> String {
    reader.field(object, key, Reader::text).unwrap_or_default()
}

fn ids_field(reader: &mut Reader, object: &Object<'_>, key: &'static str) -> Vec<String> {
    let read = |reader: &mut Reader, node: &_| reader.id(node).unwrap_or_default();
    reader
        .field(object, key, |reader, node| reader.list(node, read))
        .unwrap_or_default()
}

fn texts(reader: &mut Reader, node: &Node<'_>) -> Option<Vec<String>> {
    reader.list(node, Reader::text)?.into_iter().collect()
}

/// The items of a list that may be absent; those that cannot be read are left out.
fn list_field<'n, T>(
    reader: &mut Reader,
    object: &Object<'n>,
    key: &'static str,
    read: impl FnMut(&mut Reader, &'n Node<'n>) -> Option<T>,
) -> Vec<T> {
    let items = reader
        .field(object, key, |reader, node| reader.list(node, read))
        .unwrap_or_default();
    items.into_iter().flatten().collect()
}
