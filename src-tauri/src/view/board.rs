//! A channel as its cards.

use routing::book::{Action, Channel, Fallback, Member, Pool, Rule};
use routing::roster::{AccountIx, Roster};
use routing::route::{Step, Then};
use routing::words;

use crate::outcomes::Caught;
use crate::snapshot::Snapshot;
use crate::view::{condition, people};
use crate::wire::{ActionKind, ActionView, ChannelBoard, FallbackCard, RuleCard};

/// As many faces as a card has room for.
const FACES: usize = 6;

pub fn channel(snapshot: &Snapshot, caught: &Caught) -> ChannelBoard {
    let Snapshot { roster, route } = snapshot;
    let channel = &route.channel;
    let rules = channel.rules.iter().zip(&route.steps);
    ChannelBoard {
        id: channel.id.clone(),
        name: channel.name.clone(),
        account: channel.account.clone(),
        is_default: channel.is_default,
        time_zone: channel.time_zone.name().to_owned(),
        honor_assignees: channel.policies.honor_assignees,
        returning_lead_days: channel.policies.returning_lead_days,
        mls: channel.mls.clone().unwrap_or_default(),
        rules: rules
            .map(|(rule, step)| card(roster, channel, rule, step, caught.by_rule(&rule.id)))
            .collect(),
        fallback: FallbackCard {
            then: fallback(roster, channel, &route.fallback),
            caught: caught.by_fallback,
        },
        follow_up: channel
            .follow_up
            .iter()
            .map(|follow_up| words::follow_up(roster, follow_up))
            .collect(),
        samples: caught.samples,
    }
}

fn card(roster: &Roster, channel: &Channel, rule: &Rule, step: &Step, caught: u32) -> RuleCard {
    let words = words::action(roster, channel, &rule.then);
    let view = |kind, pool| action(roster, kind, words, pool, step);
    let then = match &rule.then {
        Action::SpecificAgent { .. } => view(ActionKind::SpecificAgent, None),
        Action::RoundRobin { pool: Pool::All } => view(ActionKind::RoundRobinAll, None),
        Action::RoundRobin { pool } => view(ActionKind::RoundRobinPool, Some(pool)),
        Action::FirstToClaim { pool, .. } => view(ActionKind::FirstToClaim, Some(pool)),
        Action::Custom { expression } => ActionView {
            expression: Some(expression.clone()),
            ..view(ActionKind::Custom, None)
        },
    };
    RuleCard {
        id: rule.id.clone(),
        title: words::rule_title(roster, channel, rule),
        named: rule.name.is_some(),
        enabled: rule.enabled,
        when: rule.when.as_ref().map(condition::plain),
        then,
        follow_up: rule
            .follow_up
            .iter()
            .map(|follow_up| words::follow_up(roster, follow_up))
            .collect(),
        caught,
    }
}

fn fallback(roster: &Roster, channel: &Channel, step: &Step) -> ActionView {
    let (kind, pool) = match &channel.fallback {
        Fallback::Inbox => (ActionKind::Inbox, None),
        Fallback::SpecificAgent { .. } => (ActionKind::SpecificAgent, None),
        Fallback::RoundRobin { pool: Pool::All } => (ActionKind::RoundRobinAll, None),
        Fallback::RoundRobin { pool } => (ActionKind::RoundRobinPool, Some(pool)),
    };
    action(roster, kind, words::fallback(roster, channel), pool, step)
}

fn action(
    roster: &Roster,
    kind: ActionKind,
    words: String,
    pool: Option<&Pool>,
    step: &Step,
) -> ActionView {
    let agents = agents(step);
    let faces = match pool {
        Some(Pool::Members(members)) => members
            .iter()
            .take(FACES)
            .map(|Member { account, weight }| people::face(roster, account, *weight))
            .collect(),
        _ => agents
            .iter()
            .take(FACES)
            .map(|agent| people::face(roster, roster.id(*agent), 1))
            .collect(),
    };
    ActionView {
        kind,
        words,
        faces,
        pool_size: u32::try_from(agents.len()).unwrap_or(u32::MAX),
        expression: None,
    }
}

/// Every agent a step may choose. A custom rule chooses for itself.
fn agents(step: &Step) -> &[AccountIx] {
    match &step.then {
        Then::Inbox | Then::Custom(_) => &[],
        Then::Agent(agent) => agent.as_slice(),
        Then::RoundRobin(turns) => &turns.pool,
        Then::Claim { pool, .. } => pool,
    }
}
