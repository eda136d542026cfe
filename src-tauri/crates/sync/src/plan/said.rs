//! Changes as they are said: a line for who reviews them, in which what is new comes with what it
//! does, and what the line leaves unsaid for who has to type it at Rechat's screen.

use routing::book::{Book, Channel, Fallback, Policies, Rule};
use routing::diff::{Change, ChangeKind};
use routing::roster::Roster;
use routing::words;

use super::{Line, word};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub line: Line,
    /// Whole conditions, pools, expressions: each a line of its own.
    pub in_full: Vec<String>,
}

/// What is said once more in full, under its name.
type Full = (&'static str, String);

/// `changes` made `after` out of `before`.
pub fn said(changes: &[Change], before: &[Channel], after: &Book) -> Vec<Said> {
    let roster = Roster::new(&after.accounts, &[]);
    changes
        .iter()
        .map(|change| say(change, before, after, &roster))
        .collect()
}

/// Only what a review shows.
pub fn lines(changes: &[Change], before: &[Channel], after: &Book) -> Vec<Line> {
    let said = said(changes, before, after).into_iter();
    said.map(|said| said.line).collect()
}

fn say(change: &Change, before: &[Channel], after: &Book, roster: &Roster) -> Said {
    let mut line = Line {
        kind: word(change.kind),
        channel: change.channel.clone(),
        rule: change.rule.clone(),
        words: change.words.clone(),
    };
    let is_it = |channel: &&Channel| Some(&channel.id) == change.channel.as_ref();
    let Some(channel) = after.channels.iter().find(is_it) else {
        let in_full = Vec::new();
        return Said { line, in_full };
    };
    let is_named = |rule: &&Rule| Some(&rule.id) == change.rule.as_ref();
    let rule = channel.rules.iter().find(is_named);
    let full = match (change.kind, rule) {
        (ChangeKind::ChannelAdded, _) => {
            let news = news(roster, channel);
            if !news.is_empty() {
                line.words = format!("{}: {}", line.words, news.join("; "));
            }
            vec![fallback(roster, channel)]
        }
        (ChangeKind::RuleAdded, Some(rule)) => {
            line.words = format!("{}: {}", line.words, whole(roster, channel, rule));
            vec![condition(rule), action(roster, channel, rule)]
        }
        (ChangeKind::RuleMoved, Some(rule)) => {
            // At another route it has to be made anew.
            let home = before
                .iter()
                .find(|home| home.rules.iter().any(|r| r.id == rule.id));
            match home.is_some_and(|home| home.id == channel.id) {
                true => Vec::new(),
                false => vec![
                    condition(rule),
                    action(roster, channel, rule),
                    ("Follow-up", follow_ups(roster, &rule.follow_up)),
                ],
            }
        }
        (ChangeKind::RuleWhen, Some(rule)) => vec![condition(rule)],
        (ChangeKind::RuleThen, Some(rule)) => vec![action(roster, channel, rule)],
        (ChangeKind::Fallback, _) => vec![fallback(roster, channel)],
        _ => Vec::new(),
    };
    let in_full = full
        .into_iter()
        .filter(|(_, text)| !text.is_empty() && !line.words.contains(text.as_str()))
        .map(|(name, text)| format!("{name}: {text}"))
        .collect();
    Said { line, in_full }
}

/// What a new channel does otherwise than one that was just made.
fn news(roster: &Roster, channel: &Channel) -> Vec<String> {
    let mut news = Vec::new();
    if channel.is_default {
        news.push("the default".to_owned());
    }
    if let Some([first, rest @ ..]) = channel.mls.as_deref() {
        let more = rest
            .iter()
            .map(|mls| format!(", {mls}"))
            .collect::<String>();
        news.push(format!("looks listings up in {first}{more}"));
    }
    if channel.time_zone != chrono_tz::UTC {
        news.push(format!("time zone {}", channel.time_zone));
    }
    let Policies {
        honor_assignees,
        returning_lead_days,
    } = channel.policies;
    if !honor_assignees {
        news.push("agents named by the website do not come first".to_owned());
    }
    if returning_lead_days > 0 {
        news.push(format!(
            "returning leads go back for {returning_lead_days} days"
        ));
    }
    if channel.fallback != Fallback::default() {
        news.push(format!("fallback {}", words::fallback(roster, channel)));
    }
    if !channel.follow_up.is_empty() {
        news.push(format!(
            "follow-up {}",
            follow_ups(roster, &channel.follow_up)
        ));
    }
    news
}

/// What a rule does, short enough for a line.
fn whole(roster: &Roster, channel: &Channel, rule: &Rule) -> String {
    let takes = match &rule.when {
        Some(when) => words::condition(when),
        None => EVERY_LEAD.to_owned(),
    };
    let does = words::action(roster, channel, &rule.then);
    let mut text = format!("takes {takes}, does {does}");
    if !rule.follow_up.is_empty() {
        text = format!("{text}, follow-up {}", follow_ups(roster, &rule.follow_up));
    }
    match rule.enabled {
        true => text,
        false => format!("{text}; turned off"),
    }
}

const EVERY_LEAD: &str = "every lead";

fn condition(rule: &Rule) -> Full {
    let text = match &rule.when {
        Some(when) => words::condition_in_full(when),
        None => EVERY_LEAD.to_owned(),
    };
    ("Takes", text)
}

fn action(roster: &Roster, channel: &Channel, rule: &Rule) -> Full {
    let text = words::action_in_full(roster, channel, &rule.then);
    ("Does", text)
}

fn fallback(roster: &Roster, channel: &Channel) -> Full {
    let text = match &channel.fallback {
        Fallback::Inbox => String::new(),
        _ => words::fallback_in_full(roster, channel),
    };
    ("Fallback", text)
}

fn follow_ups(roster: &Roster, list: &[routing::book::FollowUp]) -> String {
    let words = list
        .iter()
        .map(|follow_up| words::follow_up(roster, follow_up));
    words.collect::<Vec<_>>().join(", ")
}
