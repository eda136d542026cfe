//! The brokerage as the people calls read it: a snapshot of the account tree and its users, laid
//! out so that a page of 100 users costs 100 rows, however many there are.
//!
//! Accounts are numbered depth first, so what lies below an account is a range. Memberships are
//! sorted by those numbers, so the users below an account are a slice, gathered once per account
//! that is asked for. A change of people makes a new snapshot.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use routing::book::{Account, AccountKind, User};
use routing::roster::Roster;

use crate::clock::Micros;

/// When a row was made and last changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    pub created: Micros,
    pub updated: Micros,
}

#[derive(Debug, Default)]
pub struct Org {
    pub accounts: Vec<Account>,
    account_times: Vec<Times>,
    pub users: Vec<User>,
    user_times: Vec<Times>,
    by_id: HashMap<String, usize>,
    /// Of each account: the numbers of itself and everything below it.
    below: Vec<Range<u32>>,
    /// An account's number and a user, sorted.
    memberships: Vec<(u32, u32)>,
    /// Of each account: the users below it, in order.
    users_below: Vec<OnceLock<Vec<u32>>>,
    roster: OnceLock<Roster>,
}

/// An account's place in its [`Org`].
pub type AccountAt = usize;
/// A user's place in its [`Org`].
pub type UserAt = usize;

impl Org {
    pub fn new(accounts: Vec<(Account, Times)>, users: Vec<(User, Times)>) -> Org {
        let (accounts, account_times): (Vec<_>, Vec<_>) = accounts.into_iter().unzip();
        let (users, user_times): (Vec<_>, Vec<_>) = users.into_iter().unzip();
        let by_id: HashMap<String, usize> = accounts
            .iter()
            .enumerate()
            .map(|(at, account)| (account.id.clone(), at))
            .collect();
        let below = number(&accounts, &by_id);
        let mut memberships: Vec<(u32, u32)> = Vec::with_capacity(users.len());
        for (user, number) in users.iter().zip(0u32..) {
            let ranges = user
                .accounts
                .iter()
                .filter_map(|id| below.get(*by_id.get(id)?));
            memberships.extend(ranges.map(|range| (range.start, number)));
        }
        memberships.sort_unstable();
        Org {
            users_below: accounts.iter().map(|_| OnceLock::new()).collect(),
            accounts,
            account_times,
            users,
            user_times,
            by_id,
            below,
            memberships,
            roster: OnceLock::new(),
        }
    }

    pub fn find(&self, id: &str) -> Option<AccountAt> {
        self.by_id.get(id).copied()
    }

    pub fn account(&self, id: &str) -> Option<&Account> {
        self.accounts.get(self.find(id)?)
    }

    pub fn root(&self) -> Option<&Account> {
        self.accounts
            .iter()
            .find(|account| account.parent.is_none())
    }

    pub fn account_times(&self, at: AccountAt) -> Option<Times> {
        self.account_times.get(at).copied()
    }

    pub fn user_times(&self, at: UserAt) -> Option<Times> {
        self.user_times.get(at).copied()
    }

    /// Whether `account` is `top` or lies below it.
    pub fn is_within(&self, top: &str, account: &str) -> bool {
        let range = |id: &str| self.below.get(self.find(id)?);
        match (range(top), range(account)) {
            (Some(top), Some(account)) => top.contains(&account.start),
            _ => false,
        }
    }

    /// From the parent up to the root.
    pub fn ancestors<'o>(&'o self, account: &'o Account) -> impl Iterator<Item = &'o Account> {
        // The tree has no cycles: the book was checked, and every edit is.
        std::iter::successors(Some(account), |account| {
            self.account(account.parent.as_deref()?)
        })
        .skip(1)
    }

    /// The users of an account and of everything below it, each once, in their order.
    pub fn users_below(&self, at: AccountAt) -> &[u32] {
        let (Some(kept), Some(range)) = (self.users_below.get(at), self.below.get(at)) else {
            return &[];
        };
        kept.get_or_init(|| {
            let first = self.memberships.partition_point(|(n, _)| *n < range.start);
            let end = self.memberships.partition_point(|(n, _)| *n < range.end);
            let slice = self.memberships.get(first..end).unwrap_or_default();
            let mut users: Vec<u32> = slice.iter().map(|(_, user)| *user).collect();
            users.sort_unstable();
            users.dedup();
            users
        })
    }

    /// The accounts that a user is a member of, at or below `top`.
    pub fn accounts_of<'o>(
        &'o self,
        user: &'o User,
        top: AccountAt,
    ) -> impl Iterator<Item = AccountAt> + 'o {
        let range = self.below.get(top).cloned().unwrap_or_default();
        let number = |at: &AccountAt| self.below.get(*at).map(|range| range.start);
        user.accounts
            .iter()
            .filter_map(|id| self.find(id))
            .filter(move |at| number(at).is_some_and(|number| range.contains(&number)))
    }

    /// Whether the user may work: not if every agent account they have is inactive.
    pub fn is_active(&self, user: &User) -> bool {
        let mut agents = self.agents_of(user).peekable();
        agents.peek().is_none() || agents.any(|agent| agent.active)
    }

    pub fn is_agent(&self, user: &User) -> bool {
        self.agents_of(user).next().is_some()
    }

    fn agents_of<'o>(&'o self, user: &'o User) -> impl Iterator<Item = &'o Account> {
        user.accounts
            .iter()
            .filter_map(|id| self.account(id))
            .filter(|account| account.kind == AccountKind::Agent)
    }

    /// The same people as the engine looks them up.
    pub fn roster(&self) -> &Roster {
        self.roster
            .get_or_init(|| Roster::new(&self.accounts, &self.users))
    }
}

/// Numbers the accounts depth first; what no root reaches gets an empty range.
fn number(accounts: &[Account], by_id: &HashMap<String, usize>) -> Vec<Range<u32>> {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); accounts.len()];
    let mut todo = Vec::new();
    for (at, account) in accounts.iter().enumerate().rev() {
        let parent = account.parent.as_ref().and_then(|id| by_id.get(id));
        match parent.and_then(|parent| children.get_mut(*parent)) {
            Some(siblings) => siblings.push(at),
            None => todo.push(Todo::Enter(at)),
        }
    }
    enum Todo {
        Enter(usize),
        Leave(usize),
    }
    let mut below = vec![0..0; accounts.len()];
    let mut next = 0u32;
    while let Some(step) = todo.pop() {
        match step {
            Todo::Enter(at) => {
                if let Some(range) = below.get_mut(at) {
                    *range = next..next + 1;
                    next += 1;
                    todo.push(Todo::Leave(at));
                    let below = children.get(at).into_iter().flatten();
                    todo.extend(below.map(|child| Todo::Enter(*child)));
                }
            }
            Todo::Leave(at) => {
                if let Some(range) = below.get_mut(at) {
                    range.end = next;
                }
            }
        }
    }
    below
}
