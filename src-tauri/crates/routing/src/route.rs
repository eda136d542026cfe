//! A channel made ready to run: ids resolved, conditions and expressions compiled, pools laid
//! out as rotations. Compiled once per edit of the channel, run for every lead.

use std::collections::HashSet;
use std::ops::Range;

use crate::book::{Action, Channel, Fallback, OnTimeout, Pool};
use crate::condition::Check;
use crate::custom::{BadExpression, Program};
use crate::roster::{AccountIx, Roster};
use crate::rotation::Rotation;

/// A compiled channel. It belongs to the [`Roster`] it was compiled with.
#[derive(Debug)]
pub struct Route {
    /// As the book has it; rules and `steps` are parallel.
    pub channel: Channel,
    pub account: Option<AccountIx>,
    /// The accounts the channel may give leads to.
    pub scope: Range<u32>,
    pub steps: Vec<Step>,
    pub fallback: Step,
}

/// What a rule, or the fallback, does with a lead.
#[derive(Debug)]
pub struct Step {
    /// `None` is always.
    pub when: Option<Check>,
    pub then: Then,
    /// What remembers the last turn: the rule's id, or `fallback:<channel id>`.
    pub slot: String,
}

#[derive(Debug)]
pub enum Then {
    Inbox,
    /// `None` where no account has the id.
    Agent(Option<AccountIx>),
    RoundRobin(Turns),
    Claim {
        pool: Vec<AccountIx>,
        window_minutes: u32,
        on_timeout: OnTimeout,
    },
    /// The error says why an expression does not compile; no reader lets one through.
    Custom(Result<Program, BadExpression>),
}

/// A pool in order, and whose turn it is.
#[derive(Debug)]
pub struct Turns {
    pub pool: Vec<AccountIx>,
    pub rotation: Rotation,
}

impl Route {
    pub fn new(roster: &Roster, channel: &Channel) -> Route {
        let account = roster.find(&channel.account);
        let scope = account.map_or(0..0, |ix| roster.scope(ix));
        let pool = |pool: &Pool| members(roster, &scope, pool);
        let steps = channel
            .rules
            .iter()
            .map(|rule| Step {
                when: rule.when.as_ref().map(Check::new),
                then: match &rule.then {
                    Action::SpecificAgent { agent } => Then::Agent(roster.find(agent)),
                    Action::RoundRobin { pool: of } => Then::RoundRobin(turns(pool(of))),
                    Action::FirstToClaim {
                        pool: of,
                        window_minutes,
                        on_timeout,
                    } => Then::Claim {
                        pool: pool(of).into_iter().map(|(agent, _)| agent).collect(),
                        window_minutes: *window_minutes,
                        on_timeout: *on_timeout,
                    },
                    Action::Custom { expression } => Then::Custom(Program::compile(expression)),
                },
                slot: rule.id.clone(),
            })
            .collect();
        let fallback = Step {
            when: None,
            then: match &channel.fallback {
                Fallback::Inbox => Then::Inbox,
                Fallback::SpecificAgent { agent } => Then::Agent(roster.find(agent)),
                Fallback::RoundRobin { pool: of } => Then::RoundRobin(turns(pool(of))),
            },
            slot: format!("fallback:{}", channel.id),
        };
        Route {
            channel: channel.clone(),
            account,
            scope,
            steps,
            fallback,
        }
    }
}

/// The agents a pool stands for, in order, each once with the weight of its first place. Those
/// outside the channel's scope keep their turns and are passed over.
pub fn members(roster: &Roster, scope: &Range<u32>, pool: &Pool) -> Vec<(AccountIx, u32)> {
    match pool {
        Pool::All => roster
            .agents(scope.clone())
            .map(|agent| (agent, 1))
            .collect(),
        Pool::Members(members) => {
            let mut seen = HashSet::new();
            let below = |id: &str| roster.find(id).map_or(0..0, |ix| roster.scope(ix));
            members
                .iter()
                .flat_map(|member| {
                    roster
                        .agents(below(&member.account))
                        .map(|agent| (agent, member.weight))
                })
                .filter(|(agent, _)| seen.insert(*agent))
                .collect()
        }
    }
}

fn turns(members: Vec<(AccountIx, u32)>) -> Turns {
    let (pool, weights) = members.into_iter().unzip();
    Turns {
        pool,
        rotation: Rotation::new(weights),
    }
}
