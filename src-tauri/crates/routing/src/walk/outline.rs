//! A walk told only as far as its headline needs: for trying hundreds of leads after every edit,
//! where telling every step would cost more than the walks.

use super::{Claims, State, decide};
use crate::condition::{Decide, Explain, Keep};
use crate::facts::Facts;
use crate::landing::{By, Landing, Outcome, Step, Verdict};
use crate::lead::Lead;
use crate::roster::Roster;
use crate::route::Route;

/// Where a lead lands, with the one step of a trace that says why: the rule's that took it.
pub fn outline<'r>(
    roster: &'r Roster,
    route: &'r Route,
    lead: &Lead,
    claims: Claims,
    state: &mut State,
) -> Landing<'r> {
    let mut landing = decide(roster, route, lead, claims, state);
    let step = match landing.ending.by {
        By::Rule { rule } => winner(route, lead, rule, landing.ending.outcome),
        By::Assignee { .. } | By::Returning | By::Fallback => None,
    };
    landing.trace = Some(step.into_iter().collect());
    landing
}

fn winner<'r>(route: &'r Route, lead: &Lead, rule: &'r str, outcome: Outcome) -> Option<Step<'r>> {
    let place = route
        .channel
        .rules
        .iter()
        .position(|known| known.id == rule)?;
    let when = route.steps.get(place)?.when.as_ref();
    let facts = Facts::read(&lead.payload, lead.captured_at, route.channel.time_zone);
    Some(Step::Rule {
        rule,
        verdict: match outcome {
            Outcome::Offered => Verdict::Offered,
            Outcome::Assigned | Outcome::Inbox => Verdict::Assigned,
        },
        would_match: true,
        when: when.and_then(|check| Explain::told(check.run::<Explain>(&facts).1)),
        pool: None,
    })
}

/// Of every rule of the route, in order, whether its condition is true of the facts, wherever the
/// lead ends.
pub fn matches(route: &Route, facts: &Facts) -> Vec<bool> {
    let steps = route.steps.iter();
    steps
        .map(|step| match &step.when {
            Some(check) => check.run::<Decide>(facts).0,
            None => true,
        })
        .collect()
}
