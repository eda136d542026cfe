//! Sending a plan: an ordered journal written before the first call, each step carried out once
//! however often the program is killed, and a read-back at the end.
//!
//! A push has three parts. [`begin`] settles the draft and writes the journal. [`run`] makes the
//! calls, noting each before it is sent and after it is known. [`finish`] takes in what Rechat
//! says afterwards. After a crash, [`run`] goes on with what the journal says.

mod back;
mod settle;
mod step;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use mirror::rechat::{Outcome, Push, PushEnd, Remote, StepState};
use mirror::{Applied, Mirror, Reader};
use remote::{Client, RemoteError};
use routing::Book;
use routing::book::Channel;
use routing::words::counted;
use serde::{Deserialize, Serialize};

use crate::error::{Result, SyncError};
use crate::plan::calls::{applied, read_step, write_step};
use crate::plan::{Call, Fields, Line, Plan, Review};
use crate::pull::Versions;
use crate::rebase::rebase;
use crate::take_in::differences;
pub use back::back;
pub use settle::{NotFound, took_effect};
use step::{Ended, carry_out};

/// Why a plan is not pushed. Nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    #[error("the plan no longer fits: {0}")]
    Outdated(&'static str),
    #[error("the plan is empty: there is nothing to push")]
    Empty,
    #[error("{} no side chosen", have(*.0))]
    Conflicts(usize),
    #[error("deletions are not confirmed: {}", .0.join("; "))]
    Unconfirmed(Vec<String>),
    #[error("this Rechat does not let rules be written: follow the change sheet")]
    NoRulesEndpoint,
}

/// `1 conflict has`, `3 conflicts have`
fn have(open: usize) -> String {
    let verb = if open == 1 { "has" } else { "have" };
    format!("{} {verb}", counted(open, "conflict"))
}

/// What the journal keeps beside the steps.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    /// Of the plan that was shown.
    pub plan: String,
    pub changes: Vec<Line>,
    /// The channels the push changes, as they were before; null where there was none.
    pub before: BTreeMap<String, serde_json::Value>,
}

/// Whether `shown` may be pushed: it must still do what was reviewed, with nothing left open.
pub fn refusal(shown: &Plan, now: &Plan, confirmed: &BTreeSet<String>) -> Option<Refusal> {
    if let Some(why) = shown.outdated(now) {
        return Some(Refusal::Outdated(why));
    }
    if now.open_conflicts() > 0 {
        return Some(Refusal::Conflicts(now.open_conflicts()));
    }
    // Where every conflict was given to Rechat there is nothing to send, and yet a draft to settle.
    if now.empty {
        return Some(Refusal::Empty);
    }
    if !now.has_rules {
        return Some(Refusal::NoRulesEndpoint);
    }
    let unconfirmed: Vec<String> = now
        .deletions
        .iter()
        .filter(|deletion| !confirmed.contains(&deletion.channel))
        .map(|deletion| deletion.words.clone())
        .collect();
    (!unconfirmed.is_empty()).then_some(Refusal::Unconfirmed(unconfirmed))
}

/// Settles the draft with Rechat as reviewed and writes the journal. Answers what that changed of
/// the draft.
pub fn begin(
    mirror: &mut Mirror,
    shown: &Plan,
    review: &Review,
    who: &str,
) -> Result<Option<Applied>> {
    let settled = Remote {
        api: review.theirs.api.clone(),
        root: review.theirs.root.clone(),
        pulled_at: review.theirs.pulled_at.clone(),
        has_rules: review.theirs.has_rules,
        channels: review.theirs.book.channels.clone(),
        said: None,
    };
    // A crash between this and the journal is harmless: the same plan still fits.
    let applied = mirror.take_in(&review.merged, &settled, "Settled the draft with Rechat")?;
    let was: HashMap<&str, &Channel> = review
        .theirs
        .book
        .channels
        .iter()
        .map(|channel| (channel.id.as_str(), channel))
        .collect();
    let before = review.plan.steps.iter().map(|step| {
        let id = step.call.channel();
        let text = was.get(id).map(serde_json::to_value);
        let value = text.and_then(std::result::Result::ok).unwrap_or_default();
        (id.to_owned(), value)
    });
    let kept = Kept {
        plan: shown.id(),
        changes: review.plan.changes.clone(),
        before: before.collect(),
    };
    let steps: Vec<String> = review.plan.steps.iter().map(write_step).collect();
    let kept = serde_json::to_string(&kept).unwrap_or_default();
    mirror.begin_push(who, &review.theirs.api, &kept, &steps)?;
    Ok(applied)
}

impl Kept {
    pub fn of(push: &Push) -> Option<Kept> {
        serde_json::from_str(&push.plan).ok()
    }
}

/// The push of exactly this plan, if it is under way or was the last one and is done.
pub fn of_plan(mirror: &Reader, shown: &Plan) -> Result<Option<Push>> {
    let last = mirror.pushes(1)?.pop();
    let id = shown.id();
    Ok(last.filter(|push| {
        push.outcome != Some(Outcome::Stopped) && Kept::of(push).is_some_and(|kept| kept.plan == id)
    }))
}

/// How a run ended that was not cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ran {
    Done,
    /// A step was refused, or what became of it cannot be found out. Later steps were not sent.
    Stopped,
}

/// Where notes of the journal go, each on the disk before it returns.
pub type Journal<'j> = dyn FnMut(u32, StepState, Option<&str>) -> Result<()> + Send + 'j;

/// Carries out the steps of `push` that are not done. `versions` are those of the review the push
/// began with; without them (after a crash) every step but a creation is looked at first. An error
/// is a line that broke or a sign-in that ended: the push stays under way and may be run again.
pub async fn run(
    client: &Client,
    push: &Push,
    versions: BTreeMap<String, Versions>,
    journal: &mut Journal<'_>,
) -> Result<Ran> {
    let mut versions = versions;
    let mut adopted = adopted(push);
    for (number, noted) in (0..).zip(&push.steps) {
        match noted.state {
            StepState::Done => continue,
            StepState::Refused | StepState::Unknown => return Ok(Ran::Stopped),
            StepState::Waiting | StepState::Sent => {}
        }
        let step = read_step(&noted.step).ok_or(SyncError::Journal { step: number + 1 })?;
        let call = under(&adopted, step.call);
        let was_sent = noted.state == StepState::Sent;
        let ended = carry_out(client, &call, was_sent, &mut versions, &mut || {
            journal(number, StepState::Sent, None)
        })
        .await?;
        match ended {
            Ended::Done(words) => journal(number, StepState::Done, Some(words))?,
            Ended::Adopted(id) => {
                let words = format!("{UNDER}{id}");
                journal(number, StepState::Done, Some(&words))?;
                adopted.insert(call.channel().to_owned(), id);
            }
            Ended::Refused(words) => {
                journal(number, StepState::Refused, Some(&words))?;
                return Ok(Ran::Stopped);
            }
            Ended::Unknown(words) => {
                journal(number, StepState::Unknown, Some(words))?;
                return Ok(Ran::Stopped);
            }
        }
    }
    Ok(Ran::Done)
}

/// Begins the note of a channel that was made under an id of the server's own.
const UNDER: &str = "done under the id ";

/// Ids of new channels and the ones the server gave them.
fn adopted(push: &Push) -> HashMap<String, String> {
    let note = |noted: &mirror::rechat::Step| {
        let id = noted.result.as_deref()?.strip_prefix(UNDER)?.to_owned();
        Some((read_step(&noted.step)?.call.channel().to_owned(), id))
    };
    push.steps.iter().filter_map(note).collect()
}

fn under(adopted: &HashMap<String, String>, call: Call) -> Call {
    match adopted.get(call.channel()) {
        Some(id) => call.for_channel(id),
        None => call,
    }
}

/// The draft with its new channels under the ids that the server gave them.
fn renamed(mut draft: Book, adopted: &HashMap<String, String>) -> Book {
    for channel in &mut draft.channels {
        if let Some(id) = adopted.get(&channel.id) {
            channel.id.clone_from(id);
        }
    }
    draft
}

/// What may be said of a note: an id in it is a key.
pub fn shown(result: &str) -> String {
    match result.starts_with(UNDER) {
        true => "done under another id".to_owned(),
        false => result.to_owned(),
    }
}

/// What came of a push.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    pub done: bool,
    pub steps: Vec<StepReport>,
    /// What Rechat says afterwards that the draft did not: somebody else's changes, or something
    /// stored in another way than it was sent.
    pub differs: Vec<Line>,
    /// Changes of the draft that Rechat does not have.
    pub missing: Vec<Line>,
    /// What the read-back changed of the draft.
    #[serde(skip)]
    pub applied: Option<Applied>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StepReport {
    pub words: Vec<String>,
    pub state: &'static str,
    pub result: Option<String>,
}

/// After a crash: which channels there were, so that every step is looked at before it is sent.
pub fn known_channels(mirror: &Reader) -> Result<BTreeMap<String, Versions>> {
    let remote = mirror.remote()?.ok_or(SyncError::NeverPulled)?;
    let ids = remote.channels.into_iter().map(|channel| channel.id);
    Ok(ids.map(|id| (id, Versions::default())).collect())
}

/// The channels of Rechat that the push was about, read afresh, and those beside them that are not
/// what they were. `None` for one that is not there.
pub async fn read_back(
    client: &Client,
    push: &Push,
    remote: &Remote,
) -> Result<BTreeMap<String, Option<Channel>>> {
    let was: HashMap<&str, &Channel> = remote
        .channels
        .iter()
        .map(|channel| (channel.id.as_str(), channel))
        .collect();
    let adopted = adopted(push);
    let calls: Vec<Call> = push
        .steps
        .iter()
        .filter_map(|noted| Some(under(&adopted, read_step(&noted.step)?.call)))
        .collect();
    let accounts: BTreeSet<&str> = calls.iter().flat_map(Call::accounts).collect();
    let mut channels: BTreeMap<String, Option<Channel>> = calls
        .iter()
        .map(|call| (call.channel().to_owned(), None))
        .collect();
    for account in accounts {
        let listed = match client.channels(account).await {
            Err(RemoteError::NotFound { .. }) => Vec::new(),
            other => other?,
        };
        for channel in listed {
            let fields = Fields {
                account: account.to_owned(),
                name: channel.shown_name().map(str::to_owned),
                mls: channel.mls.clone(),
                is_default: channel.is_default == Some(true),
            };
            // A default that was put out by another is a change of that channel too.
            let before = was.get(channel.id.as_str());
            let is_unchanged = before.is_some_and(|before| Fields::of(before) == fields);
            if is_unchanged && !channels.contains_key(&channel.id) {
                continue;
            }
            let list = match client.rules(account, &channel.id).await {
                Err(RemoteError::NotFound { .. }) => continue,
                other => other?,
            };
            let read = Channel {
                id: channel.id.clone(),
                account: fields.account,
                name: fields.name,
                is_default: fields.is_default,
                mls: fields.mls,
                ..list.channel
            };
            channels.insert(channel.id, Some(read));
        }
    }
    Ok(channels)
}

/// Takes in what was read back and ends the push. The age of the mirror stays that of the last
/// pull: only what the push was about was read.
pub fn finish(
    mirror: &mut Mirror,
    ran: Ran,
    read: &BTreeMap<String, Option<Channel>>,
) -> Result<Report> {
    let push = mirror.open_push()?.ok_or(SyncError::NeverPulled)?;
    let mut remote = mirror.remote()?.ok_or(SyncError::NeverPulled)?;
    let adopted = adopted(&push);
    let mine = renamed(mirror.export()?, &adopted);
    // Rechat as it was with what it acknowledged: what is missing of a push that stopped is then a
    // change of the draft, and no conflict with ourselves.
    let acknowledged = acknowledged(&remote.channels, &push);
    let was = Book {
        channels: acknowledged,
        ..mine.clone()
    };
    let now = Book {
        channels: overlaid(&remote.channels, read),
        ..mine.clone()
    };
    let rebased = rebase(&was, &mine, &now);
    let outcome = match ran {
        Ran::Done => Outcome::Done,
        Ran::Stopped => Outcome::Stopped,
    };
    remote.said = (rebased.base.channels != now.channels).then(|| now.channels.clone());
    remote.channels = rebased.base.channels;
    let lines = |changes: Vec<routing::diff::Change>| changes.iter().map(Line::from).collect();
    let (differs, missing) = (
        lines(differences(&mine.channels, &rebased.draft)),
        lines(differences(&now.channels, &rebased.draft)),
    );
    let end = PushEnd {
        push: push.number,
        outcome,
        adopted: &adopted,
    };
    let applied = mirror.end_push(&end, &rebased.draft, &remote, "Read back after a push")?;
    Ok(Report {
        done: ran == Ran::Done,
        steps: reports(&push),
        differs,
        missing,
        applied,
    })
}

fn acknowledged(channels: &[Channel], push: &Push) -> Vec<Channel> {
    let mut channels = channels.to_vec();
    let adopted = adopted(push);
    for noted in push
        .steps
        .iter()
        .filter(|step| step.state == StepState::Done)
    {
        if let Some(step) = read_step(&noted.step) {
            applied(&mut channels, &under(&adopted, step.call));
        }
    }
    channels
}

/// Ends a push that is under way without sending the rest. What was sent stays sent; the next
/// pull finds out what became of a call whose answer was lost.
pub fn give_up(mirror: &mut Mirror) -> Result<Option<Report>> {
    let Some(push) = mirror.open_push()? else {
        return Ok(None);
    };
    let mut remote = mirror.remote()?.ok_or(SyncError::NeverPulled)?;
    remote.channels = acknowledged(&remote.channels, &push);
    remote.said = None;
    let adopted = adopted(&push);
    let draft = renamed(mirror.export()?, &adopted);
    let end = PushEnd {
        push: push.number,
        outcome: Outcome::Stopped,
        adopted: &adopted,
    };
    let applied = mirror.end_push(&end, &draft, &remote, "Gave up a push")?;
    Ok(Some(Report {
        done: false,
        steps: reports(&push),
        differs: Vec::new(),
        missing: Vec::new(),
        applied,
    }))
}

/// How far each step of a push has come.
pub fn reports(push: &Push) -> Vec<StepReport> {
    push.steps
        .iter()
        .map(|noted| StepReport {
            words: read_step(&noted.step).map_or_else(Vec::new, |step| step.words),
            state: noted.state.name(),
            result: noted.result.as_deref().map(shown),
        })
        .collect()
}

/// `channels` with those that were read in place of what they were, new ones at the end.
fn overlaid(channels: &[Channel], read: &BTreeMap<String, Option<Channel>>) -> Vec<Channel> {
    let mut fresh = read.clone();
    let mut list: Vec<Channel> = channels
        .iter()
        .filter_map(|channel| match fresh.remove(&channel.id) {
            Some(read) => read,
            None => Some(channel.clone()),
        })
        .collect();
    list.extend(fresh.into_values().flatten());
    list
}
