//! Versions, and what differs between two of them or the draft.

use mirror::Mirror;
use routing::Book;
use routing::diff::{self, diff};

use crate::session::Session;
use crate::snapshot::locked;
use crate::wire::{AppError, Change, Code, Comparison, EditState, Version, VersionKind};

/// Most changes listed of one comparison.
const LISTED: usize = 1_000;

impl Session {
    /// Every version, the newest first.
    pub fn versions(&self) -> Result<Vec<Version>, AppError> {
        let versions = locked(&self.mirror).versions()?;
        Ok(versions.into_iter().map(Version::from).collect())
    }

    /// Keeps the draft as a version.
    pub fn save_version(&self, note: &str) -> Result<Version, AppError> {
        let mut mirror = locked(&self.mirror);
        let kept = mirror.save_version(mirror::VersionKind::Save, note.trim())?;
        Ok(kept.into())
    }

    /// Replaces the draft by a version, undoably.
    pub fn restore_version(&self, version: u32) -> Result<EditState, AppError> {
        let mut mirror = self.for_a_step();
        let restored = mirror.restore(version)?;
        self.settled(&mirror, restored)
    }

    /// What makes `now` out of `old`; `None` is the draft.
    pub fn compare(&self, old: Option<u32>, now: Option<u32>) -> Result<Comparison, AppError> {
        let (old, now) = {
            let mirror = locked(&self.mirror);
            (book(&mirror, old)?, book(&mirror, now)?)
        };
        let mut changes = diff(&old, &now);
        let more = changes.len().saturating_sub(LISTED);
        changes.truncate(LISTED);
        Ok(Comparison {
            changes: changes.into_iter().map(Change::from).collect(),
            more: u32::try_from(more).unwrap_or(u32::MAX),
        })
    }
}

fn book(mirror: &Mirror, version: Option<u32>) -> Result<Book, AppError> {
    let Some(id) = version else {
        return Ok(mirror.export()?);
    };
    let missing = || AppError::new(Code::NotFound, format!("there is no version {id}"));
    mirror.version(id)?.ok_or_else(missing)
}

impl From<mirror::Version> for Version {
    fn from(version: mirror::Version) -> Self {
        Version {
            id: version.id,
            kind: match version.kind {
                mirror::VersionKind::Import => VersionKind::Import,
                mirror::VersionKind::Pull => VersionKind::Pull,
                mirror::VersionKind::Push => VersionKind::Push,
                mirror::VersionKind::Save => VersionKind::Save,
            },
            at: version.at,
            author: version.author,
            note: version.note,
        }
    }
}

impl From<diff::Change> for Change {
    fn from(change: diff::Change) -> Self {
        Change {
            kind: serde_json::to_value(change.kind)
                .ok()
                .and_then(|kind| kind.as_str().map(str::to_owned))
                .unwrap_or_default(),
            channel: change.channel,
            rule: change.rule,
            account: change.account,
            words: change.words,
        }
    }
}
