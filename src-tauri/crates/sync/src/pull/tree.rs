//! The tree of accounts, rebuilt upward from the brands that users belong to.

use std::collections::{HashMap, HashSet};
use std::panic::resume_unwind;
use std::thread;

use routing::Book;
use routing::book::{Account, AccountKind, Channel, User};
use routing::fold::fold;

use super::Known;
use super::by_id::ById;
use super::page::{Node, Page, Person};

#[derive(Debug)]
pub struct Tree {
    root: String,
    nodes: ById<Node>,
    users: ById<User>,
    /// Ids of users Rechat says have left.
    gone: HashSet<String>,
    /// Named somewhere and not described yet.
    wanted: HashSet<String>,
    /// Asked for, and not there.
    nowhere: HashSet<String>,
}

impl Default for Tree {
    fn default() -> Tree {
        Tree {
            root: String::new(),
            nodes: ById::new(|node| &node.id),
            users: ById::new(|user| &user.id),
            gone: HashSet::new(),
            wanted: HashSet::new(),
            nowhere: HashSet::new(),
        }
    }
}

impl Tree {
    pub fn new(root: String, nodes: Vec<Node>) -> Tree {
        let mut tree = Tree {
            root,
            ..Tree::default()
        };
        nodes.into_iter().for_each(|node| tree.put(node));
        tree
    }

    pub fn root(&self) -> &str {
        &self.root
    }

    /// Makes room for so many people.
    pub fn expect(&mut self, people: usize) {
        self.users.reserve(people);
        self.nodes.reserve(people);
    }

    /// How many there are so far.
    pub fn people(&self) -> usize {
        self.users.len()
    }

    pub fn take(&mut self, page: Page) {
        page.nodes.into_iter().for_each(|node| self.put(node));
        page.people.into_iter().for_each(|person| self.add(person));
    }

    fn add(&mut self, person: Person) {
        if person.is_gone {
            self.gone.insert(person.id.clone());
        }
        let Some(user) = self.users.get_mut(&person.id) else {
            self.users.add(person.into_user());
            return;
        };
        for account in person.accounts {
            if !user.accounts.contains(&account) {
                user.accounts.push(account);
            }
        }
    }

    fn put(&mut self, node: Node) {
        if self.nodes.has(&node.id) {
            return;
        }
        if let Some(parent) = node.parent.as_ref().filter(|id| !self.nodes.has(id)) {
            self.wanted.insert(parent.clone());
        }
        if !self.wanted.is_empty() {
            self.wanted.remove(&node.id);
        }
        self.nodes.add(node);
    }

    /// Names accounts that may exist though no user leads to them.
    pub fn ask_after<'a>(&mut self, ids: impl Iterator<Item = &'a str>) {
        for id in ids {
            if !self.nodes.has(id) && !self.nowhere.contains(id) {
                self.wanted.insert(id.to_owned());
            }
        }
    }

    /// What is to be fetched, in order.
    pub fn missing(&self) -> Vec<String> {
        let mut missing: Vec<String> = self
            .wanted
            .iter()
            .filter(|id| !self.nodes.has(id) && !self.nowhere.contains(*id))
            .cloned()
            .collect();
        missing.sort();
        missing
    }

    /// The account that was asked for, after those above it; none where it is not there.
    pub fn answer(&mut self, id: &str, nodes: Vec<Node>) {
        self.wanted.remove(id);
        if nodes.last().is_none_or(|node| node.id != id) {
            self.nowhere.insert(id.to_owned());
            return;
        }
        nodes.into_iter().for_each(|node| self.put(node));
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
            self.nodes.put(Node {
                id: id.to_owned(),
                kind,
                name: was.map_or_else(|| "Departed account".to_owned(), |a| a.name.clone()),
                parent: Some(self.root.clone()),
                is_deleted: true,
            });
        }
    }

    pub fn has(&self, id: &str) -> bool {
        self.nodes.has(id) && self.reaches_root(id)
    }

    /// Live accounts that are no agents: those that are asked for channels.
    pub fn offices(&self) -> Vec<String> {
        let mut offices: Vec<String> = self
            .nodes
            .iter()
            .filter(|node| node.kind != AccountKind::Agent && !node.is_deleted)
            .filter(|node| self.reaches_root(&node.id))
            .map(|node| node.id.clone())
            .collect();
        offices.sort();
        offices
    }

    /// Live accounts of agents: those below `homes` first, or where a home is an agent's, those in
    /// its office.
    pub fn agents_near(&self, homes: &[&str]) -> Vec<String> {
        let office = |home: &&'_ str| match self.nodes.get(home) {
            Some(Node {
                kind: AccountKind::Agent,
                parent: Some(office),
                ..
            }) => office.clone(),
            _ => (*home).to_owned(),
        };
        let offices: HashSet<String> = homes.iter().map(office).collect();
        let mut agents: Vec<(bool, &String)> = self
            .nodes
            .iter()
            .filter(|node| node.kind == AccountKind::Agent && !node.is_deleted)
            .filter(|node| self.reaches_root(&node.id))
            .map(|node| (!self.is_below(&node.id, &offices), &node.id))
            .collect();
        agents.sort();
        agents.into_iter().map(|(_, id)| id.clone()).collect()
    }

    fn is_below(&self, id: &str, homes: &HashSet<String>) -> bool {
        let mut at = id;
        for _ in 0..=self.nodes.len() {
            if homes.contains(at) {
                return true;
            }
            match self.nodes.get(at).and_then(|node| node.parent.as_deref()) {
                Some(parent) => at = parent,
                None => return false,
            }
        }
        false
    }

    fn reaches_root(&self, id: &str) -> bool {
        let mut at = id;
        // No chain is longer than there are accounts; a longer one is a circle.
        for _ in 0..=self.nodes.len() {
            if at == self.root {
                return true;
            }
            match self.nodes.get(at).and_then(|node| node.parent.as_deref()) {
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
            .iter()
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
        let named: HashSet<&str> = channels.iter().flat_map(Channel::accounts_named).collect();
        let mut parents: HashSet<&str> = HashSet::new();
        let mut last = "";
        // Neighbours mostly hang from the same account.
        for parent in self.nodes.iter().filter_map(|node| node.parent.as_deref()) {
            if parent != last {
                parents.insert(parent);
                last = parent;
            }
        }
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
        let mut accounts = Vec::with_capacity(self.nodes.len());
        let mut left_out = HashSet::new();
        let mut untied = 0;
        for node in self.nodes.into_list() {
            let id = node.id;
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
        let mut users: Vec<User> = self.users.into_list();
        if !left_out.is_empty() {
            for user in &mut users {
                user.accounts.retain(|id| !left_out.contains(id));
            }
        }
        // Both are many, and have nothing to do with one another.
        let (users, accounts) = thread::scope(|scope| {
            let users = scope.spawn(|| {
                let key = |user: &User, to: &mut String| {
                    to.push_str(user.last_name.as_deref().unwrap_or_default());
                    to.push('\0');
                    to.push_str(user.first_name.as_deref().unwrap_or_default());
                };
                in_order(users, known.users.iter(), |user| &user.id, key)
            });
            let ids = known.accounts.iter().map(|account| &account.id);
            let key = |account: &Account, to: &mut String| {
                to.push(char::from(account.kind as u8));
                to.push_str(&fold(&account.name));
            };
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

/// What is known keeps its order; the rest follows by `key`, then id. Most are told apart by their
/// places or the first letters of key or id, which are compared without going to where they lie.
fn in_order<'k, T>(
    items: Vec<T>,
    known: impl Iterator<Item = &'k String>,
    id: impl Fn(&T) -> &String,
    key: impl Fn(&T, &mut String),
) -> Vec<T> {
    let places: hashbrown::HashMap<&str, usize> = known
        .enumerate()
        .map(|(place, id)| (id.as_str(), place))
        .collect();
    let mut ids: Vec<(u128, usize, &str)> = items
        .iter()
        .enumerate()
        .map(|(at, item)| (start(id(item)), at, id(item).as_str()))
        .collect();
    ids.sort_unstable_by(|(a, _, left), (b, _, right)| (a, left).cmp(&(b, right)));
    let mut rests: Vec<String> = vec![String::new(); items.len()];
    let mut text = String::new();
    let mut order: Vec<(usize, u128, usize)> = Vec::with_capacity(items.len());
    for (_, at, id) in ids {
        if let Some(place) = places.get(id) {
            order.push((*place, 0, at));
            continue;
        }
        text.clear();
        items
            .get(at)
            .into_iter()
            .for_each(|item| key(item, &mut text));
        order.push((usize::MAX, start(&text), at));
        if let Some(rest) = rests.get_mut(at).filter(|_| text.len() > START) {
            rest.clone_from(&text);
        }
    }
    // Stable: ids decide where nothing else does.
    order.sort_by(|(a, start_a, at_a), (b, start_b, at_b)| {
        (a, start_a)
            .cmp(&(b, start_b))
            .then_with(|| rests.get(*at_a).cmp(&rests.get(*at_b)))
    });
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    order
        .into_iter()
        .filter_map(|(_, _, at)| items.get_mut(at)?.take())
        .collect()
}

/// How many bytes of a text [`start`] has.
const START: usize = 16;

/// The first bytes of a text, in the order of texts.
fn start(text: &str) -> u128 {
    let mut start = [0; START];
    for (to, from) in start.iter_mut().zip(text.bytes()) {
        *to = from;
    }
    u128::from_be_bytes(start)
}
