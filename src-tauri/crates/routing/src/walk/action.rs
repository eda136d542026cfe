//! What a rule or the fallback does with the lead it got.

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::state::State;
use super::{Claims, Walker, left_out};
use crate::book::OnTimeout;
use crate::condition::Keep;
use crate::custom::{AgentView, BadExpression, Choice, Program};
use crate::landing::{Assumption, Candidate, Reason};
use crate::problem::Problem;
use crate::roster::AccountIx;
use crate::route::{Then, Turns};

/// What an action came to.
pub(super) enum Yield {
    Agents(Vec<AccountIx>),
    Offer {
        pool: Vec<AccountIx>,
        window_minutes: u32,
        on_timeout: OnTimeout,
    },
    Nobody,
}

impl<'r> Walker<'_, 'r> {
    /// Runs an action. The candidates are told only where everything is kept.
    pub(super) fn act<K: Keep>(
        &mut self,
        then: &'r Then,
        slot: &str,
    ) -> (Yield, Option<Vec<Candidate<'r>>>) {
        match then {
            Then::Inbox => (Yield::Nobody, None),
            Then::Agent(agent) => {
                let pool = agent.as_slice();
                let told = self.told::<K>(pool);
                let eligible = agent.filter(|agent| self.is_eligible(*agent));
                (
                    eligible.map_or(Yield::Nobody, |agent| Yield::Agents(vec![agent])),
                    told,
                )
            }
            Then::RoundRobin(turns) => {
                let told = self.told::<K>(&turns.pool);
                let agent = self.next_turn(turns, slot);
                (
                    agent.map_or(Yield::Nobody, |agent| Yield::Agents(vec![agent])),
                    told,
                )
            }
            Then::Claim {
                pool,
                window_minutes,
                on_timeout,
            } => {
                let told = self.told::<K>(pool);
                (self.offer(pool, *window_minutes, *on_timeout), told)
            }
            Then::Custom(program) => self.custom::<K>(program, slot),
        }
    }

    fn told<K: Keep>(&self, pool: &[AccountIx]) -> Option<Vec<Candidate<'r>>> {
        K::EVERYTHING.then(|| {
            pool.iter()
                .map(|agent| {
                    let reason = self.left_out(*agent);
                    let entry = self
                        .roster
                        .get(*agent)
                        .filter(|_| reason == Some(Reason::Away));
                    let away = entry.and_then(|entry| entry.away_on(self.date()));
                    Candidate {
                        agent: self.roster.id(*agent),
                        eligible: reason.is_none(),
                        reason,
                        away_until: away.map(|away| away.through),
                    }
                })
                .collect()
        })
    }

    fn next_turn(&mut self, turns: &Turns, slot: &str) -> Option<AccountIx> {
        let (roster, route, date) = (self.roster, self.route, self.date());
        let eligible = |state: &State, agent| left_out(roster, route, state, agent, date).is_none();
        let taken = self.state.take_turn(roster, turns, slot, eligible)?;
        let mut choices = turns.pool.iter().filter(|agent| self.is_eligible(**agent));
        // A lone agent has every turn, whoever had the last.
        if !taken.start_known && choices.nth(1).is_some() {
            self.assumptions.push(Assumption::RotationStart);
        }
        Some(taken.agent)
    }

    fn offer(&self, pool: &[AccountIx], window_minutes: u32, on_timeout: OnTimeout) -> Yield {
        let eligible: Vec<AccountIx> = pool
            .iter()
            .copied()
            .filter(|agent| self.is_eligible(*agent))
            .collect();
        let claimed = match self.claims {
            Claims::Open | Claims::Nobody => None,
            Claims::First => eligible.first(),
            Claims::Seeded(seed) => {
                let id = self.lead.id.as_deref().unwrap_or_default();
                let hash = u128::from(xxh3_64_with_seed(id.as_bytes(), seed));
                // The hash as a fraction of its range, times the number of members.
                eligible.get(((hash * eligible.len() as u128) >> 64) as usize)
            }
        };
        match claimed {
            _ if eligible.is_empty() => Yield::Nobody,
            Some(agent) => Yield::Agents(vec![*agent]),
            None => Yield::Offer {
                pool: eligible,
                window_minutes,
                on_timeout,
            },
        }
    }

    fn custom<K: Keep>(
        &mut self,
        program: &Result<Program, BadExpression>,
        rule: &str,
    ) -> (Yield, Option<Vec<Candidate<'r>>>) {
        self.assumptions.push(Assumption::CustomLogic);
        let choice = match program {
            Ok(program) => {
                let agents = program.uses_agents.then(|| self.agent_views());
                program.run(self.facts, self.clock, agents)
            }
            Err(error) => Err(error.to_string()),
        };
        let ids = match choice {
            Ok(Choice::Declined) => Vec::new(),
            Ok(Choice::Agents(ids)) => ids,
            Err(error) => {
                let message = format!("the expression of rule {rule:?} failed: {error}");
                self.problems
                    .push(Problem::new("custom_failed", rule, message));
                Vec::new()
            }
        };
        let mut pool = Vec::new();
        for id in ids {
            match self.roster.find(&id) {
                Some(agent) if self.roster.is_agent(agent) => pool.push(agent),
                _ => {
                    let message = format!("the expression of rule {rule:?} names {id:?}, no agent");
                    self.problems
                        .push(Problem::new("custom_unknown_agent", rule, message));
                }
            }
        }
        let told = self.told::<K>(&pool);
        let agent = pool.into_iter().find(|agent| self.is_eligible(*agent));
        (
            agent.map_or(Yield::Nobody, |agent| Yield::Agents(vec![agent])),
            told,
        )
    }

    /// The agents in scope as an expression sees them.
    fn agent_views(&self) -> Vec<AgentView<'r>> {
        let roster = self.roster;
        roster
            .agents(self.route.scope.clone())
            .map(|agent| AgentView {
                id: roster.id(agent),
                name: roster.name(agent),
                office: roster.office(agent).map(|office| roster.id(office)),
                eligible: self.is_eligible(agent),
            })
            .collect()
    }
}
