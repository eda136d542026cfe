//! The agents that a rule or a fallback chooses from.

use std::collections::HashSet;

use routing::book::{Action, Fallback, Member, Pool};

use super::{Draft, titled};
use crate::error::{MirrorError, Result, refused};

/// What has a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    Rule(String),
    /// Of the channel with this id.
    Fallback(String),
}

impl Draft<'_> {
    pub(super) fn add_to_pool(
        &self,
        holder: &Holder,
        accounts: &[String],
        at: Option<usize>,
    ) -> Result<String> {
        let mut added = Vec::new();
        let name = self.change_pool(holder, |held| {
            let members = held.listed()?;
            let known: HashSet<String> = members.iter().map(|m| m.account.clone()).collect();
            let mut at = at.unwrap_or(members.len()).min(members.len());
            for account in accounts {
                if known.contains(account) || added.contains(account) {
                    continue;
                }
                members.insert(at, member(account));
                added.push(account.clone());
                at += 1;
            }
            Ok(())
        })?;
        Ok(format!("Added {} to {name}", self.accounts_called(&added)?))
    }

    pub(super) fn remove_from_pool(&self, holder: &Holder, accounts: &[String]) -> Result<String> {
        let name = self.change_pool(holder, |held| {
            let members = held.members()?;
            if let Some(missing) = accounts
                .iter()
                .find(|account| members.iter().all(|member| member.account != **account))
            {
                return Err(self.no_member(missing)?);
            }
            members.retain(|member| !accounts.contains(&member.account));
            Ok(())
        })?;
        Ok(format!(
            "Took {} out of {name}",
            self.accounts_called(accounts)?
        ))
    }

    pub(super) fn reorder_pool(&self, holder: &Holder, accounts: &[String]) -> Result<String> {
        let name = self.change_pool(holder, |held| {
            let members = held.members()?;
            let mut left = std::mem::take(members);
            for account in accounts {
                let found = left.iter().position(|member| member.account == *account);
                let at = found.ok_or_else(|| other_members(account))?;
                members.push(left.remove(at));
            }
            match left.first() {
                None => Ok(()),
                Some(member) => Err(other_members(&member.account)),
            }
        })?;
        Ok(format!("Reordered the pool of {name}"))
    }

    pub(super) fn set_weight(&self, holder: &Holder, account: &str, weight: u32) -> Result<String> {
        let mut was = 1;
        let name = self.change_pool(holder, |held| {
            let members = held.members()?;
            let member = members.iter_mut().find(|member| member.account == account);
            let Some(member) = member else {
                return Err(self.no_member(account)?);
            };
            was = std::mem::replace(&mut member.weight, weight);
            Ok(())
        })?;
        let account = self.account(account)?.name;
        Ok(format!("{account} ×{weight} in {name}, was ×{was}"))
    }

    pub(super) fn set_pool(&self, holder: &Holder, pool: &Pool) -> Result<String> {
        let name = self.change_pool(holder, |held| {
            pool.clone_into(held.pool()?);
            Ok(())
        })?;
        Ok(format!("Changed the pool of {name}"))
    }

    fn no_member(&self, account: &str) -> Result<MirrorError> {
        let name = self.account(account)?.name;
        Ok(refused("no_member", format!("{name} is not in this pool")))
    }

    /// Changes what a holder does, judged as that part of it. Its name from before.
    fn change_pool(
        &self,
        holder: &Holder,
        change: impl FnOnce(&mut Held) -> Result<()>,
    ) -> Result<String> {
        match holder {
            Holder::Rule(id) => {
                let mut held = Held::Action(self.rule(id)?.1.then);
                change(&mut held)?;
                self.change_rule(id, "then", |rule| {
                    if let Held::Action(then) = held {
                        rule.then = then;
                    }
                })
            }
            Holder::Fallback(id) => {
                let mut held = Held::Fallback(self.channel(id)?.fallback);
                change(&mut held)?;
                let (channel, _) = self.change_channel(id, "fallback", |channel| {
                    if let Held::Fallback(fallback) = held {
                        channel.fallback = fallback;
                    }
                })?;
                Ok(format!("the fallback of {}", titled(&channel)))
            }
        }
    }
}

/// What a rule or a fallback does.
enum Held {
    Action(Action),
    Fallback(Fallback),
}

impl Held {
    /// The pool of something that has one.
    fn pool(&mut self) -> Result<&mut Pool> {
        match self {
            Held::Action(Action::RoundRobin { pool } | Action::FirstToClaim { pool, .. })
            | Held::Fallback(Fallback::RoundRobin { pool }) => Ok(pool),
            Held::Action(Action::SpecificAgent { .. })
            | Held::Fallback(Fallback::SpecificAgent { .. }) => Err(refused(
                "no_pool",
                "it gives its leads to one agent and has no pool",
            )),
            Held::Action(Action::Custom { .. }) => Err(refused(
                "no_pool",
                "its expression chooses the agents, so it has no pool",
            )),
            Held::Fallback(Fallback::Inbox) => Err(refused("no_pool", "the inbox has no pool")),
        }
    }

    /// The members of a listed pool.
    fn members(&mut self) -> Result<&mut Vec<Member>> {
        match self.pool()? {
            Pool::Members(members) => Ok(members),
            Pool::All => Err(refused(
                "all_agents",
                "its pool is every agent of the account, not a list",
            )),
        }
    }

    /// As [`members`](Held::members), once somebody is to be added: one agent and an inbox too
    /// become a round robin.
    fn listed(&mut self) -> Result<&mut Vec<Member>> {
        match self {
            Held::Action(action) => {
                if let Action::SpecificAgent { agent } = action {
                    let pool = Pool::Members(vec![member(agent)]);
                    *action = Action::RoundRobin { pool };
                }
            }
            Held::Fallback(fallback) => {
                let first = match fallback {
                    Fallback::Inbox => Some(Vec::new()),
                    Fallback::SpecificAgent { agent } => Some(vec![member(agent)]),
                    Fallback::RoundRobin { .. } => None,
                };
                if let Some(members) = first {
                    let pool = Pool::Members(members);
                    *fallback = Fallback::RoundRobin { pool };
                }
            }
        }
        self.members()
    }
}

fn member(account: &str) -> Member {
    Member {
        account: account.to_owned(),
        weight: 1,
    }
}

fn other_members(account: &str) -> MirrorError {
    refused(
        "other_members",
        format!("a new order names every member once; it differs in {account:?}"),
    )
}
