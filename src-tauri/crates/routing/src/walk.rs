//! The walk of one lead: who gets it.
//!
//! Website's assignees, then a returning lead, then the rules in order, then the fallback. This
//! is the only walk there is. What it keeps is a type parameter ([`Keep`]): deciding keeps
//! nothing, explaining keeps every step, and both take the same turns.

use std::collections::HashMap;

use cel::{Context, Value};
use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::book::{FollowUp, OnTimeout, Rule};
use crate::condition::{Actual, Decide, Explain, Keep, Seen, actual};
use crate::custom::{Choice, Program};
use crate::facts::{Assignee, Facts, unreadable_phone};
use crate::fields::{FIELDS, Field, FieldType};
use crate::landing::*;
use crate::lead::Lead;
use crate::phone;
use crate::problem::Problem;
use crate::roster::{AccountIx, Roster};
use crate::route::{self, Route, Then, Turns};

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

/// What one lead leaves behind for the next: turns taken, leads counted, who had whom.
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
    /// Who had it, as a run was told.
    Agent(String),
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

impl State {
    /// Tells who had the last turn of a rule (by its id) or of a fallback (`fallback:<channel>`).
    pub fn set_last_agent(&mut self, slot: impl Into<String>, agent: impl Into<String>) {
        self.turns
            .insert(slot.into(), LastTurn::Agent(agent.into()));
    }
}

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

fn walk<'r, K: Keep + Tell>(
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

/// Turns what an evaluation kept into what a trace tells.
trait Tell: Keep {
    fn tell(seen: Self::Seen) -> Option<Seen>;
}

impl Tell for Decide {
    fn tell((): ()) -> Option<Seen> {
        None
    }
}

impl Tell for Explain {
    fn tell(seen: Seen) -> Option<Seen> {
        Some(seen)
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
    assumptions: Vec<Assumption>,
    problems: Vec<Problem>,
}

/// What an action came to.
enum Yield {
    Agents(Vec<AccountIx>),
    Offer {
        pool: Vec<AccountIx>,
        window_minutes: u32,
        on_timeout: OnTimeout,
    },
    Nobody,
}

impl<'r> Walker<'_, 'r> {
    fn run<K: Tell>(&mut self, trace: &mut Vec<Step<'r>>) -> Ending<'r> {
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
            let (keys, agent) = self.resolve(assignee);
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

    /// Tries the assignee's keys in order until one is of exactly one active agent in scope.
    fn resolve(&mut self, assignee: &Assignee) -> (Vec<KeyTried<'r>>, Option<(AccountIx, Key)>) {
        let roster = self.roster;
        let mut tried = Vec::new();
        for key in [Key::Email, Key::PhoneNumber, Key::Name, Key::MlsId] {
            let candidates = match key {
                Key::Email => assignee
                    .email
                    .as_deref()
                    .map(|email| roster.by_email(email).to_vec()),
                Key::PhoneNumber => match assignee.phone.as_deref().map(phone::e164) {
                    Some(None) => {
                        let place = format!("{}.phone_number", assignee.place);
                        self.problems.push(unreadable_phone(&place));
                        let verdict = KeyVerdict::Unreadable;
                        tried.push(KeyTried {
                            key,
                            verdict,
                            agents: Vec::new(),
                        });
                        continue;
                    }
                    number => number
                        .flatten()
                        .map(|number| roster.by_phone(&number).to_vec()),
                },
                Key::Name => assignee
                    .name
                    .as_deref()
                    .map(|name| roster.by_name(name).to_vec()),
                Key::MlsId => assignee
                    .mls_id
                    .as_deref()
                    .map(|id| roster.by_mls_id(id, assignee.mls.as_deref())),
            };
            let Some(mut in_scope) = candidates else {
                continue;
            };
            in_scope.retain(|agent| Roster::is_in(&self.route.scope, *agent));
            in_scope.sort();
            let active = |agent: &AccountIx| roster.get(*agent).is_some_and(|e| e.is_active());
            let actives: Vec<AccountIx> = in_scope.iter().copied().filter(active).collect();
            let (verdict, shown) = match actives.as_slice() {
                [_] => (KeyVerdict::Found, &actives),
                [] if in_scope.is_empty() => (KeyVerdict::NotFound, &in_scope),
                [] => (KeyVerdict::Inactive, &in_scope),
                _ => (KeyVerdict::Ambiguous, &actives),
            };
            tried.push(KeyTried {
                key,
                verdict,
                agents: self.ids(shown),
            });
            if let [agent] = actives.as_slice() {
                return (tried, Some((*agent, key)));
            }
        }
        (tried, None)
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
        let days = self.route.channel.policies.returning_lead_days;
        if days == 0 {
            return None;
        }
        let window = TimeDelta::days(i64::from(days));
        let agents = self
            .state
            .earlier
            .get(&self.route.channel.id)
            .and_then(|earlier| {
                let recent = |given: &&Given| self.lead.captured_at - given.captured_at <= window;
                let email = self.facts.email_key();
                let by_email = email
                    .and_then(|email| earlier.by_email.get(&email))
                    .filter(recent);
                let number = self.facts.e164.as_deref();
                let by_phone = || number.and_then(|n| earlier.by_phone.get(n)).filter(recent);
                by_email.or_else(by_phone).map(|given| given.agents.clone())
            });
        let verdict = match agents {
            None => Verdict::None,
            Some(mut agents) => {
                agents.retain(|agent| self.left_out(*agent).is_none());
                if !agents.is_empty() {
                    if K::EVERYTHING {
                        trace.push(Step::Returning {
                            verdict: Verdict::Assigned,
                        });
                    }
                    return Some(self.assigned(agents, By::Returning, None));
                }
                Verdict::Declined
            }
        };
        if K::EVERYTHING {
            trace.push(Step::Returning { verdict });
        }
        None
    }

    /// The rules from `first` on, then the fallback.
    fn rules<K: Tell>(&mut self, first: usize, trace: &mut Vec<Step<'r>>) -> Ending<'r> {
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
                    if self.claims == Claims::Open {
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
                    self.skipped::<K>(place, next, trace);
                    place = next;
                }
            }
        }
        self.fall_back::<K>(trace)
    }

    /// The same walk going on at rule `next` once an offer has lapsed.
    fn unclaimed<K: Tell>(&mut self, place: usize, next: usize) -> Unclaimed<'r> {
        let mut trace = Vec::new();
        self.skipped::<K>(place, next, &mut trace);
        // As deep as there are offers, one after the other.
        let ending = stacker::maybe_grow(128 << 10, 4 << 20, || self.rules::<K>(next, &mut trace));
        Unclaimed {
            ending,
            trace: K::EVERYTHING.then_some(trace),
        }
    }

    fn matches<K: Tell>(&self, step: &'r route::Step) -> (bool, Option<Seen>) {
        match &step.when {
            Some(check) => {
                let (matched, seen) = check.run::<K>(self.facts);
                (matched, K::tell(seen))
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
    fn rest_not_reached<K: Tell>(&self, first: usize, trace: &mut Vec<Step<'r>>) {
        self.skipped::<K>(first, self.route.steps.len(), trace);
        if K::EVERYTHING {
            trace.push(Step::Fallback {
                verdict: Verdict::NotReached,
                pool: None,
            });
        }
    }

    fn skipped<K: Tell>(&self, first: usize, until: usize, trace: &mut Vec<Step<'r>>) {
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

    /// Runs an action. The candidates are told only where everything is kept.
    fn act<K: Keep>(&mut self, then: &'r Then, slot: &str) -> (Yield, Option<Vec<Candidate<'r>>>) {
        match then {
            Then::Inbox => (Yield::Nobody, None),
            Then::Agent(agent) => {
                let pool = agent.as_slice();
                let told = self.told::<K>(pool);
                let eligible = agent.filter(|agent| self.left_out(*agent).is_none());
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
        let agent_at = |member: usize| turns.pool.get(member).copied();
        let (last, start_known) = match self.state.turns.get(slot) {
            None => (None, false),
            Some(LastTurn::Taken { turn, start_known }) => (Some(*turn), *start_known),
            Some(LastTurn::Agent(id)) => {
                let agent = self.roster.find(id);
                let member = turns.pool.iter().position(|known| Some(*known) == agent);
                let turn = member.and_then(|member| turns.rotation.first_turn(member));
                (turn, turn.is_some())
            }
        };
        let eligible = |member| agent_at(member).is_some_and(|a| self.left_out(a).is_none());
        let (turn, member) = turns.rotation.next(last, eligible)?;
        if !start_known
            && (0..turns.pool.len())
                .filter(|m| eligible(*m))
                .nth(1)
                .is_some()
        {
            self.assumptions.push(Assumption::RotationStart);
        }
        self.state
            .turns
            .insert(slot.to_owned(), LastTurn::Taken { turn, start_known });
        agent_at(member)
    }

    fn offer(&self, pool: &[AccountIx], window_minutes: u32, on_timeout: OnTimeout) -> Yield {
        let eligible: Vec<AccountIx> = pool
            .iter()
            .copied()
            .filter(|agent| self.left_out(*agent).is_none())
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
        program: &Result<Program, String>,
        rule: &str,
    ) -> (Yield, Option<Vec<Candidate<'r>>>) {
        self.assumptions.push(Assumption::CustomLogic);
        let choice = match program {
            Ok(program) => program.run(&self.context(program)),
            Err(error) => Err(error.clone()),
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
        let agent = pool
            .into_iter()
            .find(|agent| self.left_out(*agent).is_none());
        (
            agent.map_or(Yield::Nobody, |agent| Yield::Agents(vec![agent])),
            told,
        )
    }

    /// What an expression sees: `lead`, `now` and, if it asks for them, `agents`.
    fn context(&self, program: &Program) -> Context<'static, 'static> {
        let mut context = Context::default();
        context.add_variable_from_value("lead", lead_value(self.facts));
        context.add_variable_from_value("now", Value::Timestamp(self.clock));
        if program.uses_agents {
            let agents: Vec<Value> = self
                .roster
                .agents(self.route.scope.clone())
                .map(|agent| {
                    let office = self
                        .roster
                        .office(agent)
                        .map(|office| self.roster.id(office));
                    Value::from(HashMap::from([
                        ("id".to_owned(), Value::from(self.roster.id(agent))),
                        ("name".to_owned(), Value::from(self.roster.name(agent))),
                        ("office".to_owned(), office.map_or(Value::Null, Value::from)),
                        (
                            "eligible".to_owned(),
                            Value::Bool(self.left_out(agent).is_none()),
                        ),
                    ]))
                })
                .collect();
            context.add_variable_from_value("agents", Value::from(agents));
        }
        context
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
        let entry = self.roster.get(agent)?;
        if !Roster::is_in(&self.route.scope, agent) || !self.roster.is_agent(agent) {
            return Some(Reason::OutOfScope);
        }
        if !entry.is_active() {
            return Some(Reason::Inactive);
        }
        if !entry.is_bounded() {
            return None;
        }
        let date = self.date();
        if entry.away_on(date).is_some() {
            return Some(Reason::Away);
        }
        let given = self.state.given.get(&(agent, date)).copied().unwrap_or(0);
        entry
            .daily_cap()
            .is_some_and(|cap| given >= cap)
            .then_some(Reason::Cap)
    }

    /// Ends the walk with an assignment, and remembers it.
    fn assigned(
        &mut self,
        agents: Vec<AccountIx>,
        by: By<'r>,
        rule: Option<&'r Rule>,
    ) -> Ending<'r> {
        let date = self.date();
        for agent in &agents {
            *self.state.given.entry((*agent, date)).or_default() += 1;
        }
        let ids = self.ids(&agents);
        if self.route.channel.policies.returning_lead_days > 0 {
            let given = Given {
                captured_at: self.lead.captured_at,
                agents,
            };
            let earlier = self
                .state
                .earlier
                .entry(self.route.channel.id.clone())
                .or_default();
            if let Some(email) = self.facts.email_key() {
                earlier.by_email.insert(email, given.clone());
            }
            if let Some(number) = &self.facts.e164 {
                earlier.by_phone.insert(number.clone(), given);
            }
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

/// The facts as an expression sees them: `lead.email`, `lead.listing.price`, `lead.tags`, …
/// A missing fact is a missing key; the groups are always there.
fn lead_value(facts: &Facts) -> Value {
    let mut groups: HashMap<&str, HashMap<String, Value>> = HashMap::new();
    for group in ["", "listing", "address", "captured"] {
        groups.entry(group).or_default();
    }
    for row in FIELDS {
        let value = match row.kind {
            FieldType::Text => facts.text(row.field).map(|text| Value::from(text.raw())),
            FieldType::Number => facts.price.map(Value::Float),
            FieldType::Set => {
                let tags: Vec<Value> = facts
                    .tags
                    .iter()
                    .map(|tag| Value::from(tag.raw()))
                    .collect();
                Some(Value::from(tags))
            }
            FieldType::Flag => Some(Value::Bool(facts.has_assignees())),
            FieldType::Date | FieldType::Time | FieldType::Weekday => {
                Some(Value::from(captured_text(row.field, facts)))
            }
        };
        let (group, key) = row.name.split_once('.').unwrap_or(("", row.name));
        if let Some(value) = value {
            groups
                .entry(group)
                .or_default()
                .insert(key.to_owned(), value);
        }
    }
    let mut lead = groups.remove("").unwrap_or_default();
    for (group, values) in groups {
        lead.insert(group.to_owned(), Value::from(values));
    }
    Value::from(lead)
}

fn captured_text(field: Field, facts: &Facts) -> String {
    match actual(field, facts) {
        Actual::Text(text) => text,
        _ => String::new(),
    }
}
