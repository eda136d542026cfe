//! The change sheet: where Rechat does not let rules be written, the plan as numbered steps for a
//! person at Rechat's Lead Routing screen, ticked off one by one.
//!
//! What can be read back is: names, defaults, accounts and how many rules a channel has. What the
//! rules say is taken on the person's word, and said to be.

use std::collections::{BTreeMap, BTreeSet};

use mirror::rechat::Remote;
use mirror::{Applied, Mirror};
use routing::book::Channel;
use serde::Serialize;

use crate::error::{Result, SyncError};
use crate::plan::calls::decides;
use crate::plan::{Call, Fields, Plan, Review, hashed};
use crate::pull::Theirs;

/// What goes before a plan and a sheet where the rules could never be read.
pub const UNREAD: &str = "Rechat does not show its rules here. They are taken to be what this \
     mirror last knew of them, so look before you change one: it may be so already.";

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SheetStep {
    /// Stays while the draft wants the same, whatever the person has done at Rechat meanwhile.
    pub id: String,
    pub number: usize,
    pub channel: String,
    /// What to do, in the words of Rechat's screen.
    pub words: String,
    /// What has to be typed and is too long for `words`, each a line of its own.
    pub in_full: Vec<String>,
    /// Whether a pull can see that it was done.
    pub can_be_read_back: bool,
}

/// The plan as steps for a person, channel by channel.
pub fn sheet(plan: &Plan) -> Vec<SheetStep> {
    let mut steps = Vec::new();
    for step in &plan.steps {
        for (at, words) in step.words.iter().enumerate() {
            let id = id(plan, &step.call, words);
            let route = &step.route;
            let (at_screen, can_be_read_back) = match &step.call {
                Call::CreateChannel { .. } => (format!("new route of {route}"), true),
                Call::UpdateChannel { .. } => (format!("the settings of {route}"), true),
                Call::PutRules { .. } => (format!("the rules of {route}"), false),
                Call::DeleteChannel { .. } => {
                    (format!("delete {route}, once no form uses its id"), true)
                }
            };
            let words = format!("People → Lead Routing → {at_screen}: {words}");
            steps.push(SheetStep {
                id,
                number: steps.len() + 1,
                channel: step.call.channel().to_owned(),
                words,
                in_full: step.in_full.get(at).cloned().unwrap_or_default(),
                can_be_read_back,
            });
        }
    }
    steps
}

/// Not of the words: those name things as Rechat has them just then.
fn id(plan: &Plan, call: &Call, words: &str) -> String {
    let channel = call.channel();
    let line = plan
        .changes
        .iter()
        .find(|line| line.words == words && line.channel.as_deref() == Some(channel));
    let (kind, rule) = match line {
        Some(line) => (line.kind.as_str(), line.rule.as_deref().unwrap_or_default()),
        None => ("", ""),
    };
    let wanted = match call {
        Call::CreateChannel { after, .. } | Call::UpdateChannel { after, .. } => {
            serde_json::to_string(after).unwrap_or_default()
        }
        Call::PutRules { after, .. } => after.to_string(),
        Call::DeleteChannel { .. } => String::new(),
    };
    hashed(&[call.name(), channel, kind, rule, &wanted])
}

/// What came of checking a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// What Rechat shows otherwise than the sheet says; then nothing was settled.
    pub wrong: Vec<String>,
    /// What settling it changed of the draft.
    pub applied: Option<Applied>,
}

/// Reads back what can be read of the channels that were ticked and, where nothing speaks against
/// it, takes the person's word: they are in Rechat as in the draft. Nothing of it was acknowledged
/// by Rechat, and it is not called pushed. A channel that was made by hand has an id of Rechat's
/// own: it is found by its account and name, and the draft goes on under that id.
pub fn confirm(mirror: &mut Mirror, review: &Review, ticked: &BTreeSet<String>) -> Result<Checked> {
    let was = mirror.remote()?.ok_or(SyncError::NeverPulled)?;
    let Review {
        plan,
        theirs,
        merged,
    } = review;
    let mut wrong = Vec::new();
    let made = made_by_hand(&was.channels, review, ticked, &mut wrong);
    let id = |channel: &str| {
        made.get(channel)
            .cloned()
            .unwrap_or_else(|| channel.to_owned())
    };
    for step in plan
        .steps
        .iter()
        .filter(|step| ticked.contains(step.call.channel()))
    {
        let call = step.call.clone();
        let call = call.clone().for_channel(&id(call.channel()));
        let known = was.channels.iter().find(|known| known.id == call.channel());
        wrong.extend(otherwise(&call, &step.words, known, theirs));
    }
    let mut draft = merged.clone();
    draft
        .channels
        .retain(|channel| !made.values().any(|id| *id == channel.id));
    for channel in &mut draft.channels {
        channel.id = id(&channel.id);
    }
    let settled: BTreeSet<String> = ticked.iter().map(|channel| id(channel)).collect();
    let drafted = |id: &str| draft.channels.iter().find(|channel| channel.id == id);
    let channels: Vec<Channel> = theirs
        .book
        .channels
        .iter()
        .map(|channel| match drafted(&channel.id) {
            Some(mine) if settled.contains(&channel.id) => mine.clone(),
            _ => channel.clone(),
        })
        .collect();
    let mut rules = BTreeSet::new();
    let is_twice = |id: &str| !rules.insert(id.to_owned());
    if channels
        .iter()
        .flat_map(|channel| &channel.rules)
        .map(|rule| &*rule.id)
        .any(is_twice)
    {
        wrong.push("a rule moves from one route to another: tick the steps of both".to_owned());
    }
    if !wrong.is_empty() {
        let applied = None;
        return Ok(Checked { wrong, applied });
    }
    let remote = Remote {
        api: theirs.api.clone(),
        root: theirs.root.clone(),
        pulled_at: theirs.pulled_at.clone(),
        has_rules: theirs.has_rules,
        channels,
        said: None,
    };
    let applied = mirror.take_in(&draft, &remote, "Ticked off a change sheet")?;
    Ok(Checked { wrong, applied })
}

/// What Rechat shows otherwise than the call leaves it. `known` is the channel as it was last seen.
fn otherwise(
    call: &Call,
    words: &[String],
    known: Option<&Channel>,
    theirs: &Theirs,
) -> Option<String> {
    let about = words.first().map_or("a step", String::as_str);
    let mut channels = theirs.book.channels.iter();
    let found = channels.find(|channel| channel.id == call.channel());
    match (call, found) {
        (Call::DeleteChannel { .. }, Some(_)) => Some(format!("still there: {about}")),
        (Call::CreateChannel { after, .. }, Some(channel))
            if channel.is_default != after.is_default =>
        {
            Some(format!(
                "made, and the default is not as on the sheet: {about}"
            ))
        }
        (Call::UpdateChannel { after, .. }, Some(channel)) if Fields::of(channel) != *after => {
            Some(format!("not as on the sheet: {about}"))
        }
        (Call::UpdateChannel { .. } | Call::PutRules { .. }, None) => {
            Some(format!("the route is not there: {about}"))
        }
        (Call::PutRules { channel, after, .. }, Some(_)) => {
            let rules = after.get("rules")?;
            // Of rules that could never be read the draft has none, whatever Rechat counts.
            if known.is_some_and(|known| decides(known).get("rules") == Some(rules)) {
                return None;
            }
            let wanted = rules.as_array()?.len();
            let count = theirs.counts.get(channel)?;
            (*count != wanted as u64).then(|| format!("Rechat counts other rules: {about}"))
        }
        _ => None,
    }
}

/// The ids that Rechat gave to channels of the draft when somebody made them by hand.
fn made_by_hand(
    was: &[Channel],
    review: &Review,
    ticked: &BTreeSet<String>,
    wrong: &mut Vec<String>,
) -> BTreeMap<String, String> {
    let theirs = &review.theirs.book.channels;
    let in_draft = |id: &str| review.merged.channels.iter().find(|known| known.id == id);
    let mut made = BTreeMap::new();
    for step in &review.plan.steps {
        let Call::CreateChannel { channel, after } = &step.call else {
            continue;
        };
        // A server may have taken the draft's own id.
        if !ticked.contains(channel) || theirs.iter().any(|known| known.id == *channel) {
            continue;
        }
        let alike: Vec<&Channel> = theirs
            .iter()
            .filter(|known| known.account == after.account && known.name == after.name)
            .filter(|known| !made.values().any(|id| *id == known.id))
            .collect();
        let is_new = |known: &&&Channel| was.iter().all(|before| before.id != known.id);
        // A pull in between brought it in, and nobody has given it a rule here.
        let came =
            |known: &&&Channel| known.rules.is_empty() && in_draft(&known.id) == Some(**known);
        let mut found: Vec<&&Channel> = alike.iter().filter(is_new).collect();
        if found.is_empty() {
            found = alike.iter().filter(came).collect();
        }
        let about = step.words.first().map_or("a new route", String::as_str);
        match found.as_slice() {
            [one] => {
                made.insert(channel.clone(), one.id.clone());
            }
            [] => wrong.push(format!("not found at Rechat: {about}")),
            _ => wrong.push(format!(
                "several routes have this name, rename one: {about}"
            )),
        }
    }
    made
}
