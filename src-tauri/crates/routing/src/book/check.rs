//! What the parts of a book say about one another: ids that are unique and exist, one tree, one
//! default channel an account. What the walk can live with (an agent out of scope, a pool without
//! agents) is no problem of the book.

use std::collections::BTreeMap;

use hashbrown::HashMap;

use super::named::{See, Wanted};
use super::read::reader::{is_blank_id, quoted};
use super::{AccountKind, Book};
use crate::lead::masked;
use crate::problem::{Problem, Problems, did_you_mean};

/// What of a book could not be read, so that nothing is concluded from its stand-ins.
#[derive(Debug, Default)]
pub(super) struct Unsure {
    /// The whole list of accounts.
    pub accounts: bool,
    /// By index, whether an account's kind is unknown; none past the end is.
    pub kinds: Vec<bool>,
}

impl Book {
    /// The problems of a book put together by other means than [`Book::read`], which looks for
    /// these itself. Conditions, actions and numbers are taken as their own readers left them.
    pub fn check(&self) -> Vec<Problem> {
        let mut problems = Problems::default();
        blank_ids(self, &mut problems);
        for (index, account) in self.accounts.iter().enumerate() {
            let set = [
                ("status", !account.active),
                ("away", !account.away.is_empty()),
                ("daily_cap", account.daily_cap.is_some()),
            ];
            for (key, _) in set
                .into_iter()
                .filter(|(_, set)| *set && account.kind != AccountKind::Agent)
            {
                problems.add(|| {
                    agents_only(
                        format!("accounts[{index}].{key}"),
                        key,
                        &account.id,
                        account.kind,
                    )
                });
            }
        }
        references(self, &Unsure::default(), &mut problems);
        problems.listed
    }
}

/// A key that only agents have, on another account.
pub(super) fn agents_only(place: String, key: &str, account: &str, kind: AccountKind) -> Problem {
    let message = format!(
        "only agents have {}; {} is of kind {}",
        quoted(key),
        quoted(account),
        quoted(kind.name())
    );
    Problem::new("agents_only", place, message)
}

fn blank_ids(book: &Book, problems: &mut Problems) {
    let mut see = |id: &str, place: &dyn Fn() -> String| {
        if is_blank_id(id) {
            problems.add(|| {
                Problem::new(
                    "blank_id",
                    place(),
                    format!("an id must not be blank, found {}", quoted(id)),
                )
            });
        }
    };
    for (index, account) in book.accounts.iter().enumerate() {
        see(&account.id, &|| format!("accounts[{index}].id"));
    }
    for (index, user) in book.users.iter().enumerate() {
        see(&user.id, &|| format!("users[{index}].id"));
    }
    for (index, channel) in book.channels.iter().enumerate() {
        see(&channel.id, &|| format!("channels[{index}].id"));
        for (rule_index, rule) in channel.rules.iter().enumerate() {
            see(&rule.id, &|| {
                format!("channels[{index}].rules[{rule_index}].id")
            });
        }
    }
    each_reference(book, &mut |id, _, place| see(id, place));
}

/// Everything that one part says of another. Blank ids stand for what could not be read and has
/// been reported.
pub(super) fn references(book: &Book, unsure: &Unsure, problems: &mut Problems) {
    let accounts = book
        .accounts
        .iter()
        .enumerate()
        .map(|(index, account)| (account.id.as_str(), index));
    let accounts = unique(
        problems,
        |id| format!("account id {}", quoted(id)),
        accounts,
        |index| format!("accounts[{index}]"),
    );
    let users = book
        .users
        .iter()
        .enumerate()
        .map(|(index, user)| (user.id.as_str(), index));
    unique(
        problems,
        |id| format!("user id {}", quoted(id)),
        users,
        |index| format!("users[{index}]"),
    );
    let channels = book
        .channels
        .iter()
        .enumerate()
        .map(|(index, channel)| (channel.id.as_str(), index));
    unique(
        problems,
        |id| format!("channel id {}", masked(id)),
        channels,
        |index| format!("channels[{index}]"),
    );
    let rules = book
        .channels
        .iter()
        .enumerate()
        .flat_map(|(channel_index, channel)| {
            let rules = channel.rules.iter().enumerate();
            rules.map(move |(index, rule)| (rule.id.as_str(), (channel_index, index)))
        });
    unique(
        problems,
        |id| format!("rule id {}", quoted(id)),
        rules,
        |(channel, index)| format!("channels[{channel}].rules[{index}]"),
    );
    one_default_each(book, problems);
    if unsure.accounts {
        return;
    }

    let is_unsure = |index: usize| unsure.kinds.get(index) == Some(&true);
    roots(book, problems);
    let parents: Vec<Option<usize>> = book
        .accounts
        .iter()
        .map(|account| accounts.get(account.parent.as_deref()?).copied())
        .collect();
    cycles(book, &parents, problems);
    agents_are_leaves(book, &parents, is_unsure, problems);

    let mut guesses = Guesses {
        book,
        comparisons_left: 300_000,
    };
    each_reference(book, &mut |id, wanted, place| match accounts
        .get(id)
        .map(|index| (*index, book.accounts.get(*index)))
    {
        _ if is_blank_id(id) => {}
        None => problems.add(|| {
            let problem = Problem::new(
                "unknown_account",
                place(),
                format!("there is no account {}", quoted(id)),
            );
            match guesses.nearest(id) {
                Some(near) => problem.help(format!("did you mean {}?", quoted(near))),
                None => problem,
            }
        }),
        Some((index, Some(account)))
            if wanted == Wanted::Agent
                && account.kind != AccountKind::Agent
                && !is_unsure(index) =>
        {
            problems.add(|| {
                let kind = quoted(account.kind.name());
                Problem::new(
                    "not_an_agent",
                    place(),
                    format!("{} is of kind {kind}, not an agent", quoted(id)),
                )
            });
        }
        Some(_) => {}
    });
}

/// Reports ids that are used twice; gives the first use of each.
fn unique<'b, K: Copy>(
    problems: &mut Problems,
    named: impl Fn(&str) -> String,
    ids: impl Iterator<Item = (&'b str, K)>,
    place: impl Fn(K) -> String,
) -> HashMap<&'b str, K> {
    // A large brokerage would otherwise be hashed twice as the table grows.
    let mut first_uses = HashMap::with_capacity(ids.size_hint().1.unwrap_or(0));
    for (id, at) in ids.filter(|(id, _)| !is_blank_id(id)) {
        if let Some(first) = first_uses.get(id).copied() {
            problems.add(|| {
                let message = format!("the {} is already used by {}", named(id), place(first));
                Problem::new("duplicate_id", format!("{}.id", place(at)), message)
            });
        } else {
            first_uses.insert(id, at);
        }
    }
    first_uses
}

fn one_default_each(book: &Book, problems: &mut Problems) {
    let mut defaults = HashMap::new();
    for (index, channel) in book.channels.iter().enumerate() {
        if !channel.is_default || is_blank_id(&channel.account) {
            continue;
        }
        if let Some(first) = defaults.get(channel.account.as_str()).copied() {
            problems.add(|| {
                let account = quoted(&channel.account);
                let message = format!(
                    "the account {account} has two default channels, {} and that of channels[{first}]",
                    masked(&channel.id)
                );
                Problem::new(
                    "two_defaults",
                    format!("channels[{index}].is_default"),
                    message,
                )
            });
        } else {
            defaults.insert(channel.account.as_str(), index);
        }
    }
}

fn roots(book: &Book, problems: &mut Problems) {
    let mut roots = book
        .accounts
        .iter()
        .enumerate()
        .filter(|(_, account)| account.parent.is_none());
    let Some((_, root)) = roots.next() else {
        // A parent that cannot be read may well be the root's.
        if !book
            .accounts
            .iter()
            .any(|account| account.parent.as_deref().is_some_and(is_blank_id))
        {
            problems.add(|| {
                Problem::new(
                    "no_root",
                    "accounts",
                    "there is no root: exactly one account has null as its \"parent\"",
                )
            });
        }
        return;
    };
    for (index, account) in roots {
        problems.add(|| {
            let (second, first) = (quoted(&account.id), quoted(&root.id));
            let message =
                format!("{second} is a second root: its \"parent\" is null, as is that of {first}");
            Problem::new("two_roots", format!("accounts[{index}].parent"), message)
        });
    }
}

/// Reports each cycle once, at its first account.
fn cycles(book: &Book, parents: &[Option<usize>], problems: &mut Problems) {
    let parent = |index: usize| parents.get(index).copied().flatten();
    // By account, the walk that came by first; walks are numbered by where they start.
    let mut walked_by: Vec<Option<usize>> = vec![None; parents.len()];
    for start in 0..parents.len() {
        let mut next = Some(start);
        while let Some(index) = next {
            match walked_by.get_mut(index) {
                Some(walk @ None) => *walk = Some(start),
                Some(Some(walk)) if *walk == start => {
                    let cycle: Vec<usize> = std::iter::successors(Some(index), |at| {
                        parent(*at).filter(|at| *at != index)
                    })
                    .collect();
                    problems.add(|| cycle_problem(book, cycle));
                    break;
                }
                _ => break,
            }
            next = parent(index);
        }
    }
}

fn cycle_problem(book: &Book, mut cycle: Vec<usize>) -> Problem {
    let first = cycle.iter().copied().min().unwrap_or(0);
    let turn = cycle.iter().position(|index| *index == first).unwrap_or(0);
    cycle.rotate_left(turn);
    let name = |index: &usize| {
        book.accounts
            .get(*index)
            .map(|account| quoted(&account.id))
            .unwrap_or_default()
    };
    let mut chain: Vec<String> = cycle.iter().take(MAX_CHAIN).map(name).collect();
    if cycle.len() > MAX_CHAIN {
        chain.push(format!("… {} more …", cycle.len() - MAX_CHAIN));
    }
    chain.push(name(&first));
    let message = format!(
        "the accounts run in a circle, each under the next: {}",
        chain.join(" → ")
    );
    Problem::new("cycle", format!("accounts[{first}].parent"), message)
}

/// Most accounts of one cycle, or children of one agent, named in a sentence.
const MAX_CHAIN: usize = 10;

/// Reports each agent that has children once, however many they are.
fn agents_are_leaves(
    book: &Book,
    parents: &[Option<usize>],
    is_unsure: impl Fn(usize) -> bool,
    problems: &mut Problems,
) {
    let mut children: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for (index, (account, parent)) in book.accounts.iter().zip(parents).enumerate() {
        let Some(parent) = parent.filter(|parent| *parent != index && !is_unsure(*parent)) else {
            continue;
        };
        if book
            .accounts
            .get(parent)
            .is_some_and(|parent| parent.kind == AccountKind::Agent)
        {
            children.entry(parent).or_default().push(&account.id);
        }
    }
    for (index, ids) in children {
        let Some(agent) = book.accounts.get(index) else {
            continue;
        };
        problems.add(|| {
            let mut named: Vec<String> = ids.iter().take(MAX_CHAIN).map(|id| quoted(id)).collect();
            if ids.len() > MAX_CHAIN {
                named.push(format!("{} more", ids.len() - MAX_CHAIN));
            }
            let message = format!(
                "{} is an agent and has accounts under it: {}",
                quoted(&agent.id),
                named.join(", ")
            );
            Problem::new("agent_with_children", format!("accounts[{index}]"), message)
        });
    }
}

/// Every mention of an account by id, with its place, made only when asked for.
fn each_reference<'b>(book: &'b Book, see: &mut See<'_, 'b>) {
    for (index, account) in book.accounts.iter().enumerate() {
        if let Some(parent) = &account.parent {
            see(parent, Wanted::Account, &|| {
                format!("accounts[{index}].parent")
            });
        }
    }
    for (index, user) in book.users.iter().enumerate() {
        for (account_index, account) in user.accounts.iter().enumerate() {
            see(account, Wanted::Account, &|| {
                format!("users[{index}].accounts[{account_index}]")
            });
        }
    }
    for (index, channel) in book.channels.iter().enumerate() {
        channel.each_account(&mut |id, wanted, place| {
            see(id, wanted, &|| format!("channels[{index}].{}", place()));
        });
    }
}

/// Did-you-mean among the accounts, within a bound: a thousand unknown ids among a hundred
/// thousand accounts are not worth a minute.
struct Guesses<'b> {
    book: &'b Book,
    comparisons_left: usize,
}

impl<'b> Guesses<'b> {
    fn nearest(&mut self, id: &str) -> Option<&'b str> {
        self.comparisons_left = self
            .comparisons_left
            .checked_sub(self.book.accounts.len())?;
        did_you_mean(
            id,
            self.book.accounts.iter().map(|account| account.id.as_str()),
        )
    }
}
