//! A landing in words: its headline, its notes, and each line of its trace.

use super::action::{account_name, agents_phrase, rule_title};
use super::test::{clause, day};
use super::{Span, counted, listed, minutes};
use crate::book::{Action, Fallback};
use crate::landing::*;
use crate::roster::Roster;
use crate::route::Route;

/// The answer in one sentence. It explains itself only from a trace.
/// `Goes to Maria Lopez (Uptown Office) by rule 3 “Luxury buyers”: price 1,200,000 is at least 1,000,000.`
pub fn headline(roster: &Roster, route: &Route, landing: &Landing) -> Vec<Span> {
    let steps = landing.trace.as_deref().unwrap_or_default();
    sentence(roster, route, &landing.ending, steps)
}

fn sentence(roster: &Roster, route: &Route, ending: &Ending, steps: &[Step]) -> Vec<Span> {
    let mut spans = match ending.outcome {
        Outcome::Assigned => {
            let mut spans = vec![Span::plain("Goes to "), who(roster, &ending.agents)];
            if let [agent] = ending.agents.as_slice()
                && let Some(office) = office_of(roster, agent)
            {
                spans.push(Span::plain(format!(" ({office})")));
            }
            spans
        }
        Outcome::Offered => {
            let window = ending
                .window_minutes
                .map_or(String::new(), |m| format!(" for {}", minutes(m)));
            vec![
                Span::plain("Offered to "),
                who(roster, &ending.agents),
                Span::plain(window),
            ]
        }
        Outcome::Inbox => {
            let account = ending
                .account
                .map_or(String::new(), |id| account_name(roster, id));
            vec![Span::plain("Stays in the inbox of "), Span::strong(account)]
        }
    };
    match &ending.by {
        By::Assignee { keys } => {
            let mut ways: Vec<&str> = keys.iter().map(|key| key_words(*key)).collect();
            ways.dedup();
            spans.push(Span::plain(format!(
                ": the website named them by {}",
                listed(&ways, "and", 4)
            )));
        }
        By::Returning => spans.push(Span::plain(": they had this person's last lead")),
        By::Rule { rule } => {
            spans.push(Span::plain(format!(
                " by rule {} ",
                number(route, rule).unwrap_or(0)
            )));
            spans.push(Span::strong(format!("“{}”", title(roster, route, rule))));
            spans.push(Span::plain(": "));
            spans.extend(reason(steps, rule));
        }
        By::Fallback => spans.push(Span::plain(
            match (ending.outcome, &route.channel.fallback) {
                (Outcome::Inbox, Fallback::Inbox) => {
                    ": no rule took it, and the fallback is the inbox"
                }
                (Outcome::Inbox, _) => ": no rule took it, and the fallback has nobody who can",
                _ => " by the fallback: no rule took it",
            },
        )),
    }
    spans.push(Span::plain("."));
    spans
}

fn who(roster: &Roster, agents: &[&str]) -> Span {
    Span::strong(agents_phrase(roster, agents))
}

fn office_of(roster: &Roster, agent: &str) -> Option<String> {
    let office = roster.office(roster.find(agent)?)?;
    Some(roster.name(office).to_owned())
}

/// Why the rule applied.
fn reason(steps: &[Step], wanted: &str) -> Vec<Span> {
    let when = steps.iter().find_map(|step| match step {
        Step::Rule { rule, when, .. } if *rule == wanted => when.as_ref(),
        _ => None,
    });
    match when {
        Some(seen) => clause(seen),
        None => vec![Span::plain("it takes every lead")],
    }
}

/// What the headline leaves open: what follows if nobody claims, what had to be assumed.
pub fn notes(roster: &Roster, route: &Route, landing: &Landing) -> Vec<String> {
    let mut notes = Vec::new();
    let mut open = landing.ending.if_unclaimed.as_deref();
    while let Some(unclaimed) = open {
        let steps = unclaimed.trace.as_deref().unwrap_or_default();
        let spans = sentence(roster, route, &unclaimed.ending, steps);
        let text = super::plain(&spans);
        let mut letters = text.chars();
        let first = letters
            .next()
            .map(|letter| letter.to_lowercase().to_string());
        notes.push(format!(
            "If nobody claims it: {}{}",
            first.unwrap_or_default(),
            letters.as_str()
        ));
        open = unclaimed.ending.if_unclaimed.as_deref();
    }
    for assumption in &landing.assumptions {
        notes.push(match assumption {
            Assumption::RotationStart => {
                "Assumed: the rotation starts at its first agent; only Rechat knows who had the last turn.".to_owned()
            }
            Assumption::CustomLogic => {
                "Assumed: the custom rule's expression does what Rechat's custom logic does.".to_owned()
            }
        });
    }
    notes
}

/// What a step is about: `Luxury buyers`, `Fallback`, `Assignee 1`.
pub fn step_title(roster: &Roster, route: &Route, step: &Step) -> String {
    match step {
        Step::Assignee { index, .. } => format!("Assignee {}", index + 1),
        Step::Returning { .. } => "Returning lead".to_owned(),
        Step::Rule { rule, .. } => title(roster, route, rule),
        Step::Fallback { .. } => "Fallback".to_owned(),
    }
}

/// What came of a step; `ending` is that of the trace the step is in.
pub fn step_detail(roster: &Roster, route: &Route, ending: &Ending, step: &Step) -> Vec<Span> {
    match step {
        Step::Assignee { keys, agent, .. } => assignee_detail(roster, keys, *agent),
        Step::Returning { verdict } => vec![match verdict {
            Verdict::Assigned => Span::path("goes to whoever had this person's last lead"),
            Verdict::Declined => {
                Span::fail("whoever had this person's last lead cannot take one now")
            }
            _ => Span::dim("no earlier lead of this person in the run"),
        }],
        Step::Rule {
            rule,
            verdict,
            would_match,
            when,
            pool,
        } => {
            let pool = pool.as_deref().unwrap_or_default();
            let mut spans = Vec::new();
            match verdict {
                Verdict::NoMatch => {
                    spans.push(Span::dim("no match: "));
                    match when {
                        Some(seen) => spans.extend(clause(seen)),
                        None => spans.push(Span::fail("it takes no lead")),
                    }
                }
                Verdict::Disabled | Verdict::NotReached => {
                    let state = if *verdict == Verdict::Disabled {
                        "turned off"
                    } else {
                        "not reached"
                    };
                    let would = if *would_match {
                        "would match"
                    } else {
                        "would not match"
                    };
                    spans.push(Span::dim(format!("{state}; {would}")));
                }
                Verdict::Declined => {
                    spans.push(Span::plain("matched, but "));
                    spans.push(Span::fail(nobody(roster, route, pool, rule)));
                }
                Verdict::Assigned => {
                    spans.push(Span::plain("matched: "));
                    spans.push(Span::path(chosen(roster, ending)));
                    spans.extend(left_out(roster, pool));
                }
                _ => {
                    let count = pool.iter().filter(|candidate| candidate.eligible).count();
                    let agents = counted(count, "agent");
                    spans.push(Span::plain("matched: "));
                    spans.push(Span::path(format!("offered to {agents}")));
                    spans.extend(left_out(roster, pool));
                }
            }
            spans
        }
        Step::Fallback { verdict, pool } => match verdict {
            Verdict::Assigned => {
                let mut spans = vec![Span::path(chosen(roster, ending))];
                spans.extend(left_out(roster, pool.as_deref().unwrap_or_default()));
                spans
            }
            Verdict::Inbox => {
                let mut spans = vec![Span::plain("stays in the inbox")];
                spans.extend(left_out(roster, pool.as_deref().unwrap_or_default()));
                spans
            }
            _ => vec![Span::dim("not reached")],
        },
    }
}

fn assignee_detail(roster: &Roster, keys: &[KeyTried], agent: Option<&str>) -> Vec<Span> {
    if keys.is_empty() {
        return vec![Span::dim("no e-mail, phone, name or MLS id is given")];
    }
    let mut spans = Vec::new();
    for (place, tried) in keys.iter().enumerate() {
        if place > 0 {
            spans.push(Span::dim("; "));
        }
        let key = key_words(tried.key);
        match tried.verdict {
            KeyVerdict::Found => {
                spans.push(Span::plain(format!("{key} is that of ")));
                spans.push(Span::path(agents_phrase(roster, &tried.agents)));
            }
            KeyVerdict::NotFound => spans.push(Span::fail(format!("{key} is no agent's here"))),
            KeyVerdict::Ambiguous => {
                let agents = agents_phrase(roster, &tried.agents);
                spans.push(Span::fail(format!("{key} is shared by {agents}")));
            }
            KeyVerdict::Inactive => {
                let agents = agents_phrase(roster, &tried.agents);
                spans.push(Span::fail(format!("{key} is that of {agents}, inactive")));
            }
            KeyVerdict::Unreadable => spans.push(Span::fail(format!("{key} cannot be read"))),
        }
    }
    if agent.is_none() {
        spans.push(Span::dim(": on to the next"));
    }
    spans
}

fn key_words(key: Key) -> &'static str {
    match key {
        Key::Email => "e-mail",
        Key::PhoneNumber => "phone",
        Key::Name => "name",
        Key::MlsId => "MLS id",
    }
}

fn number(route: &Route, rule: &str) -> Option<usize> {
    route
        .channel
        .rules
        .iter()
        .position(|known| known.id == rule)
        .map(|place| place + 1)
}

fn title(roster: &Roster, route: &Route, rule: &str) -> String {
    let known = route.channel.rules.iter().find(|known| known.id == rule);
    known.map_or(rule.to_owned(), |rule| {
        rule_title(roster, &route.channel, rule)
    })
}

fn chosen(roster: &Roster, ending: &Ending) -> String {
    agents_phrase(roster, &ending.agents)
}

/// Why an action that applied yielded nobody.
fn nobody(roster: &Roster, route: &Route, pool: &[Candidate], rule: &str) -> String {
    let action = route
        .channel
        .rules
        .iter()
        .find(|known| known.id == rule)
        .map(|rule| &rule.then);
    match (action, pool) {
        (Some(Action::Custom { .. }), []) => "the expression names nobody".to_owned(),
        (Some(Action::SpecificAgent { agent }), []) => format!("no account has the id {agent}"),
        (_, []) => "the pool is empty".to_owned(),
        (_, [one]) => format!("{} is {}", account_name(roster, one.agent), one_reason(one)),
        (_, many) => {
            let reasons = many.iter().take(4).map(|candidate| {
                format!(
                    "{} {}",
                    account_name(roster, candidate.agent),
                    one_reason(candidate)
                )
            });
            let more = many.len().saturating_sub(4);
            let more = if more > 0 {
                format!(" +{more}")
            } else {
                String::new()
            };
            format!(
                "nobody can take it: {}{more}",
                reasons.collect::<Vec<_>>().join(", ")
            )
        }
    }
}

fn one_reason(candidate: &Candidate) -> String {
    pool_reason(candidate).unwrap_or_else(|| "eligible".to_owned())
}

/// Who of the pool was left out, and why.
fn left_out(roster: &Roster, pool: &[Candidate]) -> Vec<Span> {
    let out: Vec<String> = pool
        .iter()
        .filter(|candidate| !candidate.eligible)
        .map(|candidate| {
            format!(
                "{} ({})",
                account_name(roster, candidate.agent),
                one_reason(candidate)
            )
        })
        .collect();
    if out.is_empty() {
        return Vec::new();
    }
    vec![Span::dim(format!(
        " · left out: {}",
        listed(&out, "and", 4)
    ))]
}

/// Why a member of a pool was left out: `away until 31 Dec 2026`.
pub fn pool_reason(candidate: &Candidate) -> Option<String> {
    Some(match candidate.reason? {
        Reason::OutOfScope => "outside the channel's account".to_owned(),
        Reason::Inactive => "inactive".to_owned(),
        Reason::Away => match candidate.away_until {
            Some(date) => format!("away until {}", day(date)),
            None => "away".to_owned(),
        },
        Reason::Cap => "at the daily cap".to_owned(),
    })
}
