//! The calls that make `merged` out of what Rechat has, in an order that loses no lead on the way:
//! channels are made and moved first, a rule that changes channels is added to the new one before
//! the old one lets it go, and deletions come last.

use std::collections::{BTreeMap, HashMap, HashSet};

use routing::book::{Channel, Rule, fallback_json, read_channel};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Line;

/// One call, and what it does in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    #[serde(flatten)]
    pub call: Call,
    pub words: Vec<String>,
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

pub fn steps(theirs: &[Channel], merged: &[Channel], changes: &[Line]) -> Vec<Step> {
    let was: HashMap<&str, &Channel> = theirs.iter().map(|c| (c.id.as_str(), c)).collect();
    let is: HashMap<&str, &Channel> = merged.iter().map(|c| (c.id.as_str(), c)).collect();
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
    for channel in giving_way(theirs, merged) {
        let empty = Channel {
            rules: Vec::new(),
            policies: Default::default(),
            fallback: Default::default(),
            time_zone: chrono_tz::UTC,
            follow_up: Vec::new(),
            ..channel.clone()
        };
        let before = was.get(channel.id.as_str()).copied().unwrap_or(&empty);
        if !decide_alike(before, channel) {
            steps.push(Call::PutRules {
                channel: channel.id.clone(),
                account: channel.account.clone(),
                before: decides(before),
                after: decides(channel),
            });
        }
    }
    for channel in theirs.iter().filter(|c| !is.contains_key(c.id.as_str())) {
        steps.push(Call::DeleteChannel {
            channel: channel.id.clone(),
            before: Fields::of(channel),
        });
    }
    steps
        .into_iter()
        .map(|call| Step {
            words: words(&call, changes),
            call,
        })
        .collect()
}

/// The merged channels, each after those that take a rule from it where that is possible.
fn giving_way<'b>(theirs: &[Channel], merged: &'b [Channel]) -> Vec<&'b Channel> {
    let homes: HashMap<&str, &str> = theirs
        .iter()
        .flat_map(|channel| channel.rules.iter().map(|rule| (&*rule.id, &*channel.id)))
        .collect();
    let mut takers: BTreeMap<&str, HashSet<&str>> = BTreeMap::new();
    for channel in merged {
        for rule in &channel.rules {
            if let Some(home) = homes.get(rule.id.as_str())
                && *home != channel.id
            {
                takers.entry(home).or_default().insert(&channel.id);
            }
        }
    }
    let mut waiting: Vec<&Channel> = merged.iter().collect();
    let mut order = Vec::new();
    while !waiting.is_empty() {
        let still: HashSet<&str> = waiting.iter().map(|c| c.id.as_str()).collect();
        let free = waiting.iter().position(|channel| {
            takers
                .get(channel.id.as_str())
                .is_none_or(|takers| takers.is_disjoint(&still))
        });
        // In a circle somebody has to begin.
        order.push(waiting.remove(free.unwrap_or(0)));
    }
    order
}

fn words(call: &Call, changes: &[Line]) -> Vec<String> {
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
    let words: Vec<String> = changes
        .iter()
        .filter(|line| line.channel.as_deref() == Some(call.channel()) && belongs(&line.kind))
        .map(|line| line.words.clone())
        .collect();
    match (words.is_empty(), call) {
        (true, Call::PutRules { .. }) => {
            vec!["Takes out rules that moved to another channel".into()]
        }
        (true, _) => vec!["Settles which channel is the default".into()],
        (false, _) => words,
    }
}

/// Reads a step of the journal.
pub fn read_step(text: &str) -> Option<Step> {
    serde_json::from_str(text).ok()
}

/// A step for the journal.
pub fn write_step(step: &Step) -> String {
    serde_json::to_string(step).unwrap_or_default()
}
