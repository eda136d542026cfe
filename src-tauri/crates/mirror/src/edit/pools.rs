//! The agents that a rule or a fallback chooses from.

use std::collections::HashSet;

use routing::book::{Action, Fallback, Member, Pool};

use super::{Draft, titled};
use crate::error::{Result, refused};

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
    /// The list to add somebody to; one agent and an inbox become a round robin first.
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
        match self.pool() {
            Some(Pool::Members(members)) => Ok(members),
            Some(Pool::All) => Err(refused(
                "all_agents",
                "its pool is every agent of the account, not a list",
            )),
            None => Err(refused(
                "no_pool",
                "its expression chooses the agents, so it has no pool",
            )),
        }
    }

    fn pool(&mut self) -> Option<&mut Pool> {
        match self {
            Held::Action(Action::RoundRobin { pool } | Action::FirstToClaim { pool, .. })
            | Held::Fallback(Fallback::RoundRobin { pool }) => Some(pool),
            Held::Action(Action::SpecificAgent { .. } | Action::Custom { .. })
            | Held::Fallback(Fallback::Inbox | Fallback::SpecificAgent { .. }) => None,
        }
    }
}

fn member(account: &str) -> Member {
    Member {
        account: account.to_owned(),
        weight: 1,
    }
}
