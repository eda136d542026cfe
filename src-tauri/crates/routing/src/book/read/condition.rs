//! Conditions: the tree of `all`, `any` and `not`, and its tests, whose values are read as the
//! operator takes them.

use chrono::{NaiveDate, Weekday};

use super::reader::{Keys, Object, Reader, found, quoted, suggestion};
use crate::book::{Condition, MAX_CONDITION_DEPTH, Test, TimeOfDay, Value};
use crate::condition::{checked_pattern, weekday_name};
use crate::fields::{FIELDS, Field, OPS, Op, Takes};
use crate::json::Node;
use crate::problem::{Problem, did_you_mean};

const KEYS: Keys = Keys {
    required: &[],
    optional: &["all", "any", "not", "field", "op", "value"],
};

/// `None` where the condition has a problem of its own or inside.
pub(super) fn condition(reader: &mut Reader, node: &Node<'_>) -> Option<Condition> {
    condition_at(reader, node, 1)
}

fn condition_at(reader: &mut Reader, node: &Node<'_>, level: usize) -> Option<Condition> {
    // Said once a branch; what is below is looked at all the same.
    if level == MAX_CONDITION_DEPTH + 1 {
        reader.wrong("too_deep", || {
            format!("the condition is nested more than {MAX_CONDITION_DEPTH} levels deep")
        });
    }
    let object = reader.object(node, &KEYS)?;
    let groups = ["all", "any", "not"]
        .into_iter()
        .filter(|key| object.has(key));
    let mut kinds: Vec<String> = groups.map(quoted).collect();
    let is_test = ["field", "op", "value"]
        .into_iter()
        .any(|key| object.has(key));
    if is_test {
        kinds.push("a test".to_owned());
    }
    match kinds.len() {
        0 if object.has_unknown_keys => {}
        0 => reader.wrong("bad_condition", || {
            "the condition is empty: it needs \"all\", \"any\", \"not\", or a test with \"field\" and \"op\"".to_owned()
        }),
        1 => {}
        _ => reader.wrong("bad_condition", || {
            let kinds = kinds.join(" and ");
            format!("a condition is one of \"all\", \"any\", \"not\" or a test; this one has {kinds}")
        }),
    }

    // Every part is looked at, also where there is one too many.
    let all = reader.field(&object, "all", |reader, node| parts(reader, node, level));
    let any = reader.field(&object, "any", |reader, node| parts(reader, node, level));
    let not = reader.field(&object, "not", |reader, node| {
        condition_at(reader, node, level + 1)
    });
    let test = if is_test { test(reader, &object) } else { None };
    all.map(Condition::All)
        .or(any.map(Condition::Any))
        .or(not.map(|part| Condition::Not(Box::new(part))))
        .or(test.map(Condition::Test))
}

fn parts(reader: &mut Reader, node: &Node<'_>, level: usize) -> Option<Vec<Condition>> {
    let parts = reader.list(node, |reader, node| condition_at(reader, node, level + 1))?;
    parts.into_iter().collect()
}

fn test(reader: &mut Reader, object: &Object<'_>) -> Option<Test> {
    reader.require(object, &["field", "op"]);
    let field = reader.field(object, "field", field);
    let op = reader.field(object, "op", |reader, node| operator(reader, node, field));
    let (field, op) = (field?, op?);
    let value = match (field.kind().takes(op)?, object.get("value")) {
        (Takes::Nothing, None) => Value::None,
        (Takes::Nothing, Some(node)) => reader.field(object, "value", |reader, _| {
            reader.wrong("unexpected_value", || {
                format!(
                    "the operator {} takes no value, found {}",
                    quoted(op.name()),
                    found(node)
                )
            });
            None
        })?,
        (takes, None) => {
            reader.report(|path| {
                let message = format!(
                    "the operator {} needs a value: {}",
                    quoted(op.name()),
                    shape(takes)
                );
                Problem::new("missing_value", path.place_of("value"), message)
            });
            return None;
        }
        (takes, Some(_)) => {
            reader.field(object, "value", |reader, node| value(reader, node, takes))?
        }
    };
    Some(Test { field, op, value })
}

fn field(reader: &mut Reader, node: &Node<'_>) -> Option<Field> {
    let name = reader.str(node)?;
    let field = Field::from_name(name);
    if field.is_none() {
        reader.report(|path| {
            Problem::new(
                "unknown_field",
                path.place(),
                format!("unknown field {}", quoted(name)),
            )
            .help(suggestion(name, FIELDS.iter().map(|row| row.name)))
        });
    }
    field
}

/// An operator that is legal for the field, where that is known.
fn operator(reader: &mut Reader, node: &Node<'_>, field: Option<Field>) -> Option<Op> {
    let name = reader.str(node)?;
    let Some(op) = Op::from_name(name) else {
        reader.report(|path| {
            let message = format!("unknown operator {}", quoted(name));
            let help = match field {
                Some(field) => match did_you_mean(name, operators(field)) {
                    Some(near) => format!("did you mean {}? {}", quoted(near), operators_of(field)),
                    None => operators_of(field),
                },
                None => suggestion(name, OPS.iter().map(|(_, name)| *name)),
            };
            Problem::new("unknown_operator", path.place(), message).help(help)
        });
        return None;
    };
    if let Some(field) = field
        && field.kind().takes(op).is_none()
    {
        reader.report(|path| {
            let (field_name, kind) = (quoted(field.name()), field.kind().name());
            let message = format!(
                "{field_name} is a {kind} and has no operator {}",
                quoted(name)
            );
            Problem::new("illegal_operator", path.place(), message).help(operators_of(field))
        });
        return None;
    }
    Some(op)
}

fn operators(field: Field) -> impl Iterator<Item = &'static str> {
    field.kind().operators().iter().map(|(op, _)| op.name())
}

fn operators_of(field: Field) -> String {
    format!(
        "operators of {}: {}",
        field.name(),
        operators(field).collect::<Vec<_>>().join(", ")
    )
}

/// What an operator takes, in words.
fn shape(takes: Takes) -> &'static str {
    match takes {
        Takes::Nothing => "nothing",
        Takes::Text => "a text",
        Takes::Pattern => "a regular expression",
        Takes::Texts => "a list of texts",
        Takes::Number => "a number",
        Takes::NumberRange => "a list of two numbers, low and high",
        Takes::DateRange => "a list of two dates, the first and the last day",
        Takes::TimeRange => "a list of two times, start and end",
        Takes::Weekdays => "a list of week days",
    }
}

fn value(reader: &mut Reader, node: &Node<'_>, takes: Takes) -> Option<Value> {
    match takes {
        Takes::Nothing => Some(Value::None),
        Takes::Text => reader.words(node).map(Value::Text),
        Takes::Pattern => regular_expression(reader, node).map(Value::Text),
        Takes::Texts => every(reader.list(node, Reader::words)).map(Value::Texts),
        Takes::Number => reader.number(node).map(Value::Number),
        Takes::NumberRange => {
            let (low, high) = reader.pair(node, shape(takes), Reader::number, Reader::number)?;
            in_order(reader, node, low <= high).then_some(Value::Numbers(low, high))
        }
        Takes::DateRange => {
            let (from, through) = reader.pair(node, shape(takes), date, date)?;
            in_order(reader, node, from <= through).then_some(Value::Dates(from, through))
        }
        // A start after the end runs over midnight.
        Takes::TimeRange => {
            let (start, end) = reader.pair(node, shape(takes), start_of_day, end_of_day)?;
            Some(Value::Times(start, end))
        }
        Takes::Weekdays => every(reader.list(node, weekday)).map(Value::Weekdays),
    }
}

fn every<T>(items: Option<Vec<Option<T>>>) -> Option<Vec<T>> {
    items?.into_iter().collect()
}

fn in_order(reader: &mut Reader, node: &Node<'_>, in_order: bool) -> bool {
    if !in_order {
        let ends: Vec<String> = node
            .as_list()
            .unwrap_or_default()
            .iter()
            .map(found)
            .collect();
        reader.wrong("reversed_range", || {
            format!("the range runs backwards: {}", ends.join(" is after "))
        });
    }
    in_order
}

fn regular_expression(reader: &mut Reader, node: &Node<'_>) -> Option<String> {
    let text = reader.words(node)?;
    match checked_pattern(&text) {
        Ok(_) => Some(text),
        Err(why) => {
            reader.wrong("bad_pattern", || {
                format!("{} is no regular expression: {why}", quoted(&text))
            });
            None
        }
    }
}

/// A day as `YYYY-MM-DD`.
pub(super) fn date(reader: &mut Reader, node: &Node<'_>) -> Option<NaiveDate> {
    let text = reader.str(node)?;
    let date = parse_date(text);
    if date.is_none() {
        reader.wrong("bad_date", || {
            format!("{} is no date of the form YYYY-MM-DD", quoted(text))
        });
    }
    date
}

fn parse_date(text: &str) -> Option<NaiveDate> {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (
        digits(parts.next()?, 4)?,
        digits(parts.next()?, 2)?,
        digits(parts.next()?, 2)?,
    );
    NaiveDate::from_ymd_opt(year as i32, month, day)
}

/// Exactly so many ASCII digits.
fn digits(text: &str, count: usize) -> Option<u32> {
    let all = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if all { text.parse().ok() } else { None }
}

fn start_of_day(reader: &mut Reader, node: &Node<'_>) -> Option<TimeOfDay> {
    time(reader, node, 24 * 60 - 1, "HH:MM from 00:00 to 23:59")
}

fn end_of_day(reader: &mut Reader, node: &Node<'_>) -> Option<TimeOfDay> {
    time(reader, node, 24 * 60, "HH:MM from 00:00 to 24:00")
}

fn time(reader: &mut Reader, node: &Node<'_>, latest: u16, form: &str) -> Option<TimeOfDay> {
    let text = reader.str(node)?;
    let time = parse_time(text).filter(|time| time.0 <= latest);
    if time.is_none() {
        reader.wrong("bad_time", || {
            format!("{} is no time of the form {form}", quoted(text))
        });
    }
    time
}

fn parse_time(text: &str) -> Option<TimeOfDay> {
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute) = (digits(hour, 2)?, digits(minute, 2)?);
    let minutes = u16::try_from(hour * 60 + minute).ok()?;
    (minute < 60).then_some(TimeOfDay(minutes))
}

const WEEK: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

fn weekday(reader: &mut Reader, node: &Node<'_>) -> Option<Weekday> {
    let text = reader.str(node)?;
    let day = WEEK.into_iter().find(|day| weekday_name(*day) == text);
    if day.is_none() {
        reader.report(|path| {
            Problem::new(
                "bad_weekday",
                path.place(),
                format!("unknown week day {}", quoted(text)),
            )
            .help(suggestion(text, WEEK.into_iter().map(weekday_name)))
        });
    }
    day
}
