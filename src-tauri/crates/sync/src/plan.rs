//! What a push would do: my changes in words with the calls they take, theirs apart, conflicts,
//! deletions to confirm, and what becomes of the sample leads. Written down, it is refused once
//! it no longer fits what is there.
//!
//! Findings, expectations and what-if over history have their place beside `samples`.

pub mod calls;
mod said;
mod samples;

use std::collections::HashSet;

use mirror::Reader;
use mirror::rechat::{Choice, Remote};
use routing::Book;
use routing::book::{AccountKind, Channel};
use routing::diff::{Change, ChangeKind};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::error::{Result, SyncError};
use crate::merge::{Choices, Conflict, Merged, Side, merge};
use crate::pull::Theirs;
use crate::take_in::{base_book, by_others, differences, same_brokerage};
pub use calls::{Call, Fields, Step};
use said::{lines, said};
pub use samples::SampleLine;

pub const FORMAT: &str = "switchyard.plan";
pub const VERSION: u32 = 1;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    pub format: String,
    pub version: u32,
    /// The brokerage's account id.
    pub root: String,
    /// Without it nothing can be pushed: the changes are a sheet for a person.
    pub has_rules: bool,
    /// What a push would change in Rechat.
    pub changes: Vec<Line>,
    /// What others changed in Rechat since the last pull.
    pub theirs: Vec<Line>,
    pub conflicts: Vec<Conflict>,
    /// Channels that would be gone: forms out there may hold their ids.
    pub deletions: Vec<Deletion>,
    pub samples: Vec<SampleLine>,
    pub steps: Vec<Step>,
    pub fingerprints: Fingerprints,
    /// Nothing to push and nothing to choose.
    pub empty: bool,
}

/// A change in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub kind: String,
    pub channel: Option<String>,
    pub rule: Option<String>,
    pub words: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deletion {
    pub channel: String,
    pub words: String,
}

/// What the plan was made from and comes to. What decides whether a plan still fits is what
/// Rechat says and what would become of it: a draft that moved without changing either sends what
/// was reviewed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprints {
    pub base: String,
    pub mine: String,
    pub theirs: String,
    pub merged: String,
}

/// A plan with what it was made from.
#[derive(Clone, Debug)]
pub struct Review {
    pub plan: Plan,
    pub theirs: Theirs,
    pub merged: Book,
}

/// Makes the plan for the draft of `mirror` over what Rechat says now. Sides chosen in the mirror
/// count while both sides say what they said then.
pub fn review(mirror: &Reader, theirs: Theirs) -> Result<Review> {
    if mirror.open_push()?.is_some() {
        return Err(SyncError::PushUnderWay);
    }
    let remote = mirror.remote()?.ok_or(SyncError::NeverPulled)?;
    let mine = mirror.export()?;
    same_brokerage(&mine, &theirs)?;
    let base = base_book(Some(&remote), &theirs.book);
    let chosen = mirror.choices()?;
    let valid = |conflict: &Conflict| {
        let choice = chosen.get(&conflict.id)?;
        let same = choice.mine == conflict.mine && choice.theirs == conflict.theirs;
        let side = if choice.is_mine {
            Side::Mine
        } else {
            Side::Theirs
        };
        same.then_some((conflict.id.clone(), side))
    };
    let mut merged = settle(&base, &mine, &theirs.book, valid);
    revive(&mut merged.book, &base, &theirs.book);
    let samples = mirror.samples()?;
    let plan = plan(&remote, &mine, &theirs, &merged, &samples);
    Ok(Review {
        plan,
        theirs,
        merged: merged.book,
    })
}

/// A side for a conflict, to be kept in the mirror.
pub fn choice(conflict: &Conflict, side: Side) -> Choice {
    Choice {
        mine: conflict.mine.clone(),
        theirs: conflict.theirs.clone(),
        is_mine: side == Side::Mine,
    }
}

/// A channel that is kept though Rechat has deleted it comes back under a new id: the old one
/// answers nobody any more. The id is always the same, so that the same plan comes out again.
fn revive(merged: &mut Book, base: &Book, theirs: &Book) {
    let ids = |book: &Book| -> HashSet<String> {
        book.channels
            .iter()
            .map(|channel| channel.id.clone())
            .collect()
    };
    let (was, is) = (ids(base), ids(theirs));
    for channel in &mut merged.channels {
        if was.contains(&channel.id) && !is.contains(&channel.id) {
            let hash = hashed(&["a channel again", &channel.id]);
            let id = Uuid::parse_str(&hash).map(|id| id.to_string());
            channel.id = id.unwrap_or(hash);
        }
    }
}

/// Merges with every side that was chosen; a choice may bring up conflicts of its own.
fn settle(
    base: &Book,
    mine: &Book,
    theirs: &Book,
    chosen: impl Fn(&Conflict) -> Option<(String, Side)>,
) -> Merged {
    let mut choices = Choices::new();
    loop {
        let merged = merge(base, mine, theirs, &choices);
        let before = choices.len();
        choices.extend(merged.conflicts.iter().filter_map(&chosen));
        if choices.len() == before {
            return merged;
        }
    }
}

fn plan(
    remote: &Remote,
    mine: &Book,
    theirs: &Theirs,
    merged: &Merged,
    samples: &[mirror::Sample],
) -> Plan {
    let rechat = &theirs.book.channels;
    let said = said(&differences(rechat, &merged.book), rechat, &merged.book);
    let steps = calls::steps(rechat, &merged.book, &said);
    let changes: Vec<Line> = said.into_iter().map(|said| said.line).collect();
    let by_others = by_others(&remote.channels, &theirs.book, mine);
    let deletions = changes
        .iter()
        .filter(|line| line.kind == word(ChangeKind::ChannelRemoved))
        .filter_map(|line| {
            Some(Deletion {
                channel: line.channel.clone()?,
                words: line.words.clone(),
            })
        })
        .collect();
    Plan {
        format: FORMAT.to_owned(),
        version: VERSION,
        root: theirs.root.clone(),
        has_rules: theirs.has_rules,
        theirs: lines(&by_others, &remote.channels, &theirs.book),
        samples: samples::outcomes(
            samples,
            &remote.channels,
            &theirs.book.channels,
            &merged.book,
        ),
        steps,
        fingerprints: Fingerprints {
            base: fingerprint(&remote.channels, &Book::default()),
            mine: fingerprint(&mine.channels, &Book::default()),
            theirs: fingerprint(&theirs.book.channels, &theirs.book),
            merged: fingerprint(&merged.book.channels, &Book::default()),
        },
        empty: changes.is_empty() && merged.conflicts.is_empty(),
        conflicts: merged.conflicts.clone(),
        changes,
        deletions,
    }
}

impl Plan {
    pub fn read(text: &str) -> std::result::Result<Plan, String> {
        let plan: Plan = serde_json::from_str(text).map_err(|error| {
            format!(
                "line {}, column {}: not a plan",
                error.line(),
                error.column()
            )
        })?;
        match (plan.format.as_str(), plan.version) {
            (FORMAT, VERSION) => Ok(plan),
            (FORMAT, newer) => Err(format!("a plan of version {newer}, this reads {VERSION}")),
            _ => Err("not a plan".to_owned()),
        }
    }

    pub fn write(&self) -> String {
        // Text keys into memory: there is nothing here that serde_json could refuse.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Tells this plan from every other.
    pub fn id(&self) -> String {
        hashed(&[&self.write()])
    }

    /// Why the plan no longer does what was reviewed, if `now` (made afresh) says so.
    pub fn outdated(&self, now: &Plan) -> Option<&'static str> {
        if self.root != now.root {
            Some("it is for another brokerage")
        } else if self.fingerprints.theirs != now.fingerprints.theirs {
            Some("Rechat has changed since")
        } else if self.fingerprints.merged != now.fingerprints.merged {
            Some("the draft has changed since")
        } else if self.steps != now.steps || self.has_rules != now.has_rules {
            Some("it would send something else than was reviewed")
        } else {
            None
        }
    }

    /// Conflicts without a side chosen.
    pub fn open_conflicts(&self) -> usize {
        let open = |conflict: &&Conflict| conflict.chosen.is_none();
        self.conflicts.iter().filter(open).count()
    }
}

impl From<&Change> for Line {
    fn from(change: &Change) -> Line {
        Line {
            kind: word(change.kind),
            channel: change.channel.clone(),
            rule: change.rule.clone(),
            words: change.words.clone(),
        }
    }
}

pub(crate) fn word(kind: ChangeKind) -> String {
    match serde_json::to_value(kind) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Of channels as the book writes them, and of the tree: who is where and works there.
fn fingerprint(channels: &[Channel], tree: &Book) -> String {
    let mut texts: Vec<String> = channels
        .iter()
        .map(|channel| serde_json::to_string(channel).unwrap_or_default())
        .collect();
    texts.extend(tree.accounts.iter().map(|account| {
        let parent = account.parent.as_deref().unwrap_or_default();
        let is_agent = account.kind == AccountKind::Agent;
        format!("{}\0{parent}\0{is_agent}\0{}", account.id, account.active)
    }));
    texts.sort();
    hashed(&texts.iter().map(String::as_str).collect::<Vec<_>>())
}

pub(crate) fn hashed(texts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text.len().to_le_bytes());
        hash.update(text.as_bytes());
    }
    let bytes = hash.finalize();
    bytes
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
