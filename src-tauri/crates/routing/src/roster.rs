//! Who there is: the account tree in walking order, and the agents found by what identifies them.
//!
//! Accounts lie in one array, depth first, siblings by folded name then id. So the agents of any
//! account are a range of it, and "in scope" is a comparison of two numbers.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use chrono::NaiveDate;

use crate::book::{Account, AccountKind, Away, User};
use crate::fold::fold;

mod people;

use people::{Emails, Others};

/// An account's place in the [`Roster`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountIx(u32);

#[derive(Debug, Default)]
pub struct Roster {
    entries: Vec<Entry>,
    by_id: HashMap<Box<str>, AccountIx>,
    // What identifies agents is read when a lead first names one. E-mails, which leads name most,
    // do not wait for the phones: those take longer to read than all the rest.
    emails: OnceLock<Emails>,
    others: OnceLock<Others>,
    users: Option<Box<dyn Users>>,
}

/// Where a roster reads its users, each at most once.
pub trait Users: std::fmt::Debug + Send + Sync {
    /// Gives each user's accounts with each of the user's e-mails, in the order of the book.
    fn emails(&self, give: &mut dyn FnMut(&str, &str));

    fn users(&self) -> Vec<User>;
}

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

/// An account whose place among the others is known.
#[derive(Debug)]
pub struct Row<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub kind: AccountKind,
    /// The row of the parent, an earlier one.
    pub parent: Option<u32>,
    pub active: bool,
    pub away: Vec<Away>,
    pub daily_cap: Option<u32>,
}

impl Roster {
    /// Accounts that no root reaches are left out: nothing can route to them.
    pub fn new(accounts: &[Account], users: &[User]) -> Roster {
        let mut roster = Roster::default();
        roster.lay_out(accounts);
        let mut emails = Emails::default();
        for user in users {
            for account in &user.accounts {
                for email in &user.emails {
                    emails.add(&roster, account, email);
                }
            }
        }
        roster.emails = emails.into();
        roster.others = Others::of(&roster, users).into();
        roster
    }

    /// Rows in walking order: depth first, siblings by folded name then id. The users are read
    /// when a lead first names an agent.
    pub fn in_order<'a>(
        rows: impl ExactSizeIterator<Item = Row<'a>>,
        users: impl Users + 'static,
    ) -> Roster {
        let mut roster = Roster {
            users: Some(Box::new(users)),
            ..Roster::default()
        };
        roster.entries.reserve_exact(rows.len());
        roster.by_id.reserve(rows.len());
        for row in rows {
            roster.push(row);
        }
        roster.close();
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

        latest_first(&mut roots);
        let mut todo: Vec<(usize, Option<u32>)> =
            roots.into_iter().map(|root| (root, None)).collect();
        while let Some((place, parent)) = todo.pop() {
            let Some(account) = accounts.get(place) else {
                continue;
            };
            let ix = self.push(Row {
                id: &account.id,
                name: &account.name,
                kind: account.kind,
                parent,
                active: account.active,
                away: account.away.clone(),
                daily_cap: account.daily_cap,
            });
            let mut below = children
                .get_mut(place)
                .map(std::mem::take)
                .unwrap_or_default();
            latest_first(&mut below);
            todo.extend(below.into_iter().map(|child| (child, Some(ix.0))));
        }
        self.close();
    }

    fn push(&mut self, row: Row<'_>) -> AccountIx {
        let ix = AccountIx(self.entries.len() as u32);
        self.by_id.insert(row.id.into(), ix);
        self.entries.push(Entry {
            id: row.id.into(),
            name: row.name.into(),
            kind: row.kind,
            parent: row.parent.map(AccountIx),
            end: ix.0 + 1,
            active: row.active,
            away: row.away,
            daily_cap: row.daily_cap,
        });
        ix
    }

    /// Finds where each account's descendants end. They come after it, so that counting
    /// backwards sees each of them whole.
    fn close(&mut self) {
        for place in (0..self.entries.len()).rev() {
            let Some(Entry { parent, end, .. }) = self.entries.get(place) else {
                continue;
            };
            let (parent, end) = (*parent, *end);
            let parent = parent.and_then(|parent| self.entries.get_mut(parent.0 as usize));
            if let Some(parent) = parent {
                parent.end = parent.end.max(end);
            }
        }
    }

    fn emails(&self) -> &Emails {
        self.emails.get_or_init(|| {
            let mut emails = Emails::default();
            if let Some(users) = &self.users {
                users.emails(&mut |account, email| emails.add(self, account, email));
            }
            emails
        })
    }

    fn others(&self) -> &Others {
        let users = || self.users.as_ref().map(|users| users.users());
        self.others
            .get_or_init(|| Others::of(self, &users().unwrap_or_default()))
    }

    /// Reads ahead the e-mails.
    pub fn warm_emails(&self) {
        self.emails();
    }

    /// Reads ahead all that a lead may name an agent by.
    pub fn warm(&self) {
        self.emails();
        self.others();
    }

    /// The agents that `user` is.
    fn agents_of<'a>(&'a self, user: &'a User) -> impl Iterator<Item = AccountIx> + 'a {
        let accounts = user.accounts.iter().filter_map(|id| self.find(id));
        accounts.filter(|ix| self.is_agent(*ix))
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
        self.emails().agents(email)
    }

    /// `number` as E.164.
    pub fn by_phone(&self, number: &str) -> &[AccountIx] {
        self.others().by_phone(number)
    }

    pub fn by_name(&self, name: &str) -> &[AccountIx] {
        self.others().by_name(name)
    }

    /// With `mls`, both must be of the same entry of a user.
    pub fn by_mls_id(&self, id: &str, mls: Option<&str>) -> Vec<AccountIx> {
        self.others().by_mls_id(id, mls)
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
