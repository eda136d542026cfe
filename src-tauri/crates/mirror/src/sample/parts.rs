//! Short words for the parts of a book, so that a sample reads like the rules it holds.

use chrono::Weekday;
use routing::book::{
    Account, AccountKind, Action, Channel, Condition, FollowUp, Member, OnTimeout, Pool, Rule,
    Test, TimeOfDay, Value,
};
use routing::fields::{Field, Op};

pub fn account(id: &str, kind: AccountKind, name: &str, parent: Option<&str>) -> Account {
    Account {
        id: id.to_owned(),
        kind,
        name: name.to_owned(),
        parent: parent.map(str::to_owned),
        active: true,
        away: Vec::new(),
        daily_cap: None,
    }
}

/// A channel in Dallas without rules; its leads stay in the inbox.
pub fn channel(id: &str, account: &str, name: &str) -> Channel {
    Channel {
        name: Some(name.to_owned()),
        mls: Some(vec!["NTREIS".to_owned()]),
        time_zone: chrono_tz::America::Chicago,
        ..Channel::new(id, account)
    }
}

pub fn rule(id: impl Into<String>, name: &str, when: Condition, then: Action) -> Rule {
    Rule {
        id: id.into(),
        name: Some(name.to_owned()),
        enabled: true,
        when: Some(when),
        then,
        follow_up: Vec::new(),
    }
}

pub fn with(rule: Rule, follow_up: impl IntoIterator<Item = FollowUp>) -> Rule {
    Rule {
        follow_up: follow_up.into_iter().collect(),
        ..rule
    }
}

pub fn all(conditions: impl IntoIterator<Item = Condition>) -> Condition {
    Condition::All(conditions.into_iter().collect())
}

pub fn any(conditions: impl IntoIterator<Item = Condition>) -> Condition {
    Condition::Any(conditions.into_iter().collect())
}

fn test(field: Field, op: Op, value: Value) -> Condition {
    Condition::Test(Test { field, op, value })
}

pub fn source(name: &str) -> Condition {
    test(Field::LeadSource, Op::Is, Value::Text(name.to_owned()))
}

pub fn tagged(tags: &[&str]) -> Condition {
    test(Field::Tags, Op::HasAny, texts(tags))
}

pub fn zip(codes: &[&str]) -> Condition {
    test(Field::PostalCode, Op::IsAnyOf, texts(codes))
}

pub fn price_from(dollars: f64) -> Condition {
    test(Field::ListingPrice, Op::Ge, Value::Number(dollars))
}

pub fn has_note() -> Condition {
    test(Field::Note, Op::IsSet, Value::None)
}

pub fn weekend() -> Condition {
    test(
        Field::CapturedWeekday,
        Op::IsAnyOf,
        Value::Weekdays(vec![Weekday::Sat, Weekday::Sun]),
    )
}

/// Between two full hours, over midnight where the first is the later one.
pub fn hours(from: u16, to: u16) -> Condition {
    test(
        Field::CapturedTime,
        Op::Between,
        Value::Times(TimeOfDay(from * 60), TimeOfDay(to * 60)),
    )
}

fn texts(texts: &[&str]) -> Value {
    Value::Texts(texts.iter().map(|text| (*text).to_owned()).collect())
}

pub fn to(agent: &str) -> Action {
    Action::SpecificAgent {
        agent: agent.to_owned(),
    }
}

pub fn turns(pool: Pool) -> Action {
    Action::RoundRobin { pool }
}

pub fn first_to_claim(pool: Pool, window_minutes: u32, on_timeout: OnTimeout) -> Action {
    Action::FirstToClaim {
        pool,
        window_minutes,
        on_timeout,
    }
}

pub fn custom(expression: impl Into<String>) -> Action {
    Action::Custom {
        expression: expression.into(),
    }
}

/// Accounts with their weights.
pub fn pool<'a>(members: impl IntoIterator<Item = (&'a str, u32)>) -> Pool {
    let member = |(account, weight): (&str, u32)| Member {
        account: account.to_owned(),
        weight,
    };
    Pool::Members(members.into_iter().map(member).collect())
}

pub fn task(title: &str, due_minutes: u32) -> FollowUp {
    FollowUp::Task {
        title: title.to_owned(),
        due_minutes,
    }
}

pub fn tag(tag: &str) -> FollowUp {
    FollowUp::Tag {
        tag: tag.to_owned(),
    }
}

pub fn flow(name: &str) -> FollowUp {
    FollowUp::Flow {
        name: name.to_owned(),
    }
}

pub fn notify(account: &str) -> FollowUp {
    FollowUp::Notify {
        account: account.to_owned(),
    }
}
