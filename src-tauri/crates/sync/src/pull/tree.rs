//! The tree of accounts, rebuilt upward from the brands that users belong to.

use std::collections::{HashMap, HashSet};
use std::panic::resume_unwind;
use std::thread;

use remote::wire::{Brand, Parent, UserRow};
use routing::Book;
use routing::book::{Account, AccountKind, Channel, MlsId, User};
use routing::fold::fold;

use super::Known;

#[derive(Debug, Default)]
pub struct Tree {
    root: String,
    brands: HashMap<String, Node>,
    users: HashMap<String, User>,
    /// Ids of users Rechat says have left.
    gone: HashSet<String>,
    /// Named somewhere and not described yet.
    wanted: HashSet<String>,
    /// Asked for, and not there.
    nowhere: HashSet<String>,
}

#[derive(Debug)]
struct Node {
    kind: AccountKind,
    name: String,
    parent: Option<String>,
    is_deleted: bool,
}

impl Tree {
    pub fn new(root: Brand) -> Tree {
        let mut tree = Tree {
            root: root.id.clone(),
            ..Tree::default()
        };
        tree.put(root);
        tree
    }

    /// Makes room for so many people.
    pub fn expect(&mut self, people: usize) {
        self.users.reserve(people);
        self.brands.reserve(people);
    }

    /// How many there are so far.
    pub fn people(&self) -> usize {
        self.users.len()
    }

    pub fn add(&mut self, row: UserRow) {
        let of = row.user;
        if of.is_gone() {
            self.gone.insert(of.id.clone());
        }
        let user = self.users.entry(of.id).or_insert_with_key(|id| User {
            id: id.clone(),
            accounts: Vec::new(),
            first_name: of.first_name,
            last_name: of.last_name,
            emails: contact(of.email.filter(|_| of.fake_email != Some(true))),
            phones: contact(of.phone_number),
            mls: of
                .agents
                .into_iter()
                .flatten()
                .filter_map(|record| {
                    let some = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
                    Some(MlsId {
                        mls: some(record.mls)?,
                        id: some(record.mlsid)?,
                    })
                })
                .collect(),
        });
        for brand in &row.brands {
            if !user.accounts.contains(&brand.id) {
                user.accounts.push(brand.id.clone());
            }
        }
        for brand in row.brands {
            self.put(brand);
        }
    }

    fn put(&mut self, brand: Brand) {
        let parent = brand.parent.filter(|_| brand.id != self.root);
        let of = parent.as_ref().map(|parent| parent.id().to_owned());
        match parent {
            Some(parent) if self.brands.contains_key(parent.id()) => {}
            Some(Parent::Brand(parent)) => self.put(*parent),
            Some(Parent::Id(id)) => {
                self.wanted.insert(id);
            }
            None => {}
        }
        if self.brands.contains_key(&brand.id) {
            return;
        }
        let name = brand.name.as_deref().map(str::trim).unwrap_or_default();
        let node = Node {
            kind: kind(brand.brand_type.as_deref()),
            name: match name {
                "" => "Unnamed account".to_owned(),
                name => name.to_owned(),
            },
            parent: of,
            is_deleted: brand.deleted_at.is_some(),
        };
        self.wanted.remove(&brand.id);
        self.brands.insert(brand.id, node);
    }

    /// Names accounts that may exist though no user leads to them.
    pub fn ask_after<'a>(&mut self, ids: impl Iterator<Item = &'a str>) {
        for id in ids {
            if !self.brands.contains_key(id) && !self.nowhere.contains(id) {
                self.wanted.insert(id.to_owned());
            }
        }
    }

    /// What is to be fetched, in order.
    pub fn missing(&self) -> Vec<String> {
        let mut missing: Vec<String> = self
            .wanted
            .iter()
            .filter(|id| !self.brands.contains_key(*id) && !self.nowhere.contains(*id))
            .cloned()
            .collect();
        missing.sort();
        missing
    }

    pub fn answer(&mut self, id: &str, brand: Option<Brand>) {
        self.wanted.remove(id);
        match brand.filter(|brand| brand.id == id) {
            Some(brand) => self.put(brand),
            None => {
                self.nowhere.insert(id.to_owned());
            }
        }
    }

    /// Keeps what channels name and Rechat no longer has as inactive agents, so that the channel
    /// can be shown and mended.
    pub fn keep_departed(&mut self, named: Vec<&str>, known: &Known) {
        let before: HashMap<&str, &Account> = known
            .accounts
            .iter()
            .map(|account| (account.id.as_str(), account))
            .collect();
        for id in named {
            if self.reaches_root(id) {
                continue;
            }
            let was = before.get(id);
            let kind = was.map_or(AccountKind::Agent, |account| account.kind);
            let node = Node {
                kind,
                name: was.map_or_else(|| "Departed account".to_owned(), |a| a.name.clone()),
                parent: Some(self.root.clone()),
                is_deleted: true,
            };
            self.brands.insert(id.to_owned(), node);
        }
    }

    pub fn has(&self, id: &str) -> bool {
        self.brands.contains_key(id) && self.reaches_root(id)
    }

    /// Live accounts that are no agents: those that are asked for channels.
    pub fn offices(&self) -> Vec<String> {
        let mut offices: Vec<String> = self
            .brands
            .iter()
            .filter(|(_, node)| node.kind != AccountKind::Agent && !node.is_deleted)
            .map(|(id, _)| id)
            .filter(|id| self.reaches_root(id))
            .cloned()
            .collect();
        offices.sort();
        offices
    }

    /// Live accounts of agents: those below `homes` first, or where a home is an agent's, those in
    /// its office.
    pub fn agents_near(&self, homes: &[&str]) -> Vec<String> {
        let office = |home: &&'_ str| match self.brands.get(*home) {
            Some(Node {
                kind: AccountKind::Agent,
                parent: Some(office),
                ..
            }) => office.clone(),
            _ => (*home).to_owned(),
        };
        let offices: HashSet<String> = homes.iter().map(office).collect();
        let mut agents: Vec<(bool, &String)> = self
            .brands
            .iter()
            .filter(|(_, node)| node.kind == AccountKind::Agent && !node.is_deleted)
            .filter(|(id, _)| self.reaches_root(id))
            .map(|(id, _)| (!self.is_below(id, &offices), id))
            .collect();
        agents.sort();
        agents.into_iter().map(|(_, id)| id.clone()).collect()
    }

    fn is_below(&self, id: &str, homes: &HashSet<String>) -> bool {
        let mut at = id;
        for _ in 0..=self.brands.len() {
            if homes.contains(at) {
                return true;
            }
            match self.brands.get(at).and_then(|node| node.parent.as_deref()) {
                Some(parent) => at = parent,
                None => return false,
            }
        }
        false
    }

    fn reaches_root(&self, id: &str) -> bool {
        let mut at = id;
        // No chain is longer than there are accounts; a longer one is a circle.
        for _ in 0..=self.brands.len() {
            if at == self.root {
                return true;
            }
            match self.brands.get(at).and_then(|node| node.parent.as_deref()) {
                Some(parent) => at = parent,
                None => return false,
            }
        }
        false
    }

    /// Accounts that somebody belonged to and nobody does who still works here.
    fn idle(&self) -> HashSet<String> {
        let all = |user: &User| user.accounts.clone();
        let gone = self.gone.iter().filter_map(|id| self.users.get(id));
        let mut idle: HashSet<String> = gone.flat_map(all).collect();
        if idle.is_empty() {
            return idle;
        }
        for user in self
            .users
            .values()
            .filter(|user| !self.gone.contains(&user.id))
        {
            for account in &user.accounts {
                idle.remove(account);
            }
        }
        idle
    }

    /// The book, and how many accounts could not be tied to the brokerage and are not in it.
    pub fn book(self, known: &Known, channels: Vec<Channel>) -> (Book, usize) {
        let named: HashSet<&str> = channels.iter().flat_map(crate::merge::named).collect();
        let parents: HashSet<&str> = self
            .brands
            .values()
            .filter_map(|node| node.parent.as_deref())
            .collect();
        // By parent: an account is lost with it.
        let is_lost = |id: &&str| !self.reaches_root(id);
        let lost: HashSet<String> = parents
            .iter()
            .copied()
            .filter(is_lost)
            .map(str::to_owned)
            .collect();
        let parents: HashSet<String> = parents.into_iter().map(str::to_owned).collect();
        let idle = self.idle();
        let mut accounts = Vec::with_capacity(self.brands.len());
        let mut left_out = HashSet::new();
        let mut untied = 0;
        for (id, node) in self.brands {
            let reaches_root = match &node.parent {
                Some(parent) => lost.is_empty() || !lost.contains(parent),
                None => id == self.root,
            };
            let is_parent = parents.contains(&id);
            let kind = match node.kind {
                AccountKind::Agent if is_parent => AccountKind::Other,
                kind => kind,
            };
            let stays = !node.is_deleted
                || node.kind == AccountKind::Agent
                || is_parent
                || named.contains(id.as_str());
            untied += usize::from(!reaches_root);
            if !stays || !reaches_root {
                left_out.insert(id);
                continue;
            }
            let works = !node.is_deleted && (idle.is_empty() || !idle.contains(&id));
            accounts.push(Account {
                id,
                kind,
                name: node.name,
                parent: node.parent,
                active: kind != AccountKind::Agent || works,
                away: Vec::new(),
                daily_cap: None,
            });
        }
        let mut users: Vec<User> = self.users.into_values().collect();
        if !left_out.is_empty() {
            for user in &mut users {
                user.accounts.retain(|id| !left_out.contains(id));
            }
        }
        // Both are many, and have nothing to do with one another.
        let (users, accounts) = thread::scope(|scope| {
            let users = scope.spawn(|| {
                let key = |user: &User| {
                    let last = user.last_name.as_deref().unwrap_or_default();
                    format!("{last}\0{}", user.first_name.as_deref().unwrap_or_default())
                };
                in_order(users, known.users.iter(), |user| &user.id, key)
            });
            let ids = known.accounts.iter().map(|account| &account.id);
            let key =
                |account: &Account| format!("{}\0{}", account.kind as u8, fold(&account.name));
            let accounts = in_order(accounts, ids, |account| &account.id, key);
            let users = users.join().unwrap_or_else(|died| resume_unwind(died));
            (users, accounts)
        });
        let book = Book {
            accounts,
            users,
            channels,
        };
        (book, untied)
    }
}

fn contact(text: Option<String>) -> Vec<String> {
    text.filter(|text| !text.trim().is_empty())
        .into_iter()
        .collect()
}

/// What is known keeps its order; the rest follows by `key`, then id. Most are told apart by the
/// place or the first letters of the key, which are compared without going to where they lie.
fn in_order<'k, T>(
    items: Vec<T>,
    known: impl Iterator<Item = &'k String>,
    id: impl Fn(&T) -> &String,
    key: impl Fn(&T) -> String,
) -> Vec<T> {
    let places: HashMap<&str, usize> = known
        .enumerate()
        .map(|(place, id)| (id.as_str(), place))
        .collect();
    let keyed = items
        .iter()
        .map(|item| match places.get(id(item).as_str()) {
            Some(place) => (*place, String::new()),
            None => (usize::MAX, key(item)),
        });
    let keyed: Vec<(usize, String)> = keyed.collect();
    let mut order: Vec<(usize, u128, usize)> = keyed
        .iter()
        .enumerate()
        .map(|(at, (place, key))| (*place, start(key), at))
        .collect();
    let whole = |at: usize| (keyed.get(at).map(|(_, key)| key), items.get(at).map(&id));
    order.sort_unstable_by(|(a, start_a, at_a), (b, start_b, at_b)| {
        (a, start_a)
            .cmp(&(b, start_b))
            .then_with(|| whole(*at_a).cmp(&whole(*at_b)))
    });
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    order
        .into_iter()
        .filter_map(|(_, _, at)| items.get_mut(at)?.take())
        .collect()
}

/// The first letters of a text, in the order of texts.
fn start(text: &str) -> u128 {
    let mut start = [0; 16];
    for (to, from) in start.iter_mut().zip(text.bytes()) {
        *to = from;
    }
    u128::from_be_bytes(start)
}

/// As Rechat's admin screen names the kinds.
fn kind(brand_type: Option<&str>) -> AccountKind {
    match brand_type {
        Some("Brokerage") => AccountKind::Brokerage,
        Some("Region") => AccountKind::Region,
        Some("Office") => AccountKind::Office,
        Some("Team") => AccountKind::Team,
        Some("Personal") => AccountKind::Agent,
        _ => AccountKind::Other,
    }
}
