use std::ops::DerefMut;

use mirror::rechat::{Ahead, Remote};
use mirror::{Mirror, Reader};
use routing::Book;
use routing::book::Channel;
use routing::diff::{Change, diff};
use tokio_util::sync::CancellationToken;

use crate::error::{Result, SyncError};
use crate::merge::Conflict;
use crate::pull::Theirs;
use crate::rebase::rebase;

/// What a pull brought.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// What others changed since the last pull, in words.
    pub changes: Vec<Change>,
    /// What both sides changed; the draft keeps its own until somebody chooses.
    pub conflicts: Vec<Conflict>,
    pub applied: Option<mirror::Applied>,
}

/// How often what a pull brings is found out anew because the mirror changed meanwhile. Then the
/// others wait.
const TRIES: usize = 3;

/// Takes a pull into the mirror in one transaction: people and tree replaced, the draft moved over
/// what Rechat says. Stopped before its end it changes nothing.
pub fn take_in(mirror: &mut Mirror, theirs: &Theirs, cancel: &CancellationToken) -> Result<Taken> {
    let news = News::of(mirror, theirs)?;
    let ahead = mirror.look_ahead(news.draft())?;
    news.write(mirror, ahead, cancel)
}

/// The same where others use the mirror too: it is held only while it is written, not while it is
/// found out what to write. Answers with the mirror still held.
pub fn take_in_beside<M: DerefMut<Target = Mirror>>(
    reader: &Reader,
    hold: impl Fn() -> M,
    theirs: &Theirs,
    cancel: &CancellationToken,
) -> Result<(Taken, M)> {
    for _ in 0..TRIES {
        let seen = reader.writes_seen()?;
        let news = News::of(reader, theirs)?;
        let ahead = reader.look_ahead(news.draft())?;
        let mut mirror = hold();
        if reader.writes_seen()? == seen {
            let taken = news.write(&mut mirror, ahead, cancel)?;
            return Ok((taken, mirror));
        }
    }
    let mut mirror = hold();
    let taken = take_in(&mut mirror, theirs, cancel)?;
    Ok((taken, mirror))
}

/// What a pull brings to a mirror as it is.
struct News<'t> {
    theirs: &'t Theirs,
    changes: Vec<Change>,
    conflicts: Vec<Conflict>,
    /// `None` where there was none: it is what Rechat says.
    draft: Option<Book>,
    remote: Remote,
}

impl<'t> News<'t> {
    fn of(mirror: &Reader, theirs: &'t Theirs) -> Result<News<'t>> {
        if mirror.open_push()?.is_some() {
            return Err(SyncError::PushUnderWay);
        }
        let before = mirror.remote()?;
        // People are Rechat's: what the draft has of them is not asked.
        let mine = Book {
            accounts: mirror.accounts()?,
            users: Vec::new(),
            channels: mirror.whole_channels()?,
        };
        let is_new = mine.accounts.is_empty();
        if !is_new {
            same_brokerage(&mine, theirs)?;
        }
        let (base, draft, conflicts) = if is_new {
            (theirs.book.channels.clone(), None, Vec::new())
        } else {
            let was = base_book(before.as_ref(), &theirs.book);
            let rebased = rebase(&was, &mine, &theirs.book);
            (
                rebased.base.channels,
                Some(rebased.draft),
                rebased.conflicts,
            )
        };
        let changes = match &before {
            Some(before) => by_others(&before.channels, &theirs.book, &mine),
            None => Vec::new(),
        };
        let remote = Remote {
            api: theirs.api.clone(),
            root: theirs.root.clone(),
            pulled_at: theirs.pulled_at.clone(),
            has_rules: theirs.has_rules,
            said: (base != theirs.book.channels).then(|| theirs.book.channels.clone()),
            channels: base,
        };
        Ok(News {
            theirs,
            changes,
            conflicts,
            draft,
            remote,
        })
    }

    fn draft(&self) -> &Book {
        self.draft.as_ref().unwrap_or(&self.theirs.book)
    }

    fn write(
        &self,
        mirror: &mut Mirror,
        ahead: Ahead,
        cancel: &CancellationToken,
    ) -> Result<Taken> {
        let label = match self.changes.len() {
            0 => "Pulled from Rechat".to_owned(),
            1 => "Pulled a change from Rechat".to_owned(),
            many => format!("Pulled {many} changes from Rechat"),
        };
        let cancel = cancel.clone();
        let is_stopped = move || cancel.is_cancelled();
        let applied = mirror.pull_in(ahead, &self.remote, &label, is_stopped)?;
        Ok(Taken {
            changes: self.changes.clone(),
            conflicts: self.conflicts.clone(),
            applied,
        })
    }
}

/// What Rechat last said, as a book that merges can start from. Before the first pull it is
/// nothing: what both sides have and say alike is then no conflict.
pub(crate) fn base_book(remote: Option<&Remote>, theirs: &Book) -> Book {
    Book {
        accounts: theirs.accounts.clone(),
        users: Vec::new(),
        channels: remote.map_or(Vec::new(), |remote| remote.channels.clone()),
    }
}

/// How many changes of channels and rules the draft has against what Rechat last said; `None`
/// before the first pull.
pub fn count_changes(mirror: &Reader) -> Result<Option<usize>> {
    let Some(remote) = mirror.remote()? else {
        return Ok(None);
    };
    // Without the people: they are many, and make no difference but in the words.
    let draft = Book {
        channels: mirror.whole_channels()?,
        ..Book::default()
    };
    Ok(Some(differences(&remote.channels, &draft).len()))
}

/// What others changed since the last pull. A channel that the base does not know and the draft
/// does is in dispute since a first pull, and not new.
pub(crate) fn by_others(before: &[Channel], theirs: &Book, mine: &Book) -> Vec<Change> {
    let knows = |channels: &[Channel], id: &str| channels.iter().any(|known| known.id == id);
    let is_disputed = |id: &str| !knows(before, id) && knows(&mine.channels, id);
    let mut changes = differences(before, theirs);
    changes.retain(|change| !change.channel.as_deref().is_some_and(is_disputed));
    changes
}

/// What of channels and rules is different in `after`.
pub(crate) fn differences(before: &[Channel], after: &Book) -> Vec<Change> {
    if before == after.channels {
        return Vec::new();
    }
    // Without the people, who are many and the same on both sides.
    let with = |channels: &[Channel]| Book {
        accounts: after.accounts.clone(),
        users: Vec::new(),
        channels: channels.to_vec(),
    };
    diff(&with(before), &with(&after.channels))
}

pub(crate) fn same_brokerage(mine: &Book, theirs: &Theirs) -> Result<()> {
    let root = |book: &Book| {
        book.accounts
            .iter()
            .find(|account| account.parent.is_none())
            .map(|root| (root.id.clone(), root.name.clone()))
    };
    match (root(mine), root(&theirs.book)) {
        (Some((here, name)), Some((there, other))) if here != there => {
            Err(SyncError::AnotherBrokerage {
                here: name,
                there: other,
            })
        }
        _ => Ok(()),
    }
}
