//! Which rules mention something: a value, a name, an agent. A channel is laid out once as what it
//! says, without case and accents, and then asked as often as somebody types.

use std::collections::HashSet;

use crate::book::{
    Account, Action, Channel, Condition, Fallback, FollowUp, Member, Pool, Rule, Test, User, Value,
};
use crate::fold::plain;
use crate::lead::masked;
use crate::roster::Roster;
use crate::words;

/// What a channel, its rules and its fallback say.
#[derive(Debug)]
pub struct Index {
    pub channel: String,
    pub name: Option<String>,
    pub account: String,
    entries: Vec<Entry>,
}

/// A rule, the fallback or the channel itself.
#[derive(Debug)]
struct Entry {
    subject: Subject,
    title: String,
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    Channel,
    /// Its id, and its place in the list, from 1.
    Rule(String, usize),
    Fallback,
}

/// Something said, as it is looked for and as it is shown.
#[derive(Debug)]
struct Piece {
    part: Part,
    key: String,
    /// The account it names, which people may look for by other names.
    account: Option<String>,
    shown: Shown,
}

#[derive(Debug)]
enum Shown {
    Words(String),
    /// Shown with the values that matched in front.
    Test(Test),
    /// Shown by the line that matched.
    Lines(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Name,
    Condition,
    Agents,
    Expression,
    FollowUp,
    Settings,
}

/// What mentions it, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit<'i> {
    pub subject: &'i Subject,
    /// A rule's name, or what it does where it has none; the channel's name; `Fallback`.
    pub title: &'i str,
    pub mentions: Vec<Mention>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    pub part: Part,
    /// `ZIP is one of 75205, 75225 +4`
    pub words: String,
}

/// What is looked for.
#[derive(Debug)]
pub struct Query {
    plain: String,
    /// As digits alone, where it is an amount: `$1,000,000` is `1000000`.
    amount: Option<String>,
    /// Accounts it names.
    accounts: HashSet<String>,
}

impl Query {
    /// `None` for a blank text. `accounts` are those the text names, by whatever they are known.
    pub fn new(text: &str, accounts: impl IntoIterator<Item = String>) -> Option<Query> {
        let plain = plain(text).into_owned();
        let bare: String = plain
            .chars()
            .filter(|c| !matches!(c, '$' | ',' | ' '))
            .collect();
        let is_amount = bare != plain && bare.bytes().all(|byte| byte.is_ascii_digit());
        (!plain.is_empty()).then(|| Query {
            amount: (is_amount && !bare.is_empty()).then_some(bare),
            accounts: accounts.into_iter().collect(),
            plain,
        })
    }

    fn is_in(&self, key: &str) -> bool {
        let amount = self.amount.as_deref();
        key.contains(&*self.plain) || amount.is_some_and(|amount| key.contains(amount))
    }

    fn names(&self, account: Option<&String>) -> bool {
        account.is_some_and(|account| self.accounts.contains(account))
    }
}

/// The accounts that a text names: by their own name or id, or by a name or e-mail of their people.
pub fn accounts_named(accounts: &[Account], users: &[User], text: &str) -> HashSet<String> {
    let wanted = plain(text);
    let mut named = HashSet::new();
    if wanted.is_empty() {
        return named;
    }
    for account in accounts {
        if plain(&account.name).contains(&*wanted) || plain(&account.id) == wanted {
            named.insert(account.id.clone());
        }
    }
    for user in users {
        let names = [user.first_name.as_deref(), user.last_name.as_deref()];
        let name = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let said = std::iter::once(&name).chain(&user.emails);
        if said.into_iter().any(|said| plain(said).contains(&*wanted)) {
            named.extend(user.accounts.iter().cloned());
        }
    }
    named
}

impl Index {
    pub fn new(roster: &Roster, channel: &Channel) -> Index {
        let mut entries = vec![Entry {
            subject: Subject::Channel,
            title: channel.name.clone().unwrap_or_default(),
            pieces: settings(roster, channel),
        }];
        for (rule, number) in channel.rules.iter().zip(1..) {
            entries.push(Entry {
                subject: Subject::Rule(rule.id.clone(), number),
                title: words::rule_title(roster, channel, rule),
                pieces: rule_pieces(roster, rule),
            });
        }
        entries.push(Entry {
            subject: Subject::Fallback,
            title: "Fallback".to_owned(),
            pieces: match &channel.fallback {
                Fallback::Inbox => Vec::new(),
                Fallback::SpecificAgent { agent } => vec![named(roster, agent, 1)],
                Fallback::RoundRobin { pool } => members(roster, pool),
            },
        });
        Index {
            channel: channel.id.clone(),
            name: channel.name.clone(),
            account: channel.account.clone(),
            entries,
        }
    }

    /// What mentions it, in the channel's order.
    pub fn find(&self, query: &Query) -> Vec<Hit<'_>> {
        let hits = self.entries.iter().map(|entry| Hit {
            subject: &entry.subject,
            title: &entry.title,
            mentions: entry
                .pieces
                .iter()
                .filter(|piece| query.names(piece.account.as_ref()) || query.is_in(&piece.key))
                .map(|piece| Mention {
                    part: piece.part,
                    words: piece.shown.words(query),
                })
                .collect(),
        });
        hits.filter(|hit| !hit.mentions.is_empty()).collect()
    }
}

fn settings(roster: &Roster, channel: &Channel) -> Vec<Piece> {
    let mut pieces = Vec::new();
    if let Some(name) = &channel.name {
        pieces.push(said(Part::Name, name.clone()));
    }
    pieces.push(Piece {
        part: Part::Settings,
        ..named(roster, &channel.account, 1)
    });
    // Web sites carry the id; whoever pastes it asks whose it is.
    pieces.push(Piece {
        part: Part::Settings,
        key: plain(&channel.id).into_owned(),
        account: None,
        shown: Shown::Words(format!("its id, {}", masked(&channel.id))),
    });
    pieces.push(said(
        Part::Settings,
        format!("time zone {}", channel.time_zone.name()),
    ));
    let boards = channel.mls.iter().flatten();
    pieces.extend(boards.map(|board| said(Part::Settings, format!("MLS {board}"))));
    pieces.extend(follow_ups(roster, &channel.follow_up));
    pieces
}

fn rule_pieces(roster: &Roster, rule: &Rule) -> Vec<Piece> {
    let mut pieces = Vec::new();
    if let Some(name) = &rule.name {
        pieces.push(said(Part::Name, name.clone()));
    }
    if let Some(when) = &rule.when {
        tests(when, &mut pieces);
    }
    match &rule.then {
        Action::SpecificAgent { agent } => pieces.push(named(roster, agent, 1)),
        Action::RoundRobin { pool } | Action::FirstToClaim { pool, .. } => {
            pieces.extend(members(roster, pool));
        }
        Action::Custom { expression } => pieces.push(Piece {
            part: Part::Expression,
            key: plain(expression).into_owned(),
            account: None,
            shown: Shown::Lines(expression.clone()),
        }),
    }
    pieces.extend(follow_ups(roster, &rule.follow_up));
    pieces
}

fn tests(condition: &Condition, pieces: &mut Vec<Piece>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().for_each(|part| tests(part, pieces));
        }
        Condition::Not(part) => tests(part, pieces),
        Condition::Test(test) => {
            let mut key = plain(&words::chip_in_full(test)).into_owned();
            // Amounts are shown in groups and typed without.
            match test.value {
                Value::Number(number) => key.push_str(&format!("\n{number}")),
                Value::Numbers(low, high) => key.push_str(&format!("\n{low}\n{high}")),
                _ => {}
            }
            pieces.push(Piece {
                part: Part::Condition,
                key,
                account: None,
                shown: Shown::Test(test.clone()),
            });
        }
    }
}

fn members(roster: &Roster, pool: &Pool) -> Vec<Piece> {
    let Pool::Members(members) = pool else {
        return Vec::new();
    };
    let piece = |member: &Member| named(roster, &member.account, member.weight);
    members.iter().map(piece).collect()
}

fn named(roster: &Roster, account: &str, weight: u32) -> Piece {
    let name = words::account_name(roster, account);
    let shown = match weight {
        1 => name.clone(),
        weight => format!("{name} ×{weight}"),
    };
    Piece {
        part: Part::Agents,
        key: plain(&name).into_owned(),
        account: Some(account.to_owned()),
        shown: Shown::Words(shown),
    }
}

fn follow_ups(roster: &Roster, follow_ups: &[FollowUp]) -> Vec<Piece> {
    let piece = |follow_up: &FollowUp| Piece {
        account: follow_up.account().map(str::to_owned),
        ..said(Part::FollowUp, words::follow_up(roster, follow_up))
    };
    follow_ups.iter().map(piece).collect()
}

fn said(part: Part, words: String) -> Piece {
    Piece {
        part,
        key: plain(&words).into_owned(),
        account: None,
        shown: Shown::Words(words),
    }
}

impl Shown {
    fn words(&self, query: &Query) -> String {
        match self {
            Shown::Words(words) => words.clone(),
            Shown::Lines(text) => {
                let line = text.lines().find(|line| query.is_in(&plain(line)));
                line.unwrap_or(text).trim().to_owned()
            }
            Shown::Test(test) => {
                let Value::Texts(texts) = &test.value else {
                    return words::chip(test);
                };
                let (mut first, rest): (Vec<String>, Vec<String>) = texts
                    .iter()
                    .cloned()
                    .partition(|text| query.is_in(&plain(text)));
                first.extend(rest);
                words::chip(&Test {
                    value: Value::Texts(first),
                    ..test.clone()
                })
            }
        }
    }
}
