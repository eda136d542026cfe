//! A landing as the window tells it: the sentence, then one line a step.

use routing::landing::{self, By, Candidate, Ending, Landing, Step};
use routing::words;

use crate::snapshot::Snapshot;
use crate::view::{condition, people};
use crate::wire::{Outcome, PoolFace, Simulation, Span, StepKind, StepView, Tone, Verdict};

/// Most members of one pool that a trace lists; the rest are counted.
const LISTED: usize = 60;

pub fn simulation(revision: u32, snapshot: &Snapshot, landing: &Landing) -> Simulation {
    let Snapshot { roster, route } = snapshot;
    let ending = &landing.ending;
    let mut steps = Vec::new();
    tell(
        snapshot,
        ending,
        landing.trace.as_deref().unwrap_or_default(),
        0,
        &mut steps,
    );
    Simulation {
        revision,
        channel: landing.channel.to_owned(),
        outcome: match ending.outcome {
            landing::Outcome::Assigned => Outcome::Assigned,
            landing::Outcome::Offered => Outcome::Offered,
            landing::Outcome::Inbox => Outcome::Inbox,
        },
        sentence: spans(words::headline(roster, route, landing)),
        notes: words::notes(roster, route, landing),
        agents: ending
            .agents
            .iter()
            .take(LISTED)
            .map(|agent| people::face(roster, agent, 1))
            .collect(),
        rule: match ending.by {
            By::Rule { rule } => Some(rule.to_owned()),
            _ => None,
        },
        steps,
        problems: landing.problems.iter().map(Into::into).collect(),
        ignored: landing.ignored.clone(),
    }
}

/// The steps that led to `ending`, then, one deeper, those to what follows if nobody claims.
fn tell(
    snapshot: &Snapshot,
    ending: &Ending,
    trace: &[Step],
    depth: u32,
    steps: &mut Vec<StepView>,
) {
    steps.extend(trace.iter().map(|step| line(snapshot, ending, step, depth)));
    steps.extend(ending.follow_up.iter().map(|follow_up| StepView {
        title: words::follow_up(&snapshot.roster, follow_up),
        ..blank(StepKind::FollowUp, Verdict::Planned, depth)
    }));
    if let Some(unclaimed) = &ending.if_unclaimed {
        tell(
            snapshot,
            &unclaimed.ending,
            unclaimed.trace.as_deref().unwrap_or_default(),
            depth + 1,
            steps,
        );
    }
}

fn line(snapshot: &Snapshot, ending: &Ending, step: &Step, depth: u32) -> StepView {
    let Snapshot { roster, route } = snapshot;
    let said = match step {
        Step::Assignee { agent, .. } => {
            let verdict = if agent.is_some() {
                Verdict::Assigned
            } else {
                Verdict::None
            };
            blank(StepKind::Assignee, verdict, depth)
        }
        Step::Returning { verdict } => blank(StepKind::Returning, (*verdict).into(), depth),
        Step::Rule {
            rule,
            verdict,
            would_match,
            when,
            pool,
        } => StepView {
            rule: Some((*rule).to_owned()),
            number: route
                .channel
                .rules
                .iter()
                .zip(1..)
                .find(|(known, _)| known.id == *rule)
                .map(|(_, number)| number),
            would_match: Some(*would_match),
            when: when.as_ref().map(condition::seen),
            ..pooled(
                snapshot,
                ending,
                pool.as_deref(),
                blank(StepKind::Rule, (*verdict).into(), depth),
            )
        },
        Step::Fallback { verdict, pool } => pooled(
            snapshot,
            ending,
            pool.as_deref(),
            blank(StepKind::Fallback, (*verdict).into(), depth),
        ),
    };
    StepView {
        title: words::step_title(roster, route, step),
        detail: spans(words::step_detail(roster, route, ending, step)),
        ..said
    }
}

fn blank(kind: StepKind, verdict: Verdict, depth: u32) -> StepView {
    StepView {
        kind,
        verdict,
        rule: None,
        number: None,
        title: String::new(),
        detail: Vec::new(),
        would_match: None,
        when: None,
        pool: Vec::new(),
        pool_size: 0,
        depth,
    }
}

/// Adds the faces of a pool, in its order. Of a large one, whoever was chosen is always there.
fn pooled(
    snapshot: &Snapshot,
    ending: &Ending,
    pool: Option<&[Candidate]>,
    step: StepView,
) -> StepView {
    let pool = pool.unwrap_or_default();
    let took = matches!(step.verdict, Verdict::Assigned);
    let is_chosen = |candidate: &Candidate| took && ending.agents.contains(&candidate.agent);
    let beyond = pool
        .iter()
        .skip(LISTED)
        .filter(|candidate| is_chosen(candidate));
    let faces = pool.iter().take(LISTED).chain(beyond).map(|candidate| {
        let face = people::face(&snapshot.roster, candidate.agent, 1);
        PoolFace {
            account: face.account,
            name: face.name,
            initials: face.initials,
            eligible: candidate.eligible,
            reason: words::pool_reason(candidate),
            chosen: is_chosen(candidate),
        }
    });
    StepView {
        pool: faces.collect(),
        pool_size: u32::try_from(pool.len()).unwrap_or(u32::MAX),
        ..step
    }
}

impl From<landing::Verdict> for Verdict {
    fn from(verdict: landing::Verdict) -> Self {
        match verdict {
            landing::Verdict::Assigned => Verdict::Assigned,
            landing::Verdict::Offered => Verdict::Offered,
            landing::Verdict::Declined => Verdict::Declined,
            landing::Verdict::NoMatch => Verdict::NoMatch,
            landing::Verdict::Disabled => Verdict::Disabled,
            landing::Verdict::NotReached => Verdict::NotReached,
            landing::Verdict::None => Verdict::None,
            landing::Verdict::Inbox => Verdict::Inbox,
        }
    }
}

fn spans(spans: Vec<words::Span>) -> Vec<Span> {
    let tone = |tone| match tone {
        words::Tone::Plain => Tone::Plain,
        words::Tone::Strong => Tone::Strong,
        words::Tone::Dim => Tone::Dim,
        words::Tone::Path => Tone::Path,
        words::Tone::Fail => Tone::Fail,
    };
    spans
        .into_iter()
        .map(|span| Span {
            tone: tone(span.tone),
            text: span.text,
        })
        .collect()
}
