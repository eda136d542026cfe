//! Who there is: the account tree in walking order, and the agents found by what identifies them.
//!
//! Accounts lie in one array, depth first, siblings by folded name then id. So the agents of any
//! account are a range of it, and "in scope" is a comparison of two numbers.

use std::collections::HashMap;
use std::ops::Range;

use chrono::NaiveDate;

use crate::book::{Account, AccountKind, Away, User};
use crate::fold::fold;
use crate::phone;

/// An account's place in the [`Roster`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountIx(u32);

#[derive(Debug, Default)]
pub struct Roster {
    entries: Vec<Entry>,
    by_id: HashMap<Box<str>, AccountIx>,
    emails: Index,
    phones: Index,
    names: Index,
    /// Folded id to folded board and agent.
    mls_ids: HashMap<Box<str>, Vec<(Box<str>, AccountIx)>>,
}

/// Agents by a key that identifies them, each agent once a key.
type Index = HashMap<Box<str>, Vec<AccountIx>>;

/// One account as the walk needs it.
#[derive(Debug)]
pub struct Entry {
    pub id: Box<str>,
    pub name: Box<str>,
    pub kind: AccountKind,
    pub parent: Option<AccountIx>,
    /// One past the last account below.
    end: u32,
    active: bool,
    away: Vec<Away>,
    daily_cap: Option<u32>,
}

impl Roster {
    /// Accounts that no root reaches are left out: nothing can route to them.
    pub fn new(accounts: &[Account], users: &[User]) -> Roster {
        let mut roster = Roster::default();
        roster.lay_out(accounts);
        for user in users {
            roster.index(user);
        }
        roster
    }

    fn lay_out(&mut self, accounts: &[Account]) {
        let ids: HashMap<&str, usize> = accounts
            .iter()
            .enumerate()
            .map(|(place, account)| (account.id.as_str(), place))
            .collect();
        let mut roots = Vec::new();
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); accounts.len()];
        for (place, account) in accounts.iter().enumerate() {
            let parent = account.parent.as_deref().and_then(|id| ids.get(id));
            match parent.and_then(|parent| children.get_mut(*parent)) {
                Some(siblings) => siblings.push(place),
                None => roots.push(place),
            }
        }
        let keys: Vec<_> = accounts.iter().map(|account| fold(&account.name)).collect();
        let key = |place: &usize| (keys.get(*place), accounts.get(*place).map(|a| &a.id));
        let latest_first = |places: &mut Vec<usize>| places.sort_by(|a, b| key(b).cmp(&key(a)));

        // What is still to be laid out: an account below a parent, or a parent whose last
        // descendant has just been laid out.
        enum Todo {
            Enter(usize, Option<AccountIx>),
            Leave(AccountIx),
        }
        latest_first(&mut roots);
        let mut todo: Vec<Todo> = roots
            .into_iter()
            .map(|root| Todo::Enter(root, None))
            .collect();
        while let Some(next) = todo.pop() {
            match next {
                Todo::Enter(place, parent) => {
                    let Some(account) = accounts.get(place) else {
                        continue;
                    };
                    let ix = AccountIx(self.entries.len() as u32);
                    self.by_id.insert(account.id.as_str().into(), ix);
                    self.entries.push(Entry {
                        id: account.id.as_str().into(),
                        name: account.name.as_str().into(),
                        kind: account.kind,
                        parent,
                        end: ix.0 + 1,
                        active: account.active,
                        away: account.away.clone(),
                        daily_cap: account.daily_cap,
                    });
                    todo.push(Todo::Leave(ix));
                    let mut below = children
                        .get_mut(place)
                        .map(std::mem::take)
                        .unwrap_or_default();
                    latest_first(&mut below);
                    todo.extend(below.into_iter().map(|child| Todo::Enter(child, Some(ix))));
                }
                Todo::Leave(ix) => {
                    let end = self.entries.len() as u32;
                    if let Some(entry) = self.entries.get_mut(ix.0 as usize) {
                        entry.end = end;
                    }
                }
            }
        }
    }

    fn index(&mut self, user: &User) {
        let agents: Vec<AccountIx> = user
            .accounts
            .iter()
            .filter_map(|id| self.find(id))
            .filter(|ix| {
                self.get(*ix)
                    .is_some_and(|entry| entry.kind == AccountKind::Agent)
            })
            .collect();
        let names = [user.first_name.as_deref(), user.last_name.as_deref()];
        let name = names
            .into_iter()
            .flatten()
            .map(str::trim)
            .filter(|name| !name.is_empty());
        let name = fold(&name.collect::<Vec<_>>().join(" ")).into_owned();
        for agent in agents {
            for email in &user.emails {
                add(&mut self.emails, email_key(email), agent);
            }
            for number in user.phones.iter().filter_map(|raw| phone::e164(raw)) {
                add(&mut self.phones, number, agent);
            }
            if !name.is_empty() {
                add(&mut self.names, name.clone(), agent);
            }
            for mls in &user.mls {
                let entry = (fold(&mls.mls).into(), agent);
                let known = self.mls_ids.entry(fold(&mls.id).into()).or_default();
                if !known.contains(&entry) {
                    known.push(entry);
                }
            }
        }
    }

    pub fn find(&self, id: &str) -> Option<AccountIx> {
        self.by_id.get(id).copied()
    }

    pub fn get(&self, ix: AccountIx) -> Option<&Entry> {
        self.entries.get(ix.0 as usize)
    }

    pub fn is_agent(&self, ix: AccountIx) -> bool {
        self.get(ix)
            .is_some_and(|entry| entry.kind == AccountKind::Agent)
    }

    pub fn id(&self, ix: AccountIx) -> &str {
        self.get(ix).map_or("", |entry| &entry.id)
    }

    pub fn name(&self, ix: AccountIx) -> &str {
        self.get(ix).map_or("", |entry| &entry.name)
    }

    /// The nearest office above, or the account itself if it is one.
    pub fn office(&self, ix: AccountIx) -> Option<AccountIx> {
        let mut at = Some(ix);
        while let Some(here) = at {
            let entry = self.get(here)?;
            if entry.kind == AccountKind::Office {
                return Some(here);
            }
            at = entry.parent;
        }
        None
    }

    /// The account and everything below it.
    pub fn scope(&self, ix: AccountIx) -> Range<u32> {
        self.get(ix).map_or(0..0, |entry| ix.0..entry.end)
    }

    /// The agents of a scope, in pool order: depth first, siblings by folded name then id.
    pub fn agents(&self, scope: Range<u32>) -> impl Iterator<Item = AccountIx> + '_ {
        scope.map(AccountIx).filter(|ix| self.is_agent(*ix))
    }

    pub fn is_in(scope: &Range<u32>, ix: AccountIx) -> bool {
        scope.contains(&ix.0)
    }

    pub fn by_email(&self, email: &str) -> &[AccountIx] {
        self.emails
            .get(&*email_key(email))
            .map_or(&[], Vec::as_slice)
    }

    /// `number` as E.164.
    pub fn by_phone(&self, number: &str) -> &[AccountIx] {
        self.phones.get(number).map_or(&[], Vec::as_slice)
    }

    pub fn by_name(&self, name: &str) -> &[AccountIx] {
        self.names.get(&*fold(name)).map_or(&[], Vec::as_slice)
    }

    /// With `mls`, both must be of the same entry of a user.
    pub fn by_mls_id(&self, id: &str, mls: Option<&str>) -> Vec<AccountIx> {
        let board = mls.map(fold);
        let mut agents: Vec<AccountIx> = Vec::new();
        for (known, agent) in self.mls_ids.get(&*fold(id)).map_or(&[][..], Vec::as_slice) {
            let same = board.as_deref().is_none_or(|board| board == &**known);
            if same && !agents.contains(agent) {
                agents.push(*agent);
            }
        }
        agents
    }
}

impl Entry {
    pub fn is_active(&self) -> bool {
        self.active
    }

    /// Whether the day decides if this agent can get a lead.
    pub fn is_bounded(&self) -> bool {
        !self.away.is_empty() || self.daily_cap.is_some()
    }

    pub fn daily_cap(&self) -> Option<u32> {
        self.daily_cap
    }

    /// The absence that `date` falls in.
    pub fn away_on(&self, date: NaiveDate) -> Option<Away> {
        self.away
            .iter()
            .find(|away| away.from <= date && date <= away.through)
            .copied()
    }
}

fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

fn add(index: &mut Index, key: String, agent: AccountIx) {
    let known = index.entry(key.into()).or_default();
    if !known.contains(&agent) {
        known.push(agent);
    }
}
