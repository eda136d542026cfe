//! Parts of a book to and from the shapes the editors hold. On the way in the engine's own
//! readers judge them, so that an editor is told what an import would be told.

use chrono::NaiveDate;
use routing::Problem;
use routing::book::{
    Action, Away, Condition, Fallback, FollowUp, Member, OnTimeout, Pool, Rule, Value,
    read_condition, read_fallback, read_follow_ups, read_rule,
};
use routing::condition::weekday_name;
use serde::Serialize;

use crate::wire::{
    ActionSource, AllAgents, AppError, AwaySource, Code, ConditionSource, FallbackSource,
    FollowUpSource, MemberSource, PoolSource, RuleSource, TimeoutSource, ValueSource,
};

pub fn condition(source: &ConditionSource) -> Result<Condition, AppError> {
    judged(source, read_condition)
}

pub fn fallback(source: &FallbackSource) -> Result<Fallback, AppError> {
    judged(source, read_fallback)
}

fn follow_ups(source: &[FollowUpSource]) -> Result<Vec<FollowUp>, AppError> {
    judged(source, read_follow_ups)
}

/// Both parts of a fallback's card, with the problems of both at `fallback…` and `follow_up…`.
pub fn fallback_card(
    source: &FallbackSource,
    follow_up: &[FollowUpSource],
) -> Result<(Fallback, Vec<FollowUp>), AppError> {
    match (fallback(source), follow_ups(follow_up)) {
        (Ok(fallback), Ok(follow_up)) => Ok((fallback, follow_up)),
        (first, second) => {
            let first = first.err().map(|error| below("fallback", error));
            let second = second.err().map(|error| below("follow_up", error));
            let both = first.into_iter().chain(second).reduce(|mut all, more| {
                all.problems.extend(more.problems);
                all
            });
            Err(both.unwrap_or_else(|| refused(&[])))
        }
    }
}

/// The problems of a part, seen from what the part is in.
fn below(part: &str, mut error: AppError) -> AppError {
    for problem in &mut error.problems {
        let joint = match problem.place.is_empty() || problem.place.starts_with('[') {
            true => "",
            false => ".",
        };
        problem.place = format!("{part}{joint}{}", problem.place);
    }
    error
}

pub fn rule(id: String, source: &RuleSource) -> Result<Rule, AppError> {
    #[derive(Serialize)]
    struct WithId<'s> {
        id: &'s str,
        #[serde(flatten)]
        source: &'s RuleSource,
    }
    let rule = judged(&WithId { id: &id, source }, read_rule)?;
    Ok(Rule {
        name: rule.name.filter(|name| !name.trim().is_empty()),
        ..rule
    })
}

pub fn away(source: &[AwaySource]) -> Result<Vec<Away>, AppError> {
    let mut problems = Vec::new();
    let mut day = |index: usize, key: &str, text: &str| {
        let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
        if date.is_none() {
            let place = format!("away[{index}].{key}");
            let message = format!("{text:?} is no date of the form YYYY-MM-DD");
            problems.push(Problem::new("bad_date", place, message));
        }
        date.unwrap_or_default()
    };
    let away = source.iter().enumerate().map(|(index, range)| Away {
        from: day(index, "from", &range.from),
        through: day(index, "through", &range.through),
    });
    let away = away.collect();
    match problems.is_empty() {
        true => Ok(away),
        false => Err(refused(&problems)),
    }
}

fn judged<S: Serialize + ?Sized, T>(
    source: &S,
    read: fn(&str) -> Result<T, Vec<Problem>>,
) -> Result<T, AppError> {
    let text = serde_json::to_string(source)
        .map_err(|error| AppError::new(Code::Internal, error.to_string()))?;
    read(&text).map_err(|problems| refused(&problems))
}

/// An edit that the book's readers refuse.
pub fn refused(problems: &[Problem]) -> AppError {
    let first = problems.first();
    let message = match (first, problems.len()) {
        (None, _) => "the edit was refused".to_owned(),
        (Some(first), 1) => first.message.clone(),
        (Some(first), many) => format!("{} (and {} more)", first.message, many - 1),
    };
    AppError {
        help: first.and_then(|problem| problem.help.clone()),
        ..AppError::new(Code::BadEdit, message).problems(problems)
    }
}

impl From<&Rule> for RuleSource {
    fn from(rule: &Rule) -> Self {
        RuleSource {
            name: rule.name.clone(),
            enabled: rule.enabled,
            when: rule.when.as_ref().map(ConditionSource::from),
            then: (&rule.then).into(),
            follow_up: rule.follow_up.iter().map(FollowUpSource::from).collect(),
        }
    }
}

impl From<&Condition> for ConditionSource {
    fn from(condition: &Condition) -> Self {
        let each = |parts: &[Condition]| parts.iter().map(ConditionSource::from).collect();
        match condition {
            Condition::All(parts) => ConditionSource::All { all: each(parts) },
            Condition::Any(parts) => ConditionSource::Any { any: each(parts) },
            Condition::Not(part) => ConditionSource::Not {
                not: Box::new(part.as_ref().into()),
            },
            Condition::Test(test) => ConditionSource::Test {
                field: test.field.name().to_owned(),
                op: test.op.name().to_owned(),
                value: value(&test.value),
            },
        }
    }
}

fn value(value: &Value) -> Option<ValueSource> {
    let two = |first: String, last: String| ValueSource::Texts(vec![first, last]);
    Some(match value {
        Value::None => return None,
        Value::Text(text) => ValueSource::Text(text.clone()),
        Value::Texts(texts) => ValueSource::Texts(texts.clone()),
        Value::Number(number) => ValueSource::Number(*number),
        Value::Numbers(low, high) => ValueSource::Numbers(vec![*low, *high]),
        Value::Dates(from, through) => two(from.to_string(), through.to_string()),
        Value::Times(start, end) => two(start.to_string(), end.to_string()),
        Value::Weekdays(days) => ValueSource::Texts(
            days.iter()
                .map(|day| weekday_name(*day).to_owned())
                .collect(),
        ),
    })
}

impl From<&Action> for ActionSource {
    fn from(action: &Action) -> Self {
        match action {
            Action::SpecificAgent { agent } => ActionSource::SpecificAgent {
                agent: agent.clone(),
            },
            Action::RoundRobin { pool } => ActionSource::RoundRobin { pool: pool.into() },
            Action::FirstToClaim {
                pool,
                window_minutes,
                on_timeout,
            } => ActionSource::FirstToClaim {
                pool: pool.into(),
                window_minutes: *window_minutes,
                on_timeout: match on_timeout {
                    OnTimeout::NextRule => TimeoutSource::NextRule,
                    OnTimeout::Fallback => TimeoutSource::Fallback,
                },
            },
            Action::Custom { expression } => ActionSource::Custom {
                expression: expression.clone(),
            },
        }
    }
}

impl From<&Fallback> for FallbackSource {
    fn from(fallback: &Fallback) -> Self {
        match fallback {
            Fallback::Inbox => FallbackSource::Inbox,
            Fallback::SpecificAgent { agent } => FallbackSource::SpecificAgent {
                agent: agent.clone(),
            },
            Fallback::RoundRobin { pool } => FallbackSource::RoundRobin { pool: pool.into() },
        }
    }
}

impl From<&Pool> for PoolSource {
    fn from(pool: &Pool) -> Self {
        let member = |member: &Member| MemberSource {
            account: member.account.clone(),
            weight: member.weight,
        };
        match pool {
            Pool::All => PoolSource::All(AllAgents::All),
            Pool::Members(members) => PoolSource::Members(members.iter().map(member).collect()),
        }
    }
}

impl From<&FollowUp> for FollowUpSource {
    fn from(follow_up: &FollowUp) -> Self {
        match follow_up.clone() {
            FollowUp::Notify { account } => FollowUpSource::Notify { account },
            FollowUp::Tag { tag } => FollowUpSource::Tag { tag },
            FollowUp::Task { title, due_minutes } => FollowUpSource::Task { title, due_minutes },
            FollowUp::Flow { name } => FollowUpSource::Flow { name },
        }
    }
}
