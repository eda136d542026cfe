//! The review: my changes, theirs, conflicts and their sides, deletions, and what becomes of the
//! samples.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use mirror::Reader;
use routing::Book;
use sync::plan::{self, Plan, choice, review};
use sync::push::Refusal;
use sync::{Theirs, merge};

use super::{Rechat, Reviewed};
use crate::session::Session;
use crate::snapshot::locked;
use crate::wire::{
    AppError, Busy, ChannelPlace, Code, Conflict, Deletion, PlanLine, PullProgress, Review,
    SampleLanding, Side,
};

/// Typed for the deletion of a channel that has no name.
const NAMELESS: &str = "delete";

impl Rechat {
    pub async fn review(
        &self,
        tell: impl Fn(PullProgress) + Send + Sync,
    ) -> Result<Review, AppError> {
        let work = self.begin(Busy::Reviewing)?;
        let grant = self.signed_in_here(&work).await?;
        let theirs = self.fetch(&work, &grant, &tell).await?;
        self.aside(move |rechat, session| {
            let _one_at_a_time = locked(&rechat.0.planning);
            rechat.planned(session, theirs)
        })
        .await
    }

    pub async fn plan_again(&self) -> Result<Option<Review>, AppError> {
        self.aside(|rechat, session| {
            let _one_at_a_time = locked(&rechat.0.planning);
            let reviewed = locked(&rechat.0.now).reviewed.clone();
            let theirs = match reviewed {
                Some(reviewed) => Some(reviewed.theirs),
                None => last_pulled(&Reader::open(session.file())?)?,
            };
            theirs
                .map(|theirs| rechat.planned(session, theirs))
                .transpose()
        })
        .await
    }

    pub async fn choose_side(&self, conflict: String, side: Side) -> Result<Review, AppError> {
        self.aside(move |rechat, session| {
            let _one_at_a_time = locked(&rechat.0.planning);
            let reviewed = locked(&rechat.0.now).reviewed.clone();
            let shown = reviewed.and_then(|reviewed| Some((reviewed.plan?, reviewed.theirs)));
            let Some((plan, theirs)) = shown else {
                return Err(stale("nothing is reviewed"));
            };
            let found = plan.conflicts.iter().find(|known| known.id == conflict);
            if let Some(found) = found {
                let choice = choice(found, side.into());
                locked(&session.mirror).choose(&found.id, &choice)?;
            }
            let is_known = found.is_some();
            let review = rechat.planned(session, theirs)?;
            match is_known {
                true => Ok(review),
                false => Err(stale("the review has no such conflict any more")),
            }
        })
        .await
    }

    /// Makes the plan, and keeps it as what was shown.
    fn planned(&self, session: &Session, theirs: Theirs) -> Result<Review, AppError> {
        let mirror = Reader::open(session.file())?;
        let reviewed = review(&mirror, theirs)?;
        let shown = shown(&mirror, &reviewed)?;
        locked(&self.0.now).reviewed = Some(Reviewed {
            theirs: reviewed.theirs,
            plan: Some(reviewed.plan),
        });
        Ok(shown)
    }
}

/// What Rechat said at the last pull, for whoever reviews without a line.
fn last_pulled(mirror: &Reader) -> Result<Option<Theirs>, AppError> {
    let Some(remote) = mirror.remote()? else {
        return Ok(None);
    };
    Ok(Some(Theirs {
        api: remote.api,
        root: remote.root,
        pulled_at: remote.pulled_at,
        has_rules: remote.has_rules,
        book: Book {
            channels: remote.said.unwrap_or(remote.channels),
            ..mirror.export()?
        },
        versions: BTreeMap::new(),
        counts: BTreeMap::new(),
        left_out: 0,
        requests: 0,
    }))
}

pub(super) fn stale(why: &str) -> AppError {
    AppError::new(Code::StalePlan, format!("the plan no longer fits: {why}")).help("review again")
}

fn shown(mirror: &Reader, reviewed: &plan::Review) -> Result<Review, AppError> {
    let plan::Review {
        plan,
        theirs,
        merged,
    } = reviewed;
    Ok(Review {
        plan: plan.id(),
        fetched_at: theirs.pulled_at.clone(),
        empty: plan.empty,
        mine: plan.changes.iter().map(PlanLine::from).collect(),
        theirs: plan.theirs.iter().map(PlanLine::from).collect(),
        conflicts: plan.conflicts.iter().map(Conflict::from).collect(),
        deletions: plan
            .deletions
            .iter()
            .map(|deletion| Deletion {
                channel: deletion.channel.clone(),
                words: deletion.words.clone(),
                type_this: to_type(theirs, &deletion.channel),
            })
            .collect(),
        samples: plan.samples.iter().map(SampleLanding::from).collect(),
        places: places(plan, &theirs.book, merged),
        sheet: match plan.has_rules {
            true => None,
            false => Some(super::sheet::steps(plan, &mirror.sheet_ticks()?)),
        },
    })
}

/// Where the changes are, in words: channels as they will be or, deleted ones, as they are.
fn places(plan: &Plan, theirs: &Book, merged: &Book) -> Vec<ChannelPlace> {
    let lines = plan.changes.iter().chain(&plan.theirs);
    let named: BTreeSet<&str> = lines.filter_map(|line| line.channel.as_deref()).collect();
    let names: HashMap<&str, &str> = merged
        .accounts
        .iter()
        .map(|account| (account.id.as_str(), account.name.as_str()))
        .collect();
    let mut seen = HashSet::new();
    let channels = merged.channels.iter().chain(&theirs.channels);
    channels
        .filter(|channel| named.contains(channel.id.as_str()) && seen.insert(&channel.id))
        .map(|channel| {
            let name = channel.name.as_deref().unwrap_or("an unnamed channel");
            let account = names.get(channel.account.as_str());
            ChannelPlace {
                channel: channel.id.clone(),
                words: match account {
                    Some(account) => format!("{name}, {account}"),
                    None => name.to_owned(),
                },
            }
        })
        .collect()
}

/// What confirms the deletion of a channel: its name, as Rechat has it.
pub(super) fn to_type(theirs: &Theirs, channel: &str) -> String {
    let mut channels = theirs.book.channels.iter();
    let named = channels
        .find(|known| known.id == channel)
        .and_then(|known| known.name.as_deref())
        .map(str::trim)
        .filter(|name| !name.is_empty());
    named.unwrap_or(NAMELESS).to_owned()
}

pub(super) fn open_conflicts(open: usize) -> AppError {
    let words = Refusal::Conflicts(open).to_string();
    AppError::new(Code::OpenConflicts, words).help("choose a side in each")
}

impl From<Side> for merge::Side {
    fn from(side: Side) -> merge::Side {
        match side {
            Side::Mine => merge::Side::Mine,
            Side::Theirs => merge::Side::Theirs,
        }
    }
}

impl From<&merge::Conflict> for Conflict {
    fn from(conflict: &merge::Conflict) -> Conflict {
        Conflict {
            id: conflict.id.clone(),
            channel: conflict.channel.clone(),
            rule: conflict.rule.clone(),
            about: conflict.about.clone(),
            mine: conflict.mine.clone(),
            theirs: conflict.theirs.clone(),
            chosen: conflict.chosen.map(|side| match side {
                merge::Side::Mine => Side::Mine,
                merge::Side::Theirs => Side::Theirs,
            }),
        }
    }
}

impl From<&plan::Line> for PlanLine {
    fn from(line: &plan::Line) -> PlanLine {
        PlanLine {
            kind: line.kind.clone(),
            channel: line.channel.clone(),
            rule: line.rule.clone(),
            words: line.words.clone(),
        }
    }
}

impl From<&routing::diff::Change> for PlanLine {
    fn from(change: &routing::diff::Change) -> PlanLine {
        PlanLine::from(&plan::Line::from(change))
    }
}

impl From<&plan::SampleLine> for SampleLanding {
    fn from(line: &plan::SampleLine) -> SampleLanding {
        SampleLanding {
            sample: line.sample.clone(),
            name: line.name.clone(),
            base: line.base.clone(),
            theirs: line.theirs.clone(),
            merged: line.merged.clone(),
            changed: line.changed,
        }
    }
}
