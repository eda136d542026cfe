//! The walk of one lead: who gets it.
//!
//! Website's assignees, then a returning lead, then the rules in order, then the fallback. This
//! is the only walk there is. What it keeps is a type parameter ([`Keep`]): deciding keeps
//! nothing, explaining keeps every step, and both take the same turns.

mod action;
mod assignee;
mod outline;
mod state;

use action::Yield;
use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
pub use outline::{matches, outline};
pub use state::{Sender, State};

use crate::book::{FollowUp, OnTimeout, Rule};
use crate::condition::{Decide, Explain, Keep, Seen};
use crate::facts::{Facts, unreadable_phone};
use crate::landing::*;
use crate::lead::Lead;
use crate::problem::Problem;
use crate::roster::{AccountIx, Roster};
use crate::route::{self, Route};

/// What a run assumes of the agents that a lead is offered to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claims {
    /// Nothing: an offer is the outcome, with what happens if it lapses.
    Open,
    /// Every offer times out.
    Nobody,
    /// The first eligible member claims at once.
    First,
    /// One of the eligible members claims at once, uniformly by this seed and the lead's id.
    Seeded(u64),
}

/// Most offers inside one another that a result holds. Each one's trace tells of all the rules
/// below, and whoever reads or drops the result goes down as deep.
pub const MAX_NESTED_OFFERS: usize = 256;

/// Where a lead lands, and every step on the way.
pub fn explain<'r>(
    roster: &'r Roster,
    route: &'r Route,
    lead: &Lead,
    claims: Claims,
    state: &mut State,
) -> Landing<'r> {
    walk::<Explain>(roster, route, lead, claims, state)
}

/// Where a lead lands.
pub fn decide<'r>(
    roster: &'r Roster,
    route: &'r Route,
    lead: &Lead,
    claims: Claims,
    state: &mut State,
) -> Landing<'r> {
    walk::<Decide>(roster, route, lead, claims, state)
}

fn walk<'r, K: Keep>(
    roster: &'r Roster,
    route: &'r Route,
    lead: &Lead,
    claims: Claims,
    state: &mut State,
) -> Landing<'r> {
    let facts = Facts::read(&lead.payload, lead.captured_at, route.channel.time_zone);
    let mut walker = Walker {
        roster,
        route,
        facts: &facts,
        lead,
        claims,
        state,
        clock: lead.captured_at,
        offers: 0,
        assumptions: Vec::new(),
        problems: facts.problems.clone(),
    };
    let mut trace = Vec::new();
    let ending = walker.run::<K>(&mut trace);
    let Walker {
        mut assumptions,
        problems,
        ..
    } = walker;
    assumptions.sort();
    assumptions.dedup();
    Landing {
        lead: lead.id.as_ref().map(|id| id.to_string()),
        channel: &route.channel.id,
        ending,
        assumptions,
        problems,
        ignored: facts.ignored.clone(),
        trace: K::EVERYTHING.then_some(trace),
    }
}

struct Walker<'w, 'r> {
    roster: &'r Roster,
    route: &'r Route,
    facts: &'w Facts<'w>,
    lead: &'w Lead<'w>,
    claims: Claims,
    state: &'w mut State,
    /// Moves on when an offer lapses.
    clock: DateTime<FixedOffset>,
    /// Left open so far, each inside the one before.
    offers: usize,
    assumptions: Vec<Assumption>,
    problems: Vec<Problem>,
}

impl<'r> Walker<'_, 'r> {
    fn run<K: Keep>(&mut self, trace: &mut Vec<Step<'r>>) -> Ending<'r> {
        if self.route.channel.policies.honor_assignees
            && let Some(ending) = self.assignees::<K>(trace)
        {
            self.rest_not_reached::<K>(0, trace);
            return ending;
        }
        if let Some(ending) = self.returning::<K>(trace) {
            self.rest_not_reached::<K>(0, trace);
            return ending;
        }
        self.rules::<K>(0, trace)
    }

    /// Every assignee is tried; the lead goes to all agents found, away or not: the web site knows.
    fn assignees<K: Keep>(&mut self, trace: &mut Vec<Step<'r>>) -> Option<Ending<'r>> {
        let mut found: Vec<(AccountIx, Key)> = Vec::new();
        let facts = self.facts;
        for (index, assignee) in facts.assignees.iter().enumerate() {
            let (keys, agent) = assignee::resolve(self.roster, &self.route.scope, assignee);
            let unread = keys
                .iter()
                .any(|tried| tried.verdict == KeyVerdict::Unreadable);
            if unread {
                let place = format!("{}.{}", assignee.place, assignee.phone_key);
                self.problems.push(unreadable_phone(&place));
            }
            if let Some((agent, key)) = agent
                && !found.iter().any(|(known, _)| *known == agent)
            {
                self.warn_if_unavailable(agent, &assignee.place);
                found.push((agent, key));
            }
            if K::EVERYTHING {
                let agent = agent.map(|(agent, _)| self.roster.id(agent));
                trace.push(Step::Assignee { index, keys, agent });
            }
        }
        if found.is_empty() {
            return None;
        }
        let (agents, keys) = found.into_iter().unzip();
        Some(self.assigned(agents, By::Assignee { keys }, None))
    }

    fn warn_if_unavailable(&mut self, agent: AccountIx, place: &str) {
        let (code, why) = match self.left_out(agent) {
            Some(Reason::Away) => ("assignee_away", "is away"),
            Some(Reason::Cap) => ("assignee_at_cap", "has reached the daily cap"),
            _ => return,
        };
        let message = format!(
            "{:?} {why} and gets the lead all the same",
            self.roster.id(agent)
        );
        self.problems.push(
            Problem::new(code, place, message).help("the website asked for this agent by name"),
        );
    }

    fn returning<K: Keep>(&mut self, trace: &mut Vec<Step<'r>>) -> Option<Ending<'r>> {
        let channel = &self.route.channel;
        let days = channel.policies.returning_lead_days;
        if days == 0 {
            return None;
        }
        let at = self.lead.captured_at;
        let earlier = self.state.earlier_agents(&channel.id, self.facts, at, days);
        let was_assigned = earlier.is_some();
        let mut agents = earlier.unwrap_or_default();
        agents.retain(|agent| self.is_eligible(*agent));
        if K::EVERYTHING {
            let verdict = match agents.is_empty() {
                false => Verdict::Assigned,
                true if was_assigned => Verdict::Declined,
                true => Verdict::None,
            };
            trace.push(Step::Returning { verdict });
        }
        (!agents.is_empty()).then(|| self.assigned(agents, By::Returning, None))
    }

    /// The rules from `first` on, then the fallback.
    fn rules<K: Keep>(&mut self, first: usize, trace: &mut Vec<Step<'r>>) -> Ending<'r> {
        let route = self.route;
        let mut place = first;
        while let (Some(rule), Some(step)) =
            (route.channel.rules.get(place), route.steps.get(place))
        {
            place += 1;
            if !rule.enabled && !K::EVERYTHING {
                continue;
            }
            let (would_match, when) = self.matches::<K>(step);
            let tell = |verdict, pool| {
                if K::EVERYTHING {
                    let rule = rule.id.as_str();
                    trace.push(Step::Rule {
                        rule,
                        verdict,
                        would_match,
                        when,
                        pool,
                    });
                }
            };
            if !rule.enabled {
                tell(Verdict::Disabled, None);
                continue;
            }
            if !would_match {
                tell(Verdict::NoMatch, None);
                continue;
            }
            let (yielded, pool) = self.act::<K>(&step.then, &step.slot);
            match yielded {
                Yield::Nobody => tell(Verdict::Declined, pool),
                Yield::Agents(agents) => {
                    tell(Verdict::Assigned, pool);
                    self.rest_not_reached::<K>(place, trace);
                    return self.assigned(agents, By::Rule { rule: &rule.id }, Some(rule));
                }
                Yield::Offer {
                    pool: offered,
                    window_minutes,
                    on_timeout,
                } => {
                    tell(Verdict::Offered, pool);
                    let next = match on_timeout {
                        OnTimeout::NextRule => place,
                        OnTimeout::Fallback => route.steps.len(),
                    };
                    self.pass_time(TimeDelta::minutes(i64::from(window_minutes)));
                    if self.claims == Claims::Open && self.offers < MAX_NESTED_OFFERS {
                        self.offers += 1;
                        self.rest_not_reached::<K>(place, trace);
                        let unclaimed = self.unclaimed::<K>(place, next);
                        return Ending {
                            outcome: Outcome::Offered,
                            agents: self.ids(&offered),
                            by: By::Rule { rule: &rule.id },
                            window_minutes: Some(window_minutes),
                            if_unclaimed: Some(Box::new(unclaimed)),
                            account: None,
                            follow_up: self.follow_up(Some(rule)),
                        };
                    }
                    if self.claims == Claims::Open && self.offers == MAX_NESTED_OFFERS {
                        self.offers += 1;
                        self.problems.push(too_many_offers(&rule.id));
                    }
                    self.skipped::<K>(place, next, trace);
                    place = next;
                }
            }
        }
        self.fall_back::<K>(trace)
    }

    /// The same walk going on at rule `next` once an offer has lapsed.
    fn unclaimed<K: Keep>(&mut self, place: usize, next: usize) -> Unclaimed<'r> {
        let mut trace = Vec::new();
        self.skipped::<K>(place, next, &mut trace);
        // As deep as there are offers, one after the other.
        let ending = stacker::maybe_grow(128 << 10, 4 << 20, || self.rules::<K>(next, &mut trace));
        Unclaimed {
            ending,
            trace: K::EVERYTHING.then_some(trace),
        }
    }

    fn matches<K: Keep>(&self, step: &'r route::Step) -> (bool, Option<Seen>) {
        match &step.when {
            Some(check) => {
                let (matched, seen) = check.run::<K>(self.facts);
                (matched, K::told(seen))
            }
            None => (true, None),
        }
    }

    fn fall_back<K: Keep>(&mut self, trace: &mut Vec<Step<'r>>) -> Ending<'r> {
        let route = self.route;
        let (yielded, pool) = self.act::<K>(&route.fallback.then, &route.fallback.slot);
        let assigned = match yielded {
            Yield::Agents(agents) => Some(agents),
            Yield::Offer { .. } | Yield::Nobody => None,
        };
        if K::EVERYTHING {
            let verdict = if assigned.is_some() {
                Verdict::Assigned
            } else {
                Verdict::Inbox
            };
            trace.push(Step::Fallback { verdict, pool });
        }
        match assigned {
            Some(agents) => self.assigned(agents, By::Fallback, None),
            None => Ending {
                outcome: Outcome::Inbox,
                agents: Vec::new(),
                by: By::Fallback,
                window_minutes: None,
                if_unclaimed: None,
                account: Some(&route.channel.account),
                follow_up: self.follow_up(None),
            },
        }
    }

    /// Tells of the rules from `first` on that nothing reached, and of the fallback.
    fn rest_not_reached<K: Keep>(&self, first: usize, trace: &mut Vec<Step<'r>>) {
        self.skipped::<K>(first, self.route.steps.len(), trace);
        if K::EVERYTHING {
            trace.push(Step::Fallback {
                verdict: Verdict::NotReached,
                pool: None,
            });
        }
    }

    fn skipped<K: Keep>(&self, first: usize, until: usize, trace: &mut Vec<Step<'r>>) {
        if !K::EVERYTHING {
            return;
        }
        let listed = self.route.channel.rules.iter().zip(&self.route.steps);
        for (rule, step) in listed.take(until).skip(first) {
            let (would_match, when) = self.matches::<K>(step);
            let rule = rule.id.as_str();
            let verdict = Verdict::NotReached;
            trace.push(Step::Rule {
                rule,
                verdict,
                would_match,
                when,
                pool: None,
            });
        }
    }

    /// Today where the channel is.
    fn date(&self) -> NaiveDate {
        self.clock
            .with_timezone(&self.route.channel.time_zone)
            .date_naive()
    }

    fn pass_time(&mut self, window: TimeDelta) {
        if let Some(later) = self.clock.checked_add_signed(window) {
            self.clock = later;
        }
    }

    /// Why the agent cannot get a lead now; `None` if it can.
    fn left_out(&self, agent: AccountIx) -> Option<Reason> {
        left_out(self.roster, self.route, self.state, agent, self.date())
    }

    fn is_eligible(&self, agent: AccountIx) -> bool {
        self.left_out(agent).is_none()
    }

    /// Ends the walk with an assignment, and remembers it.
    fn assigned(
        &mut self,
        agents: Vec<AccountIx>,
        by: By<'r>,
        rule: Option<&'r Rule>,
    ) -> Ending<'r> {
        self.state.count(&agents, self.date());
        let ids = self.ids(&agents);
        let channel = &self.route.channel;
        if channel.policies.returning_lead_days > 0 {
            self.state
                .remember(&channel.id, self.facts, self.lead.captured_at, agents);
        }
        Ending {
            outcome: Outcome::Assigned,
            agents: ids,
            by,
            window_minutes: None,
            if_unclaimed: None,
            account: None,
            follow_up: self.follow_up(rule),
        }
    }

    fn ids(&self, agents: &[AccountIx]) -> Vec<&'r str> {
        agents.iter().map(|agent| self.roster.id(*agent)).collect()
    }

    fn follow_up(&self, rule: Option<&'r Rule>) -> Vec<&'r FollowUp> {
        let of_rule = rule.map_or(&[][..], |rule| &rule.follow_up);
        of_rule
            .iter()
            .chain(&self.route.channel.follow_up)
            .collect()
    }
}

/// The first offer too deep inside others to be told of; it and those below it are taken as if
/// nobody answered them.
fn too_many_offers(rule: &str) -> Problem {
    let message = format!(
        "the offer of rule {rule:?} comes after {MAX_NESTED_OFFERS} others: taken as unclaimed"
    );
    Problem::new("too_many_offers", rule, message)
}

/// Why an agent cannot get a lead through a channel on a date; `None` if it can.
fn left_out(
    roster: &Roster,
    route: &Route,
    state: &State,
    agent: AccountIx,
    date: NaiveDate,
) -> Option<Reason> {
    let entry = roster.get(agent)?;
    if !Roster::is_in(&route.scope, agent) || !roster.is_agent(agent) {
        return Some(Reason::OutOfScope);
    }
    if !entry.is_active() {
        return Some(Reason::Inactive);
    }
    if !entry.is_bounded() {
        return None;
    }
    if entry.away_on(date).is_some() {
        return Some(Reason::Away);
    }
    let at_cap = |cap| state.given_on(agent, date) >= cap;
    entry.daily_cap().is_some_and(at_cap).then_some(Reason::Cap)
}
