//! The calls that make `merged` out of what Rechat has: channels are made and moved first, and
//! deletions come last, so that no channel is missed on the way. A rule's id is one of its kind in
//! the whole brokerage, so a rule that changes channels leaves the old one first.

use std::collections::{HashMap, HashSet, VecDeque};

use routing::book::{Book, Channel, Rule, fallback_json, read_channel};
use routing::roster::Roster;
use routing::words::{account_name, channel_title};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::said::Said;

/// One call, and what it does in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    #[serde(flatten)]
    pub call: Call,
    pub words: Vec<String>,
    /// For each of `words`, what it leaves unsaid.
    #[serde(default)]
    pub in_full: Vec<Vec<String>>,
    /// Where it is done, as Rechat names it by then: `“Listing inquiries” of Adler & Associates`.
    #[serde(default)]
    pub route: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "call", rename_all = "snake_case")]
pub enum Call {
    CreateChannel {
        channel: String,
        after: Fields,
    },
    /// `before.account` is where it is found.
    UpdateChannel {
        channel: String,
        before: Fields,
        after: Fields,
    },
    /// `before` and `after` are what the call takes and answers: rules and all that decides.
    PutRules {
        channel: String,
        account: String,
        before: Value,
        after: Value,
    },
    DeleteChannel {
        channel: String,
        before: Fields,
    },
}

/// A channel without what it does with leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fields {
    pub account: String,
    pub name: Option<String>,
    pub mls: Option<Vec<String>>,
    pub is_default: bool,
}

impl Fields {
    pub fn of(channel: &Channel) -> Fields {
        Fields {
            account: channel.account.clone(),
            name: channel.name.clone(),
            mls: channel.mls.clone(),
            is_default: channel.is_default,
        }
    }

    fn put(&self, channel: &mut Channel) {
        channel.account.clone_from(&self.account);
        channel.name.clone_from(&self.name);
        channel.mls.clone_from(&self.mls);
        channel.is_default = self.is_default;
    }
}

impl Call {
    pub fn channel(&self) -> &str {
        match self {
            Call::CreateChannel { channel, .. }
            | Call::UpdateChannel { channel, .. }
            | Call::PutRules { channel, .. }
            | Call::DeleteChannel { channel, .. } => channel,
        }
    }

    /// The same call for the channel under another id.
    pub fn for_channel(mut self, id: &str) -> Call {
        match &mut self {
            Call::CreateChannel { channel, .. }
            | Call::UpdateChannel { channel, .. }
            | Call::PutRules { channel, .. }
            | Call::DeleteChannel { channel, .. } => id.clone_into(channel),
        }
        self
    }

    /// Accounts whose channels it may change.
    pub fn accounts(&self) -> Vec<&str> {
        match self {
            Call::CreateChannel { after, .. } => vec![&after.account],
            Call::UpdateChannel { before, after, .. } => vec![&before.account, &after.account],
            Call::PutRules { account, .. } => vec![account],
            Call::DeleteChannel { before, .. } => vec![&before.account],
        }
    }

    /// The machine word of its kind.
    pub fn name(&self) -> &'static str {
        match self {
            Call::CreateChannel { .. } => "create_channel",
            Call::UpdateChannel { .. } => "update_channel",
            Call::PutRules { .. } => "put_rules",
            Call::DeleteChannel { .. } => "delete_channel",
        }
    }
}

/// The body that puts a channel's rules and all that decides beside them.
pub fn decides(channel: &Channel) -> Value {
    let raw = |text: String| serde_json::from_str::<Value>(&text).unwrap_or(Value::Null);
    json!({
        "rules": list(&channel.rules),
        "policies": {
            "honor_assignees": channel.policies.honor_assignees,
            "returning_lead_days": channel.policies.returning_lead_days,
        },
        "fallback": raw(fallback_json(&channel.fallback)),
        "time_zone": channel.time_zone.name(),
        "follow_up": raw(routing::book::follow_ups_json(&channel.follow_up)),
    })
}

fn list(rules: &[Rule]) -> Value {
    serde_json::to_value(rules).unwrap_or(Value::Null)
}

/// The channel such a body describes; its fields say nothing.
pub fn described(body: &Value) -> Option<Channel> {
    let mut object = body.as_object()?.clone();
    object.insert("id".to_owned(), json!("-"));
    object.insert("account".to_owned(), json!("-"));
    object.insert("name".to_owned(), Value::Null);
    read_channel(&Value::Object(object).to_string()).ok()
}

/// Whether two channels do the same with leads.
pub fn decide_alike(a: &Channel, b: &Channel) -> bool {
    (
        &a.rules,
        &a.policies,
        &a.fallback,
        a.time_zone,
        &a.follow_up,
    ) == (
        &b.rules,
        &b.policies,
        &b.fallback,
        b.time_zone,
        &b.follow_up,
    )
}

type ById<'b> = HashMap<&'b str, &'b Channel>;

pub fn steps(theirs: &[Channel], after: &Book, changes: &[Said]) -> Vec<Step> {
    let merged = &after.channels;
    let was: ById<'_> = theirs.iter().map(|c| (c.id.as_str(), c)).collect();
    let is: ById<'_> = merged.iter().map(|c| (c.id.as_str(), c)).collect();
    let mut steps = Vec::new();
    for channel in merged.iter().filter(|c| !was.contains_key(c.id.as_str())) {
        steps.push(Call::CreateChannel {
            channel: channel.id.clone(),
            after: Fields::of(channel),
        });
    }
    let mut updates: Vec<Call> = merged
        .iter()
        .filter_map(|channel| {
            let (before, after) = (
                Fields::of(was.get(channel.id.as_str())?),
                Fields::of(channel),
            );
            let channel = channel.id.clone();
            (before != after).then_some(Call::UpdateChannel {
                channel,
                before,
                after,
            })
        })
        .collect();
    // A new default puts the old one out, so that no account is without one in between.
    updates.sort_by_key(|call| match call {
        Call::UpdateChannel { before, after, .. } => before.is_default && !after.is_default,
        _ => false,
    });
    steps.extend(updates);
    steps.extend(rule_lists(theirs, merged));
    for channel in theirs.iter().filter(|c| !is.contains_key(c.id.as_str())) {
        steps.push(Call::DeleteChannel {
            channel: channel.id.clone(),
            before: Fields::of(channel),
        });
    }
    let roster = Roster::new(&after.accounts, &[]);
    steps
        .into_iter()
        .map(|call| {
            let (words, in_full) = words(&call, changes);
            Step {
                route: route(&call, &was, &is, &roster),
                call,
                words,
                in_full,
            }
        })
        .collect()
}

/// The route as it is called when the step's turn comes.
fn route(call: &Call, was: &ById<'_>, is: &ById<'_>, roster: &Roster) -> String {
    let named = |account: &str, name: Option<&str>| {
        format!(
            "{} of {}",
            channel_title(name),
            account_name(roster, account)
        )
    };
    match call {
        Call::CreateChannel { after, .. } => account_name(roster, &after.account),
        Call::UpdateChannel { before, .. } | Call::DeleteChannel { before, .. } => {
            named(&before.account, before.name.as_deref())
        }
        Call::PutRules {
            channel, account, ..
        } => {
            let found = is
                .get(channel.as_str())
                .or_else(|| was.get(channel.as_str()));
            named(account, found.and_then(|channel| channel.name.as_deref()))
        }
    }
}

/// The lists that are put, each once the rules it takes from other channels have left those. Where
/// rules change places in a circle, a list is put without them first.
fn rule_lists(theirs: &[Channel], merged: &[Channel]) -> Vec<Call> {
    let mut now: HashMap<String, Channel> = theirs
        .iter()
        .map(|channel| (channel.id.clone(), channel.clone()))
        .collect();
    // Which channel each rule is in.
    let mut holder: HashMap<String, String> = HashMap::new();
    for channel in theirs {
        let rules = channel.rules.iter().map(|rule| rule.id.clone());
        holder.extend(rules.map(|rule| (rule, channel.id.clone())));
    }
    let kept: HashSet<&str> = merged.iter().map(|c| c.id.as_str()).collect();
    let stay: HashSet<&str> = ids(merged.iter());
    // A channel that will be deleted lets go of what lives on elsewhere.
    let emptied = theirs
        .iter()
        .filter(|c| !kept.contains(c.id.as_str()))
        .map(|channel| {
            let mut channel = channel.clone();
            channel
                .rules
                .retain(|rule| !stay.contains(rule.id.as_str()));
            channel
        });
    let differs = |channel: &Channel| match now.get(&channel.id) {
        Some(now) => !decide_alike(now, channel),
        None => !decide_alike(&born(channel), channel),
    };
    let mut waiting: VecDeque<Channel> = emptied
        .chain(merged.iter().cloned())
        .filter(differs)
        .collect();
    let mut calls = Vec::new();
    while !waiting.is_empty() {
        let is_free = |channel: &Channel| {
            let mut holders = channel.rules.iter().filter_map(|rule| holder.get(&rule.id));
            holders.all(|holder| *holder == channel.id)
        };
        let free = waiting.iter().position(is_free);
        let channel = match free.and_then(|at| waiting.remove(at)) {
            Some(channel) => channel,
            None => {
                let Some(mut first) = waiting.front().cloned() else {
                    return calls;
                };
                let id = &first.id;
                first
                    .rules
                    .retain(|rule| holder.get(&rule.id).is_none_or(|holder| holder == id));
                // The next round begins with another.
                waiting.rotate_left(1);
                first
            }
        };
        let before = now.get(&channel.id).cloned();
        let before = before.unwrap_or_else(|| born(&channel));
        if !decide_alike(&before, &channel) {
            calls.push(Call::PutRules {
                channel: channel.id.clone(),
                account: channel.account.clone(),
                before: decides(&before),
                after: decides(&channel),
            });
            for rule in &before.rules {
                holder.remove(&rule.id);
            }
            let rules = channel.rules.iter().map(|rule| rule.id.clone());
            holder.extend(rules.map(|rule| (rule, channel.id.clone())));
            now.insert(channel.id.clone(), channel);
        }
    }
    calls
}

fn ids<'b>(channels: impl Iterator<Item = &'b Channel>) -> HashSet<&'b str> {
    channels
        .flat_map(|channel| channel.rules.iter().map(|rule| rule.id.as_str()))
        .collect()
}

/// The channel as it is when it was just made.
fn born(channel: &Channel) -> Channel {
    let mut born = Channel::new(&channel.id, &channel.account);
    Fields::of(channel).put(&mut born);
    born
}

/// The channels after a call that took effect.
pub fn applied(channels: &mut Vec<Channel>, call: &Call) {
    let found = channels.iter_mut().find(|known| known.id == call.channel());
    match (call, found) {
        (Call::CreateChannel { channel, after }, None) => {
            let mut made = Channel::new(channel, &after.account);
            after.put(&mut made);
            channels.push(made);
        }
        (Call::CreateChannel { after, .. } | Call::UpdateChannel { after, .. }, Some(known)) => {
            after.put(known);
        }
        (Call::PutRules { after, .. }, Some(known)) => {
            if let Some(after) = described(after) {
                *known = Channel {
                    id: known.id.clone(),
                    account: known.account.clone(),
                    name: known.name.clone(),
                    is_default: known.is_default,
                    mls: known.mls.clone(),
                    ..after
                };
            }
        }
        (Call::DeleteChannel { channel, .. }, Some(_)) => {
            channels.retain(|known| known.id != *channel);
        }
        (_, None) => {}
    }
    // One default an account: the last that was made it.
    if let Call::CreateChannel { channel, after } | Call::UpdateChannel { channel, after, .. } =
        call
        && after.is_default
    {
        for other in channels.iter_mut() {
            other.is_default &= other.id == *channel || other.account != after.account;
        }
    }
}

fn words(call: &Call, changes: &[Said]) -> (Vec<String>, Vec<Vec<String>>) {
    const OWN: [&str; 4] = [
        "channel_renamed",
        "channel_default",
        "channel_moved",
        "channel_mls",
    ];
    let belongs = |kind: &str| match call {
        Call::CreateChannel { .. } => kind == "channel_added",
        Call::UpdateChannel { .. } => OWN.contains(&kind),
        Call::PutRules { .. } => !kind.starts_with("channel_"),
        Call::DeleteChannel { .. } => kind == "channel_removed",
    };
    let here = |said: &&Said| said.line.channel.as_deref() == Some(call.channel());
    let (words, in_full): (Vec<String>, Vec<Vec<String>>) = changes
        .iter()
        .filter(here)
        .filter(|said| belongs(&said.line.kind))
        .map(|said| (said.line.words.clone(), said.in_full.clone()))
        .unzip();
    if !words.is_empty() {
        return (words, in_full);
    }
    let is_new = changes
        .iter()
        .filter(here)
        .any(|said| said.line.kind == "channel_added");
    let what = match call {
        Call::PutRules { .. } if is_new => "Settles what becomes of the new channel's leads",
        Call::PutRules { .. } => "Takes out rules that move to another channel",
        _ => "Settles which channel is the default",
    };
    (vec![what.to_owned()], Vec::new())
}

/// Reads a step of the journal.
pub fn read_step(text: &str) -> Option<Step> {
    serde_json::from_str(text).ok()
}

/// A step for the journal.
pub fn write_step(step: &Step) -> String {
    serde_json::to_string(step).unwrap_or_default()
}
