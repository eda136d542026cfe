//! The change sheet: where Rechat does not let rules be written, the plan as numbered steps for a
//! person at Rechat's Lead Routing screen, ticked off one by one.
//!
//! What can be read back is: names, defaults, accounts and how many rules a channel has. What the
//! rules say is taken on the person's word, and said to be.

use std::collections::BTreeSet;

use mirror::Mirror;
use routing::book::Channel;
use serde::Serialize;

use crate::error::{Result, SyncError};
use crate::plan::{Call, Plan};
use crate::pull::Theirs;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SheetStep {
    pub number: usize,
    pub channel: String,
    /// What to do, in the words of Rechat's screen.
    pub words: String,
    /// Whether a pull can see that it was done.
    pub can_be_read_back: bool,
}

/// The plan as steps for a person, channel by channel.
pub fn sheet(plan: &Plan) -> Vec<SheetStep> {
    let mut steps = Vec::new();
    for step in &plan.steps {
        for words in &step.words {
            let (words, can_be_read_back) = match &step.call {
                Call::CreateChannel { .. } => {
                    (format!("People → Lead Routing → new route: {words}"), true)
                }
                Call::UpdateChannel { .. } => (
                    format!("People → Lead Routing → the route's settings: {words}"),
                    true,
                ),
                Call::PutRules { .. } => (
                    format!("People → Lead Routing → the route's rules: {words}"),
                    false,
                ),
                Call::DeleteChannel { .. } => (
                    format!(
                        "People → Lead Routing → delete the route, once no form uses its id: {words}"
                    ),
                    true,
                ),
            };
            steps.push(SheetStep {
                number: steps.len() + 1,
                channel: step.call.channel().to_owned(),
                words,
                can_be_read_back,
            });
        }
    }
    steps
}

/// What Rechat shows otherwise than the sheet says, for the channels that were ticked.
pub fn read_back(plan: &Plan, theirs: &Theirs, ticked: &BTreeSet<String>) -> Vec<String> {
    let found = |id: &str| theirs.book.channels.iter().find(|channel| channel.id == id);
    let ticked = plan
        .steps
        .iter()
        .filter(|step| ticked.contains(step.call.channel()));
    let mut wrong = Vec::new();
    for step in ticked {
        let about = step.words.first().map_or("a step", String::as_str);
        match (&step.call, found(step.call.channel())) {
            (Call::DeleteChannel { .. }, Some(_)) => {
                wrong.push(format!("still there: {about}"));
            }
            (Call::UpdateChannel { after, .. }, Some(channel))
                if crate::plan::Fields::of(channel) != *after =>
            {
                wrong.push(format!("not as on the sheet: {about}"));
            }
            (Call::UpdateChannel { .. } | Call::PutRules { .. }, None) => {
                wrong.push(format!("the route is gone: {about}"));
            }
            (Call::PutRules { channel, after, .. }, Some(_)) => {
                let wanted = after
                    .get("rules")
                    .and_then(|rules| rules.as_array())
                    .map(Vec::len);
                let count = theirs.counts.get(channel).copied();
                if count.is_some_and(|count| Some(count) != wanted.map(|wanted| wanted as u64)) {
                    wrong.push(format!("Rechat counts other rules: {about}"));
                }
            }
            _ => {}
        }
    }
    wrong
}

/// Takes the person's word: the channels they ticked are in Rechat as in the draft. Nothing of it
/// was acknowledged by Rechat, and it is not called pushed.
pub fn confirm(mirror: &mut Mirror, ticked: &BTreeSet<String>) -> Result<()> {
    let mut remote = mirror.remote()?.ok_or(SyncError::NeverPulled)?;
    let draft = mirror.export()?;
    let drafted = |id: &str| draft.channels.iter().find(|channel| channel.id == id);
    let mut channels: Vec<Channel> = remote
        .channels
        .iter()
        .filter_map(|channel| match ticked.contains(&channel.id) {
            true => drafted(&channel.id).cloned(),
            false => Some(channel.clone()),
        })
        .collect();
    let known: BTreeSet<String> = channels.iter().map(|channel| channel.id.clone()).collect();
    let new = draft
        .channels
        .iter()
        .filter(|c| ticked.contains(&c.id) && !known.contains(&c.id));
    channels.extend(new.cloned());
    remote.channels = channels;
    mirror.take_in(&draft, &remote, "Ticked off a change sheet")?;
    Ok(())
}
