//! What changed between two books, in words. Things are matched by id, so a rename is a rename
//! and a move is a move; of rules that swapped places, only those that left the common order are
//! said to have moved.

mod pool;

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use crate::book::{Account, Away, Book, Channel, FollowUp, Rule, User};
use crate::roster::Roster;
use crate::words;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    pub kind: ChangeKind,
    /// The channel it is in; for a removed one, as the old book has it.
    pub channel: Option<String>,
    pub rule: Option<String>,
    pub account: Option<String>,
    /// A sentence without a full stop.
    pub words: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    AccountAdded,
    AccountRemoved,
    AccountChanged,
    UserAdded,
    UserRemoved,
    UserChanged,
    ChannelAdded,
    ChannelRemoved,
    ChannelRenamed,
    ChannelDefault,
    ChannelMoved,
    ChannelMls,
    Policies,
    TimeZone,
    Fallback,
    FollowUp,
    RuleAdded,
    RuleRemoved,
    RuleMoved,
    RuleRenamed,
    RuleEnabled,
    RuleWhen,
    RuleThen,
    RuleFollowUp,
}

/// Every change that makes `new` out of `old`, accounts and users first, then channel by channel
/// in the new book's order.
pub fn diff(old: &Book, new: &Book) -> Vec<Change> {
    let mut differ = Differ {
        before: Roster::new(&old.accounts, &[]),
        after: Roster::new(&new.accounts, &[]),
        shared: shared_names([&old.channels, &new.channels]),
        changes: Vec::new(),
    };
    differ.accounts(&old.accounts, &new.accounts);
    differ.users(&old.users, &new.users);
    differ.channels(&old.channels, &new.channels);
    differ.changes
}

struct Differ {
    before: Roster,
    after: Roster,
    /// Titles of several channels, which do not say by themselves which one is meant.
    shared: HashSet<String>,
    changes: Vec<Change>,
}

/// Where a rule is: its channel, and the rule itself.
type Places<'b> = HashMap<&'b str, (&'b Channel, &'b Rule)>;

impl Differ {
    fn say(
        &mut self,
        kind: ChangeKind,
        channel: Option<&Channel>,
        rule: Option<&Rule>,
        words: String,
    ) {
        self.changes.push(Change {
            kind,
            channel: channel.map(|channel| channel.id.clone()),
            rule: rule.map(|rule| rule.id.clone()),
            account: None,
            words,
        });
    }

    fn accounts(&mut self, old: &[Account], new: &[Account]) {
        let known: HashMap<&str, &Account> = old.iter().map(|a| (a.id.as_str(), a)).collect();
        let kept: HashSet<&str> = new.iter().map(|account| account.id.as_str()).collect();
        for account in new {
            let words = match known.get(account.id.as_str()) {
                None => (ChangeKind::AccountAdded, self.added_account(account)),
                Some(before) if *before == account => continue,
                Some(before) => (
                    ChangeKind::AccountChanged,
                    self.changed_account(before, account),
                ),
            };
            self.say_account(words.0, account, words.1);
        }
        for account in old
            .iter()
            .filter(|account| !kept.contains(account.id.as_str()))
        {
            let words = format!("Removed {} “{}”", account.kind.name(), account.name);
            self.say_account(ChangeKind::AccountRemoved, account, words);
        }
    }

    fn say_account(&mut self, kind: ChangeKind, account: &Account, words: String) {
        let account = Some(account.id.clone());
        self.changes.push(Change {
            kind,
            channel: None,
            rule: None,
            account,
            words,
        });
    }

    fn added_account(&self, account: &Account) -> String {
        let parent = account
            .parent
            .as_deref()
            .map(|id| format!(" to {}", name(&self.after, id)));
        format!(
            "Added {} “{}”{}",
            account.kind.name(),
            account.name,
            parent.unwrap_or_default()
        )
    }

    fn changed_account(&self, old: &Account, new: &Account) -> String {
        let mut parts = Vec::new();
        if old.name != new.name {
            parts.push(format!("renamed from “{}”", old.name));
        }
        if old.kind != new.kind {
            parts.push(format!("now {}, was {}", new.kind.name(), old.kind.name()));
        }
        if old.parent != new.parent {
            let parent = new
                .parent
                .as_deref()
                .map_or("the top".to_owned(), |id| name(&self.after, id));
            parts.push(format!("moved to {parent}"));
        }
        if old.active != new.active {
            parts.push(
                if new.active {
                    "active again"
                } else {
                    "inactive"
                }
                .to_owned(),
            );
        }
        if old.away != new.away {
            let days =
                |away: &Away| format!("{} to {}", words::day(away.from), words::day(away.through));
            parts.push(match new.away.as_slice() {
                [] => "no longer away".to_owned(),
                away => format!(
                    "away {}",
                    away.iter().map(days).collect::<Vec<_>>().join(", ")
                ),
            });
        }
        if old.daily_cap != new.daily_cap {
            parts.push(match new.daily_cap {
                None => "no daily cap".to_owned(),
                Some(cap) => format!("at most {cap} leads a day"),
            });
        }
        format!("“{}”: {}", new.name, parts.join("; "))
    }

    fn users(&mut self, old: &[User], new: &[User]) {
        let known: HashMap<&str, &User> = old.iter().map(|user| (user.id.as_str(), user)).collect();
        let kept: HashSet<&str> = new.iter().map(|user| user.id.as_str()).collect();
        for user in new {
            match known.get(user.id.as_str()) {
                None => self.say(
                    ChangeKind::UserAdded,
                    None,
                    None,
                    format!("Added {}", person(user)),
                ),
                Some(before) if *before == user => {}
                Some(before) => {
                    let mut parts = Vec::new();
                    if person(before) != person(user) {
                        parts.push(format!("was {}", person(before)));
                    }
                    for (what, changed) in [
                        ("accounts", before.accounts != user.accounts),
                        ("e-mails", before.emails != user.emails),
                        ("phones", before.phones != user.phones),
                        ("MLS ids", before.mls != user.mls),
                    ] {
                        if changed {
                            parts.push(format!("other {what}"));
                        }
                    }
                    let words = format!("{}: {}", person(user), parts.join("; "));
                    self.say(ChangeKind::UserChanged, None, None, words);
                }
            }
        }
        for user in old.iter().filter(|user| !kept.contains(user.id.as_str())) {
            self.say(
                ChangeKind::UserRemoved,
                None,
                None,
                format!("Removed {}", person(user)),
            );
        }
    }

    fn channels(&mut self, old: &[Channel], new: &[Channel]) {
        let known: HashMap<&str, &Channel> = old.iter().map(|c| (c.id.as_str(), c)).collect();
        let kept: HashSet<&str> = new.iter().map(|channel| channel.id.as_str()).collect();
        let (was, is) = (places(old), places(new));
        for channel in new {
            match known.get(channel.id.as_str()) {
                Some(before) => self.channel(before, channel),
                None => {
                    let account = name(&self.after, &channel.account);
                    let words = format!("Added {} to {account}", called(channel));
                    self.say(ChangeKind::ChannelAdded, Some(channel), None, words);
                }
            }
            let before = known.get(channel.id.as_str()).copied();
            self.rules(before, channel, &was, &is);
        }
        for channel in old
            .iter()
            .filter(|channel| !kept.contains(channel.id.as_str()))
        {
            let account = name(&self.before, &channel.account);
            let count = channel
                .rules
                .iter()
                .filter(|rule| !is.contains_key(rule.id.as_str()))
                .count();
            let rules = match count {
                0 => String::new(),
                1 => " with its rule".to_owned(),
                count => format!(" with its {count} rules"),
            };
            let words = format!("Removed {} from {account}{rules}", called(channel));
            self.say(ChangeKind::ChannelRemoved, Some(channel), None, words);
        }
    }

    fn channel(&mut self, old: &Channel, new: &Channel) {
        let at = Some(new);
        let here = self.here(&self.after, new);
        if old.name != new.name {
            let words = format!("Renamed {} to {here}", called(old));
            self.say(ChangeKind::ChannelRenamed, at, None, words);
        }
        if old.account != new.account {
            let (from, to) = (
                name(&self.before, &old.account),
                name(&self.after, &new.account),
            );
            let words = format!("Moved {} from {from} to {to}", called(new));
            self.say(ChangeKind::ChannelMoved, at, None, words);
        }
        if old.is_default != new.is_default {
            let words = match new.is_default {
                true => format!(
                    "Made {} the default of {}",
                    title(new),
                    name(&self.after, &new.account)
                ),
                false => format!("{here} is no longer the default"),
            };
            self.say(ChangeKind::ChannelDefault, at, None, words);
        }
        if old.mls != new.mls {
            let words = match new.mls.as_deref().unwrap_or_default() {
                [] => format!("{here} looks listings up in no MLS"),
                mls => format!("{here} looks listings up in {}", mls.join(", ")),
            };
            self.say(ChangeKind::ChannelMls, at, None, words);
        }
        if old.time_zone != new.time_zone {
            let words = format!("{here}: time zone {}, was {}", new.time_zone, old.time_zone);
            self.say(ChangeKind::TimeZone, at, None, words);
        }
        let (was, is) = (old.policies, new.policies);
        if was.honor_assignees != is.honor_assignees {
            let words = match is.honor_assignees {
                true => format!("{here}: agents named by the website come first"),
                false => format!("{here}: agents named by the website no longer come first"),
            };
            self.say(ChangeKind::Policies, at, None, words);
        }
        if was.returning_lead_days != is.returning_lead_days {
            let words = match is.returning_lead_days {
                0 => format!("{here}: returning leads are routed like new ones"),
                days => format!("{here}: returning leads go back for {days} days"),
            };
            self.say(ChangeKind::Policies, at, None, words);
        }
        if old.fallback != new.fallback {
            let was = words::fallback(&self.before, old);
            let words = format!(
                "{here}: fallback {}, was {was}",
                words::fallback(&self.after, new)
            );
            self.say(ChangeKind::Fallback, at, None, words);
        }
        if old.follow_up != new.follow_up {
            let words = format!(
                "{here}: {}",
                self.follow_ups(&old.follow_up, &new.follow_up)
            );
            self.say(ChangeKind::FollowUp, at, None, words);
        }
    }

    fn rules(&mut self, old: Option<&Channel>, new: &Channel, was: &Places, is: &Places) {
        let here = self.here(&self.after, new);
        let moved = moved_within(old, new);
        for (place, rule) in new.rules.iter().enumerate() {
            let at = (Some(new), Some(rule));
            let called = self.called(&self.after, new, rule);
            let Some((home, before)) = was.get(rule.id.as_str()) else {
                let words = format!("Added rule {called} to {here}{}", self.where_to(new, place));
                self.say(ChangeKind::RuleAdded, at.0, at.1, words);
                continue;
            };
            if home.id != new.id {
                let (from, to) = (self.here(&self.before, home), self.where_to(new, place));
                let words = format!("Moved rule {called} from {from} to {here}{to}");
                self.say(ChangeKind::RuleMoved, at.0, at.1, words);
            } else if moved.contains(rule.id.as_str()) {
                let words = format!("Moved rule {called} in {here}{}", self.where_to(new, place));
                self.say(ChangeKind::RuleMoved, at.0, at.1, words);
            }
            self.rule(home, before, new, rule);
        }
        for rule in old.iter().flat_map(|old| &old.rules) {
            if let (None, Some(old)) = (is.get(rule.id.as_str()), old) {
                let called = self.called(&self.before, old, rule);
                let words = format!("Removed rule {called} from {here}");
                self.say(ChangeKind::RuleRemoved, Some(new), Some(rule), words);
            }
        }
    }

    fn rule(&mut self, home: &Channel, old: &Rule, channel: &Channel, new: &Rule) {
        let at = (Some(channel), Some(new));
        let called = self.called(&self.after, channel, new);
        if old.name != new.name {
            let was = self.called(&self.before, home, old);
            let words = format!("Renamed rule {was} to {called}");
            self.say(ChangeKind::RuleRenamed, at.0, at.1, words);
        }
        if old.enabled != new.enabled {
            let state = if new.enabled { "on" } else { "off" };
            let words = format!("Turned {state} rule {called}");
            self.say(ChangeKind::RuleEnabled, at.0, at.1, words);
        }
        if old.when != new.when {
            let text = |rule: &Rule| match &rule.when {
                Some(when) => words::condition(when),
                None => "every lead".to_owned(),
            };
            let words = format!("{called} takes {}, was {}", text(new), text(old));
            self.say(ChangeKind::RuleWhen, at.0, at.1, words);
        }
        if old.then != new.then {
            let words = match pool::change(&self.after, &old.then, &new.then) {
                Some(change) => format!("{called}: {change}"),
                None => {
                    let was = words::action(&self.before, home, &old.then);
                    format!(
                        "{called} does {}, was {was}",
                        words::action(&self.after, channel, &new.then)
                    )
                }
            };
            self.say(ChangeKind::RuleThen, at.0, at.1, words);
        }
        if old.follow_up != new.follow_up {
            let words = format!(
                "{called}: {}",
                self.follow_ups(&old.follow_up, &new.follow_up)
            );
            self.say(ChangeKind::RuleFollowUp, at.0, at.1, words);
        }
    }

    fn follow_ups(&self, old: &[FollowUp], new: &[FollowUp]) -> String {
        format!(
            "follow-up {}, was {}",
            words::follow_ups(&self.after, new),
            words::follow_ups(&self.before, old)
        )
    }

    /// A channel so that no other can be meant: `“Default Route” of Downtown Office`.
    fn here(&self, roster: &Roster, channel: &Channel) -> String {
        let title = title(channel);
        match self.shared.contains(&title) {
            true => format!("{title} of {}", name(roster, &channel.account)),
            false => title,
        }
    }

    fn called(&self, roster: &Roster, channel: &Channel, rule: &Rule) -> String {
        format!("“{}”", words::rule_title(roster, channel, rule))
    }

    /// ` above “Zillow”`, or ` at the end`.
    fn where_to(&self, channel: &Channel, place: usize) -> String {
        match channel.rules.get(place + 1) {
            Some(next) => format!(" above {}", self.called(&self.after, channel, next)),
            None => " at the end".to_owned(),
        }
    }
}

fn places(channels: &[Channel]) -> Places<'_> {
    channels
        .iter()
        .flat_map(|channel| {
            channel
                .rules
                .iter()
                .map(move |rule| (rule.id.as_str(), (channel, rule)))
        })
        .collect()
}

/// The rules that were in the channel before and left the order the others kept.
fn moved_within<'b>(old: Option<&Channel>, new: &'b Channel) -> HashSet<&'b str> {
    let was: HashMap<&str, usize> = old
        .iter()
        .flat_map(|old| &old.rules)
        .enumerate()
        .map(|(place, rule)| (rule.id.as_str(), place))
        .collect();
    let both: Vec<(&str, usize)> = new
        .rules
        .iter()
        .filter_map(|rule| {
            was.get(rule.id.as_str())
                .map(|place| (rule.id.as_str(), *place))
        })
        .collect();
    let order: Vec<usize> = both.iter().map(|(_, place)| *place).collect();
    let kept = longest_rising(&order);
    both.iter()
        .filter(|(_, place)| !kept.contains(place))
        .map(|(id, _)| *id)
        .collect()
}

/// The largest subset of distinct numbers that stand in rising order.
pub fn longest_rising(numbers: &[usize]) -> HashSet<usize> {
    // `tails[n]` ends the lowest rising run of n + 1 numbers found so far.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: HashMap<usize, Option<usize>> = HashMap::new();
    for number in numbers {
        let place = tails.partition_point(|tail| tail < number);
        before.insert(
            *number,
            place
                .checked_sub(1)
                .and_then(|place| tails.get(place).copied()),
        );
        match tails.get_mut(place) {
            Some(tail) => *tail = *number,
            None => tails.push(*number),
        }
    }
    let mut kept = HashSet::new();
    let mut at = tails.last().copied();
    while let Some(number) = at {
        kept.insert(number);
        at = before.get(&number).copied().flatten();
    }
    kept
}

/// Titles that more than one channel of either book has.
fn shared_names(books: [&[Channel]; 2]) -> HashSet<String> {
    let twice = |channels: &[Channel]| {
        let mut seen = HashSet::new();
        let titles = channels.iter().map(title);
        titles.filter(|title| !seen.insert(title.clone())).collect()
    };
    let [old, new]: [Vec<String>; 2] = books.map(twice);
    old.into_iter().chain(new).collect()
}

fn title(channel: &Channel) -> String {
    words::channel_title(channel.name.as_deref())
}

fn called(channel: &Channel) -> String {
    words::channel_called(channel.name.as_deref())
}

fn name(roster: &Roster, id: &str) -> String {
    words::account_name(roster, id)
}

fn person(user: &User) -> String {
    let names = [user.first_name.as_deref(), user.last_name.as_deref()];
    let name = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    if name.trim().is_empty() {
        format!("user {}", user.id)
    } else {
        name
    }
}
