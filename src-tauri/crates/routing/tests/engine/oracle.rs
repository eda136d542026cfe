//! The contract once more, as plainly as it can be worded: no indexes, no cycle tables, credits
//! counted turn by turn. It knows the leads as they were made up, not as payloads, and shares
//! nothing with the engine but the book.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Timelike, Utc};
use routing::Book;
use routing::book::{
    Account, AccountKind, Action, Channel, Condition, Fallback, OnTimeout, Pool, Test, Value,
};
use routing::fields::{Field, Op};

use crate::made_up::{AGENTS, MadeLead, agent_email, agent_name};

/// What a replay assumes of offers; who claims otherwise is the engine's own secret.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Claims {
    Nobody,
    First,
}

/// Whom a lead went to (nobody is the inbox), and by what.
#[derive(Clone, Debug, PartialEq)]
pub struct Landed {
    pub agents: Vec<String>,
    pub by: String,
}

#[derive(Default)]
pub struct Oracle {
    /// The number of turns so far in each rotation, skipped ones included.
    turns: HashMap<String, usize>,
    /// Everything assigned so far: channel, moment of the capture, date it counts on, agents.
    assigned: Vec<Given>,
}

struct Given {
    channel: String,
    lead: MadeLead,
    date: NaiveDate,
    agents: Vec<String>,
}

impl Oracle {
    pub fn take(&mut self, book: &Book, lead: &MadeLead, claims: Claims) -> Landed {
        let channel = &book.channels[lead.channel];
        let mut clock = lead.captured_at();
        let (agents, by) = self.walk(book, channel, lead, claims, &mut clock);
        if !agents.is_empty() {
            self.assigned.push(Given {
                channel: channel.id.clone(),
                lead: lead.clone(),
                date: date(channel, clock),
                agents: agents.clone(),
            });
        }
        Landed { agents, by }
    }

    fn walk(
        &mut self,
        book: &Book,
        channel: &Channel,
        lead: &MadeLead,
        claims: Claims,
        clock: &mut DateTime<Utc>,
    ) -> (Vec<String>, String) {
        if channel.policies.honor_assignees {
            let named = self.named(book, channel, lead);
            if !named.is_empty() {
                return (named, "assignee".to_owned());
            }
        }
        if channel.policies.returning_lead_days > 0 {
            let mut agents = self.earlier(channel, lead);
            agents.retain(|agent| self.is_eligible(book, channel, agent, *clock));
            if !agents.is_empty() {
                return (agents, "returning".to_owned());
            }
        }
        for rule in &channel.rules {
            if !rule.enabled
                || !rule
                    .when
                    .as_ref()
                    .is_none_or(|when| holds(when, channel, lead))
            {
                continue;
            }
            let eligible = |agents: Vec<String>| -> Vec<String> {
                let mut agents = agents;
                agents.retain(|agent| self.is_eligible(book, channel, agent, *clock));
                agents
            };
            let chosen = match &rule.then {
                Action::SpecificAgent { agent } => eligible(vec![agent.clone()]).pop(),
                Action::RoundRobin { pool } => {
                    self.next_in_turn(book, channel, pool, &rule.id, *clock)
                }
                Action::FirstToClaim {
                    pool,
                    window_minutes,
                    on_timeout,
                } => {
                    let members = members(book, channel, pool);
                    let offered = eligible(members.into_iter().map(|(agent, _)| agent).collect());
                    match offered.first() {
                        Some(first) if claims == Claims::First => Some(first.clone()),
                        Some(_) => {
                            *clock += TimeDelta::minutes(i64::from(*window_minutes));
                            if *on_timeout == OnTimeout::Fallback {
                                break;
                            }
                            None
                        }
                        None => None,
                    }
                }
                Action::Custom { expression } => {
                    let ids: Vec<String> = serde_json::from_str(expression).unwrap();
                    eligible(ids).first().cloned()
                }
            };
            if let Some(agent) = chosen {
                return (vec![agent], rule.id.clone());
            }
        }
        let chosen = match &channel.fallback {
            Fallback::Inbox => None,
            Fallback::SpecificAgent { agent } => {
                Some(agent.clone()).filter(|a| self.is_eligible(book, channel, a, *clock))
            }
            Fallback::RoundRobin { pool } => {
                let slot = format!("fallback:{}", channel.id);
                self.next_in_turn(book, channel, pool, &slot, *clock)
            }
        };
        (chosen.into_iter().collect(), "fallback".to_owned())
    }

    fn named(&self, book: &Book, channel: &Channel, lead: &MadeLead) -> Vec<String> {
        let mut named = Vec::new();
        for (wanted, by_email) in &lead.assignees {
            let is_meant = |agent: usize| match by_email {
                true => agent_email(agent) == agent_email(*wanted),
                false => agent_name(agent) == agent_name(*wanted),
            };
            let found: Vec<String> = (0..AGENTS)
                .filter(|agent| is_meant(*agent))
                .map(|agent| format!("a{agent}"))
                .filter(|id| account(book, id).active && is_below(book, id, &channel.account))
                .collect();
            if let [agent] = found.as_slice()
                && !named.contains(agent)
            {
                named.push(agent.clone());
            }
        }
        named
    }

    fn earlier(&self, channel: &Channel, lead: &MadeLead) -> Vec<String> {
        let window = 1_440 * channel.policies.returning_lead_days;
        let recent = |given: &&Given| {
            given.channel == channel.id && lead.minute - given.lead.minute <= window
        };
        let latest = |same: &dyn Fn(&MadeLead) -> bool| {
            self.assigned
                .iter()
                .rev()
                .filter(recent)
                .find(|given| same(&given.lead))
        };
        let by_email = latest(&|other| other.email.is_some() && other.email == lead.email);
        let by_phone = latest(&|other| other.phone.is_some() && other.phone == lead.phone);
        by_email
            .or(by_phone)
            .map(|given| given.agents.clone())
            .unwrap_or_default()
    }

    fn is_eligible(&self, book: &Book, channel: &Channel, id: &str, now: DateTime<Utc>) -> bool {
        let agent = account(book, id);
        let today = date(channel, now);
        let given = self.assigned.iter().filter(|given| given.date == today);
        let count = given
            .flat_map(|given| &given.agents)
            .filter(|agent| *agent == id)
            .count();
        agent.active
            && is_below(book, id, &channel.account)
            && !agent
                .away
                .iter()
                .any(|away| away.from <= today && today <= away.through)
            && agent.daily_cap.is_none_or(|cap| count < cap as usize)
    }

    /// Turn by turn, a whole cycle at most.
    fn next_in_turn(
        &mut self,
        book: &Book,
        channel: &Channel,
        pool: &Pool,
        slot: &str,
        now: DateTime<Utc>,
    ) -> Option<String> {
        let members = members(book, channel, pool);
        let cycle = cycle(&members);
        let first = self.turns.get(slot).copied().unwrap_or(0);
        for turn in first..first + cycle.len() {
            let agent = &cycle[turn % cycle.len()];
            if self.is_eligible(book, channel, agent, now) {
                self.turns.insert(slot.to_owned(), turn + 1);
                return Some(agent.clone());
            }
        }
        None
    }
}

/// Whose turn it is, in each turn of the cycle: it has come round when all credits are level.
pub fn cycle(members: &[(String, u32)]) -> Vec<String> {
    let sum: i64 = members.iter().map(|(_, weight)| i64::from(*weight)).sum();
    let mut credits = vec![0; members.len()];
    let mut cycle = Vec::new();
    while !members.is_empty() {
        for (credit, (_, weight)) in credits.iter_mut().zip(members) {
            *credit += i64::from(*weight);
        }
        let most = credits.iter().max().unwrap();
        let winner = credits.iter().position(|credit| credit == most).unwrap();
        credits[winner] -= sum;
        cycle.push(members[winner].0.clone());
        if credits.iter().all(|credit| *credit == 0) {
            break;
        }
    }
    cycle
}

pub fn members(book: &Book, channel: &Channel, pool: &Pool) -> Vec<(String, u32)> {
    let listed = match pool {
        Pool::All => agents_below(book, &channel.account, 1),
        Pool::Members(members) => members
            .iter()
            .flat_map(|member| agents_below(book, &member.account, member.weight))
            .collect(),
    };
    let mut members: Vec<(String, u32)> = Vec::new();
    for (agent, weight) in listed {
        if !members.iter().any(|(known, _)| *known == agent) {
            members.push((agent, weight));
        }
    }
    members
}

fn agents_below(book: &Book, id: &str, weight: u32) -> Vec<(String, u32)> {
    if account(book, id).kind == AccountKind::Agent {
        return vec![(id.to_owned(), weight)];
    }
    let mut children: Vec<&Account> = book
        .accounts
        .iter()
        .filter(|a| a.parent.as_deref() == Some(id))
        .collect();
    children.sort_by_key(|a| (a.name.to_lowercase(), &a.id));
    children
        .into_iter()
        .flat_map(|a| agents_below(book, &a.id, weight))
        .collect()
}

fn is_below(book: &Book, id: &str, top: &str) -> bool {
    id == top
        || account(book, id)
            .parent
            .as_deref()
            .is_some_and(|up| is_below(book, up, top))
}

fn account<'b>(book: &'b Book, id: &str) -> &'b Account {
    book.accounts
        .iter()
        .find(|account| account.id == id)
        .unwrap()
}

fn date(channel: &Channel, at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&channel.time_zone).date_naive()
}

fn holds(condition: &Condition, channel: &Channel, lead: &MadeLead) -> bool {
    match condition {
        Condition::All(parts) => parts.iter().all(|part| holds(part, channel, lead)),
        Condition::Any(parts) => parts.iter().any(|part| holds(part, channel, lead)),
        Condition::Not(part) => !holds(part, channel, lead),
        Condition::Test(test) => passes(test, channel, lead),
    }
}

/// The tests that made-up conditions have.
fn passes(test: &Test, channel: &Channel, lead: &MadeLead) -> bool {
    let at = lead.captured_at().with_timezone(&channel.time_zone);
    match (test.field, test.op, &test.value) {
        (Field::LeadSource, Op::Is, Value::Text(text)) => lead.source == Some(text),
        (Field::LeadSource, Op::IsNot, Value::Text(text)) => lead.source != Some(text),
        (Field::PostalCode, op, Value::Texts(texts)) => {
            let is_one = lead
                .zip
                .is_some_and(|zip| texts.iter().any(|text| text == zip));
            is_one == (op == Op::IsAnyOf)
        }
        (Field::ListingPrice, op, Value::Number(number)) => {
            let Some(price) = lead.price.map(f64::from) else {
                return op == Op::Ne;
            };
            match op {
                Op::Lt => price < *number,
                Op::Le => price <= *number,
                Op::Gt => price > *number,
                Op::Ge => price >= *number,
                Op::Eq => price == *number,
                _ => price != *number,
            }
        }
        (Field::Tags, op, Value::Texts(texts)) => {
            let has = |text: &String| lead.tags.contains(&text.as_str());
            match op {
                Op::HasAny => texts.iter().any(has),
                Op::HasAll => texts.iter().all(has),
                _ => !texts.iter().any(has),
            }
        }
        (Field::HasAssignees, op, _) => lead.assignees.is_empty() == (op == Op::IsFalse),
        (Field::CapturedTime, Op::Between, Value::Times(from, to)) => {
            let minute = u16::try_from(at.hour() * 60 + at.minute()).unwrap();
            match from.0 <= to.0 {
                true => from.0 <= minute && minute < to.0,
                false => from.0 <= minute || minute < to.0,
            }
        }
        (Field::CapturedWeekday, Op::IsAnyOf, Value::Weekdays(days)) => {
            days.contains(&at.weekday())
        }
        other => panic!("no made-up condition has {other:?}"),
    }
}
