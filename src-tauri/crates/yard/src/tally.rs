//! A replay in numbers: leads per outcome, by what decided, per rule, agent and office.

use std::collections::HashMap;
use std::hash::Hash;
use std::io::{self, Write};

use routing::Router;
use routing::landing::{By, Landing, Outcome};
use routing::words::rule_title;

use crate::paint::{DIM, STRONG, painted};

/// Most lines of one list; the rest is summed up.
const LINES: usize = 40;

#[derive(Debug, Default)]
pub struct Tally<'r> {
    leads: u64,
    outcomes: HashMap<Outcome, u64>,
    deciders: HashMap<Decider, u64>,
    rules: HashMap<&'r str, u64>,
    agents: HashMap<&'r str, u64>,
}

/// What decided, whichever rule it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Decider {
    Assignee,
    Returning,
    Rule,
    Fallback,
}

/// A line of the summary.
struct Row {
    leads: u64,
    name: String,
    /// What tells it from others of its name.
    id: String,
}

impl<'r> Tally<'r> {
    pub fn add(&mut self, landing: &Landing<'r>) {
        self.leads += 1;
        count(&mut self.outcomes, landing.ending.outcome, 1);
        let decider = match landing.ending.by {
            By::Assignee { .. } => Decider::Assignee,
            By::Returning => Decider::Returning,
            By::Rule { rule } => {
                count(&mut self.rules, rule, 1);
                Decider::Rule
            }
            By::Fallback => Decider::Fallback,
        };
        count(&mut self.deciders, decider, 1);
        for agent in &landing.ending.agents {
            count(&mut self.agents, *agent, 1);
        }
    }

    pub fn write(&self, to: &mut impl Write, router: &Router) -> io::Result<()> {
        let leads = if self.leads == 1 { "lead" } else { "leads" };
        writeln!(
            to,
            "{}",
            painted(STRONG, &format!("{} {leads}", grouped(self.leads)))
        )?;
        self.list(to, "by outcome", self.by_outcome())?;
        self.list(to, "decided by", self.by_decider())?;
        self.list(to, "by rule", self.by_rule(router))?;
        self.list(to, "by agent", self.by_agent(router))?;
        self.list(to, "by office", self.by_office(router))
    }

    fn by_outcome(&self) -> Vec<Row> {
        [
            ("assigned", Outcome::Assigned),
            ("offered", Outcome::Offered),
            ("inbox", Outcome::Inbox),
        ]
        .into_iter()
        .filter_map(|(name, outcome)| Some(Row::new(*self.outcomes.get(&outcome)?, name, "")))
        .collect()
    }

    fn by_decider(&self) -> Vec<Row> {
        [
            ("assignee", Decider::Assignee),
            ("returning", Decider::Returning),
            ("rule", Decider::Rule),
            ("fallback", Decider::Fallback),
        ]
        .into_iter()
        .filter_map(|(name, decider)| Some(Row::new(*self.deciders.get(&decider)?, name, "")))
        .collect()
    }

    fn by_rule(&self, router: &Router) -> Vec<Row> {
        let mut rows = Vec::new();
        for route in router.routes() {
            for rule in &route.channel.rules {
                if let Some(leads) = self.rules.get(rule.id.as_str()) {
                    let title = rule_title(&router.roster, &route.channel, rule);
                    let channel = route
                        .channel
                        .name
                        .as_deref()
                        .unwrap_or("a channel without a name");
                    rows.push(Row::new(*leads, format!("{channel}: {title}"), &rule.id));
                }
            }
        }
        ranked(rows)
    }

    fn by_agent(&self, router: &Router) -> Vec<Row> {
        let name = |id: &str| {
            router
                .roster
                .find(id)
                .map_or("", |agent| router.roster.name(agent))
        };
        ranked(
            self.agents
                .iter()
                .map(|(id, leads)| Row::new(*leads, name(id), id))
                .collect(),
        )
    }

    /// A lead of several agents counts for each of them.
    fn by_office(&self, router: &Router) -> Vec<Row> {
        let roster = &router.roster;
        let mut offices = HashMap::new();
        for (agent, leads) in &self.agents {
            let office = roster.find(agent).and_then(|agent| roster.office(agent));
            count(&mut offices, office, *leads);
        }
        let row = |(office, leads)| match office {
            Some(office) => Row::new(leads, roster.name(office), roster.id(office)),
            None => Row::new(leads, "no office", ""),
        };
        ranked(offices.into_iter().map(row).collect())
    }

    fn list(&self, to: &mut impl Write, heading: &str, rows: Vec<Row>) -> io::Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        writeln!(to, "\n{}", painted(STRONG, heading))?;
        for row in rows.iter().take(LINES) {
            let Row { leads, name, id } = row;
            write!(
                to,
                "{:>12} {:>6}  {}",
                grouped(*leads),
                share(*leads, self.leads),
                painted(Default::default(), name)
            )?;
            match id.as_str() {
                "" => writeln!(to)?,
                id => writeln!(to, " {}", painted(DIM, &format!("({id})")))?,
            }
        }
        let rest = rows.get(LINES..).unwrap_or_default();
        if !rest.is_empty() {
            let leads = rest.iter().map(|row| row.leads).sum();
            writeln!(
                to,
                "{:>12} {:>6}  {} more",
                grouped(leads),
                share(leads, self.leads),
                rest.len()
            )?;
        }
        Ok(())
    }
}

impl Row {
    fn new(leads: u64, name: impl Into<String>, id: &str) -> Row {
        Row {
            leads,
            name: name.into(),
            id: id.to_owned(),
        }
    }
}

fn count<K: Hash + Eq>(counts: &mut HashMap<K, u64>, key: K, leads: u64) {
    *counts.entry(key).or_default() += leads;
}

/// Most leads first.
fn ranked(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort_by(|a, b| (b.leads, &a.name, &a.id).cmp(&(a.leads, &b.name, &b.id)));
    rows
}

fn share(part: u64, whole: u64) -> String {
    format!("{:.1}%", 100.0 * part as f64 / whole.max(1) as f64)
}

/// `1,234,567`
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (12_345_678, "12,345,678"),
        ] {
            assert_eq!(grouped(number), text);
        }
    }

    #[test]
    fn the_most_leads_come_first_and_names_decide_between_equals() {
        let rows = ranked(vec![
            Row::new(1, "b", ""),
            Row::new(1, "a", ""),
            Row::new(2, "c", ""),
        ]);
        let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["c", "a", "b"]);
    }
}
