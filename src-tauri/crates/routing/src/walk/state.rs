//! What one lead leaves behind for the next: turns taken, leads counted, who had whom.

use std::collections::HashMap;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};

use crate::facts::Facts;
use crate::roster::{AccountIx, Roster};
use crate::route::Turns;

/// The state of one run. It starts empty, or with who had the last turns.
#[derive(Debug, Default)]
pub struct State {
    turns: HashMap<String, LastTurn>,
    /// Assignments per agent and day, for daily caps.
    given: HashMap<(AccountIx, NaiveDate), u32>,
    /// Per channel, the latest assigned lead of each sender.
    earlier: HashMap<String, Earlier>,
}

#[derive(Clone, Debug)]
enum LastTurn {
    /// Who had it, as the run was told.
    Agent(String),
    /// Which turn of the cycle it was, and who had it, as an earlier run left it.
    Kept {
        turn: usize,
        agent: String,
    },
    Taken {
        turn: usize,
        start_known: bool,
    },
}

#[derive(Debug, Default)]
struct Earlier {
    by_email: HashMap<String, Given>,
    by_phone: HashMap<String, Given>,
}

#[derive(Clone, Debug)]
struct Given {
    captured_at: DateTime<FixedOffset>,
    agents: Vec<AccountIx>,
}

/// What a returning lead is known by: as [`Facts::email_key`] and [`Facts::e164`] read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender<'a> {
    Email(&'a str),
    Phone(&'a str),
}

/// A turn that was taken.
pub(super) struct Taken {
    pub agent: AccountIx,
    /// Whether anybody knows who had the turn before the first of this run.
    pub start_known: bool,
}

impl State {
    /// Tells who had the last turn of a rule (by its id) or of a fallback (`fallback:<channel>`).
    pub fn set_last_agent(&mut self, slot: impl Into<String>, agent: impl Into<String>) {
        self.turns
            .insert(slot.into(), LastTurn::Agent(agent.into()));
    }

    /// Tells which turn of a slot's cycle was the last and who had it, as [`last_turn`] answered
    /// an earlier run. Where the pool has been edited since, its place is kept: the agent's first
    /// turn in the new cycle, or without that agent the old number counted around.
    ///
    /// [`last_turn`]: State::last_turn
    pub fn keep_last_turn(
        &mut self,
        slot: impl Into<String>,
        turn: usize,
        agent: impl Into<String>,
    ) {
        let agent = agent.into();
        self.turns
            .insert(slot.into(), LastTurn::Kept { turn, agent });
    }

    /// The number in its cycle of the last turn that this run took of a slot.
    pub fn last_turn(&self, slot: &str) -> Option<usize> {
        match self.turns.get(slot)? {
            LastTurn::Taken { turn, .. } => Some(*turn),
            LastTurn::Agent(_) | LastTurn::Kept { .. } => None,
        }
    }

    /// Tells how many leads an agent was assigned on a date before this run.
    pub fn keep_given(&mut self, agent: AccountIx, date: NaiveDate, leads: u32) {
        self.given.insert((agent, date), leads);
    }

    /// Tells whom a sender's latest assigned lead of a channel went to before this run.
    pub fn keep_earlier(
        &mut self,
        channel: &str,
        sender: Sender<'_>,
        captured_at: DateTime<FixedOffset>,
        agents: Vec<AccountIx>,
    ) {
        let given = Given {
            captured_at,
            agents,
        };
        let earlier = self.earlier.entry(channel.to_owned()).or_default();
        match sender {
            Sender::Email(key) => earlier.by_email.insert(key.to_owned(), given),
            Sender::Phone(number) => earlier.by_phone.insert(number.to_owned(), given),
        };
    }

    /// Gives the next turn to the first eligible agent after the last, and keeps it.
    pub(super) fn take_turn(
        &mut self,
        roster: &Roster,
        turns: &Turns,
        slot: &str,
        eligible: impl Fn(&State, AccountIx) -> bool,
    ) -> Option<Taken> {
        let agent_at = |member: usize| turns.pool.get(member).copied();
        let (last, start_known) = match self.turns.get(slot) {
            None => (None, false),
            Some(LastTurn::Taken { turn, start_known }) => (Some(*turn), *start_known),
            Some(LastTurn::Agent(id)) => {
                let agent = roster.find(id);
                let member = turns.pool.iter().position(|known| Some(*known) == agent);
                let turn = member.and_then(|member| turns.rotation.first_turn(member));
                (turn, turn.is_some())
            }
            Some(LastTurn::Kept { turn, agent }) => {
                let had = roster.find(agent);
                let has_it_still =
                    had.is_some() && turns.rotation.member(*turn).and_then(agent_at) == had;
                let member = turns.pool.iter().position(|known| Some(*known) == had);
                let turn = match member {
                    _ if has_it_still => Some(*turn),
                    Some(member) => turns.rotation.first_turn(member),
                    None => turn.checked_rem(turns.rotation.turns()),
                };
                (turn, true)
            }
        };
        let (turn, member) = turns.rotation.next(last, |member| {
            agent_at(member).is_some_and(|agent| eligible(self, agent))
        })?;
        let agent = agent_at(member)?;
        match self.turns.get_mut(slot) {
            Some(kept) => *kept = LastTurn::Taken { turn, start_known },
            None => {
                self.turns
                    .insert(slot.to_owned(), LastTurn::Taken { turn, start_known });
            }
        }
        Some(Taken { agent, start_known })
    }

    /// Leads the agent was assigned on that date.
    pub(super) fn given_on(&self, agent: AccountIx, date: NaiveDate) -> u32 {
        self.given.get(&(agent, date)).copied().unwrap_or(0)
    }

    pub(super) fn count(&mut self, agents: &[AccountIx], date: NaiveDate) {
        for agent in agents {
            *self.given.entry((*agent, date)).or_default() += 1;
        }
    }

    /// Whom the sender's latest assigned lead of this channel went to, within `days` times 24
    /// hours before `at`: by the same e-mail, else by the same phone.
    pub(super) fn earlier_agents(
        &self,
        channel: &str,
        facts: &Facts,
        at: DateTime<FixedOffset>,
        days: u32,
    ) -> Option<Vec<AccountIx>> {
        let earlier = self.earlier.get(channel)?;
        let window = TimeDelta::days(i64::from(days));
        let recent = |given: &&Given| at - given.captured_at <= window;
        let by_email = facts
            .email_key()
            .and_then(|email| earlier.by_email.get(&email));
        let by_phone = || {
            facts
                .e164
                .as_ref()
                .and_then(|number| earlier.by_phone.get(number))
        };
        by_email
            .filter(recent)
            .or_else(|| by_phone().filter(recent))
            .map(|given| given.agents.clone())
    }

    pub(super) fn remember(
        &mut self,
        channel: &str,
        facts: &Facts,
        captured_at: DateTime<FixedOffset>,
        agents: Vec<AccountIx>,
    ) {
        let given = Given {
            captured_at,
            agents,
        };
        let earlier = self.earlier.entry(channel.to_owned()).or_default();
        if let Some(email) = facts.email_key() {
            earlier.by_email.insert(email, given.clone());
        }
        if let Some(number) = &facts.e164 {
            earlier.by_phone.insert(number.clone(), given);
        }
    }
}
