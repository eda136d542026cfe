//! Agents by what identifies them in a lead. Each agent stands once under a key.

use std::collections::HashMap;

use super::{AccountIx, Roster};
use crate::book::User;
use crate::fold::fold;
use crate::phone;

type Index = HashMap<Box<str>, Vec<AccountIx>>;

#[derive(Debug, Default)]
pub struct Emails(Index);

impl Emails {
    pub fn add(&mut self, roster: &Roster, account: &str, email: &str) {
        if let Some(agent) = roster.find(account).filter(|ix| roster.is_agent(*ix)) {
            add(&mut self.0, email_key(email), agent);
        }
    }

    pub fn agents(&self, email: &str) -> &[AccountIx] {
        found(&self.0, &email_key(email))
    }
}

#[derive(Debug, Default)]
pub struct Others {
    phones: Index,
    names: Index,
    /// Folded id to folded board and agent.
    mls_ids: HashMap<Box<str>, Vec<(Box<str>, AccountIx)>>,
}

impl Others {
    pub fn of(roster: &Roster, users: &[User]) -> Others {
        let mut others = Others::default();
        for user in users {
            others.index(roster, user);
        }
        others
    }

    fn index(&mut self, roster: &Roster, user: &User) {
        let names = [user.first_name.as_deref(), user.last_name.as_deref()];
        let name = names
            .into_iter()
            .flatten()
            .map(str::trim)
            .filter(|name| !name.is_empty());
        let name = fold(&name.collect::<Vec<_>>().join(" ")).into_owned();
        for agent in roster.agents_of(user) {
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

    pub fn by_phone(&self, number: &str) -> &[AccountIx] {
        found(&self.phones, number)
    }

    pub fn by_name(&self, name: &str) -> &[AccountIx] {
        found(&self.names, &fold(name))
    }

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

fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

fn found<'a>(index: &'a Index, key: &str) -> &'a [AccountIx] {
    index.get(key).map_or(&[], Vec::as_slice)
}

fn add(index: &mut Index, key: String, agent: AccountIx) {
    let known = index.entry(key.into()).or_default();
    if !known.contains(&agent) {
        known.push(agent);
    }
}
