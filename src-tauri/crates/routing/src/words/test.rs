//! Tests in words: as chips on a card, and as the clause that says how one came out.

use chrono::{NaiveDate, Weekday};

use super::{Span, Tone, grouped, listed};
use crate::book::{Condition, Test, Value};
use crate::condition::{Actual, Group, Seen};
use crate::fields::{Field, Op};
use crate::fold::fold;

/// Most values named in a chip.
const SHORT: usize = 3;
/// Most clauses named in a sentence.
const CLAUSES: usize = 3;

/// A test short enough for a chip: `ZIP is one of 75205, 75225 +4`.
pub fn chip(test: &Test) -> String {
    phrase(test, SHORT)
}

/// The same with every value.
pub fn chip_in_full(test: &Test) -> String {
    phrase(test, usize::MAX)
}

/// A whole condition in one line: `price ≥ $1,000,000 and (source is Zillow or tags include VIP)`.
pub fn condition(condition: &Condition) -> String {
    with_chips(condition, chip)
}

/// The same with every value of every test.
pub fn condition_in_full(condition: &Condition) -> String {
    with_chips(condition, chip_in_full)
}

fn with_chips(condition: &Condition, chip: fn(&Test) -> String) -> String {
    let group = |parts: &[Condition], joint: &str, none: &str| match parts {
        [] => none.to_owned(),
        [one] => with_chips(one, chip),
        many => {
            let text = |part: &Condition| match part {
                Condition::All(p) | Condition::Any(p) if p.len() > 1 => {
                    format!("({})", with_chips(part, chip))
                }
                _ => with_chips(part, chip),
            };
            many.iter().map(text).collect::<Vec<_>>().join(joint)
        }
    };
    match condition {
        Condition::Test(test) => chip(test),
        Condition::Not(part) => format!("not ({})", with_chips(part, chip)),
        Condition::All(parts) => group(parts, " and ", "every lead"),
        Condition::Any(parts) => group(parts, " or ", "no lead"),
    }
}

fn phrase(test: &Test, most: usize) -> String {
    let field = test.field.words();
    let values = |joint: &str| match &test.value {
        Value::Texts(texts) => listed(texts, joint, most),
        Value::Weekdays(days) => listed(
            &days.iter().map(|day| short_day(*day)).collect::<Vec<_>>(),
            joint,
            7,
        ),
        value => value_text(test.field, value),
    };
    let one = |texts: &Value| matches!(texts, Value::Texts(texts) if texts.len() == 1);
    match test.op {
        Op::IsAnyOf if one(&test.value) => format!("{field} is {}", values("or")),
        Op::IsNoneOf if one(&test.value) => format!("{field} is not {}", values("or")),
        Op::Is => format!("{field} is {}", values("or")),
        Op::IsNot => format!("{field} is not {}", values("or")),
        Op::IsAnyOf if test.field == Field::CapturedWeekday => {
            format!("{field} is {}", values("or"))
        }
        Op::IsAnyOf => format!("{field} is one of {}", values("or")),
        Op::IsNoneOf => format!("{field} is none of {}", values("or")),
        Op::Contains => format!("{field} contains “{}”", values("or")),
        Op::NotContains => format!("{field} does not contain “{}”", values("or")),
        Op::StartsWith => format!("{field} starts with “{}”", values("or")),
        Op::NotStartsWith => format!("{field} does not start with “{}”", values("or")),
        Op::EndsWith => format!("{field} ends with “{}”", values("or")),
        Op::Matches => format!("{field} matches {}", values("or")),
        Op::IsSet => format!("{field} is given"),
        Op::IsNotSet => format!("{field} is missing"),
        Op::Eq => format!("{field} = {}", values("or")),
        Op::Ne => format!("{field} ≠ {}", values("or")),
        Op::Lt => format!("{field} < {}", values("or")),
        Op::Le => format!("{field} ≤ {}", values("or")),
        Op::Gt => format!("{field} > {}", values("or")),
        Op::Ge => format!("{field} ≥ {}", values("or")),
        Op::Between => format!("{field} {}", values("to")),
        Op::HasAny => format!("{field} include {}", values("or")),
        Op::HasAll => format!("{field} include {}", values("and")),
        Op::HasNone => format!("{field} do not include {}", values("or")),
        Op::IsEmpty => "no tags".to_owned(),
        Op::IsNotEmpty => "any tags".to_owned(),
        Op::IsTrue => "the website names an agent".to_owned(),
        Op::IsFalse => "the website names no agent".to_owned(),
    }
}

fn value_text(field: Field, value: &Value) -> String {
    let money = |number: &f64| match field {
        Field::ListingPrice => format!("${}", grouped(*number)),
        _ => grouped(*number),
    };
    match value {
        Value::None => String::new(),
        Value::Text(text) => text.clone(),
        Value::Texts(texts) => texts.join(", "),
        Value::Number(number) => money(number),
        Value::Numbers(low, high) => format!("{} to {}", money(low), money(high)),
        Value::Dates(from, through) => format!("{} to {}", day(*from), day(*through)),
        Value::Times(start, end) => format!("{start} to {end}"),
        Value::Weekdays(days) => days
            .iter()
            .map(|day| short_day(*day))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

/// `24 Dec 2026`
pub fn day(date: NaiveDate) -> String {
    date.format("%-d %b %Y").to_string()
}

fn short_day(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Mon",
        Weekday::Tue => "Tue",
        Weekday::Wed => "Wed",
        Weekday::Thu => "Thu",
        Weekday::Fri => "Fri",
        Weekday::Sat => "Sat",
        Weekday::Sun => "Sun",
    }
}

/// Why a condition came out as it did: the tests that decided it, as one clause.
/// `price 1,250,000 is at least 1,000,000 and ZIP 75205 is on the list`
pub fn clause(seen: &Seen) -> Vec<Span> {
    let mut deciding = Vec::new();
    decisive(seen, &mut deciding);
    let more = deciding.len().saturating_sub(CLAUSES);
    let mut spans = Vec::new();
    for (place, (test, passed, actual)) in deciding.iter().take(CLAUSES).enumerate() {
        if place > 0 {
            spans.push(Span::plain(" and "));
        }
        spans.extend(outcome(test, *passed, actual));
    }
    match more {
        0 => {}
        1 => spans.push(Span::plain(" and one more test")),
        more => spans.push(Span::plain(format!(" and {more} more tests"))),
    }
    if seen.passed() {
        // Inside a `not` a test that failed is what the condition asked for.
        spans
            .iter_mut()
            .filter(|span| span.tone == Tone::Fail)
            .for_each(|span| span.tone = Tone::Plain);
    }
    if spans.is_empty() {
        let text = if seen.passed() {
            "it takes every lead"
        } else {
            "it takes no lead"
        };
        spans.push(Span::plain(text));
    }
    spans
}

/// The tests that a group's verdict rests on: all of a passed `all`, the first that failed of a
/// failed one; the other way around for `any`.
fn decisive<'s>(seen: &'s Seen, into: &mut Vec<(&'s Test, bool, &'s Actual)>) {
    match seen {
        Seen::Test {
            test,
            passed,
            actual,
        } => into.push((test, *passed, actual)),
        Seen::Group {
            group,
            passed,
            parts,
        } => {
            let every = match group {
                Group::All | Group::Not => *passed,
                Group::Any => !*passed,
            };
            if every || *group == Group::Not {
                parts.iter().for_each(|part| decisive(part, into));
            } else if let Some(part) = parts.iter().find(|part| part.passed() == *passed) {
                decisive(part, into);
            }
        }
    }
}

/// How one test came out.
fn outcome(test: &Test, passed: bool, actual: &Actual) -> Vec<Span> {
    let field = test.field.words();
    let holds = passed != test.op.negates().is_some();
    let positive = test.op.negates().unwrap_or(test.op);
    let wanted = |joint: &str| match &test.value {
        Value::Texts(texts) => listed(texts, joint, SHORT + 1),
        Value::Weekdays(days) => listed(
            &days.iter().map(|day| short_day(*day)).collect::<Vec<_>>(),
            joint,
            7,
        ),
        Value::Number(number) => grouped(*number),
        Value::Numbers(low, high) => format!("{} to {}", grouped(*low), grouped(*high)),
        value => value_text(test.field, value),
    };
    let is = match actual {
        Actual::Missing => return vec![missing(field, positive, holds, passed)],
        Actual::Text(text) => shown(test.field, text),
        Actual::Number(number) => grouped(*number),
        Actual::Texts(texts) => listed(texts, "and", SHORT + 1),
        Actual::Flag(_) => String::new(),
    };
    let one = |text: String| {
        vec![if passed {
            Span::plain(text)
        } else {
            Span::fail(text)
        }]
    };
    let but = |text: String, not: String| {
        let not = if passed {
            Span::plain(not)
        } else {
            Span::fail(not)
        };
        vec![Span::plain(format!("{text}, not ")), not]
    };
    let verb = |yes: &str, no: &str| if holds { yes.to_owned() } else { no.to_owned() };
    match positive {
        Op::IsAnyOf if holds && test.field != Field::CapturedWeekday => {
            one(format!("{field} {is} is on the list"))
        }
        Op::IsAnyOf if list_len(&test.value) > SHORT && test.field != Field::CapturedWeekday => {
            one(format!("{field} {is} is not on the list"))
        }
        Op::Is | Op::IsAnyOf if holds => one(format!("{field} is {is}")),
        Op::Is | Op::IsAnyOf => but(format!("{field} is {is}"), wanted("or")),
        Op::Contains => one(format!(
            "{field} {} “{}”",
            verb("contains", "does not contain"),
            wanted("or")
        )),
        Op::StartsWith => one(format!(
            "{field} {is} {} “{}”",
            verb("starts with", "does not start with"),
            wanted("or")
        )),
        Op::EndsWith => one(format!(
            "{field} {is} {} “{}”",
            verb("ends with", "does not end with"),
            wanted("or")
        )),
        Op::Matches => one(format!(
            "{field} {} “{}”",
            verb("matches", "does not match"),
            wanted("or")
        )),
        Op::Eq if holds => one(format!("{field} is {is}")),
        Op::Eq => but(format!("{field} is {is}"), wanted("or")),
        Op::Lt => one(format!(
            "{field} {is} {} {}",
            verb("is below", "is not below"),
            wanted("or")
        )),
        Op::Le => one(format!(
            "{field} {is} {} {}",
            verb("is at most", "is above"),
            wanted("or")
        )),
        Op::Gt => one(format!(
            "{field} {is} {} {}",
            verb("is above", "is not above"),
            wanted("or")
        )),
        Op::Ge => one(format!(
            "{field} {is} {} {}",
            verb("is at least", "is below"),
            wanted("or")
        )),
        Op::Between => one(format!(
            "{field} {is} {} {}",
            verb("is within", "is outside"),
            wanted("to")
        )),
        Op::HasAny if holds => one(format!("{field} include {}", common(test, actual))),
        Op::HasAll if holds => one(format!("{field} include {}", wanted("and"))),
        Op::HasAny | Op::HasAll if is.is_empty() => but("tags are empty".to_owned(), wanted("or")),
        Op::HasAny => but(format!("{field} are {is}"), wanted("or")),
        Op::HasAll => vec![
            Span::plain(format!("{field} are {is}, without ")),
            if passed {
                Span::plain(absent(test, actual))
            } else {
                Span::fail(absent(test, actual))
            },
        ],
        Op::IsEmpty if holds => one("there are no tags".to_owned()),
        Op::IsEmpty => one(format!("{field} are {is}")),
        Op::IsTrue => one(format!("the website names {} agent", verb("an", "no"))),
        _ => one(format!("{field} is given")),
    }
}

fn missing(field: &str, positive: Op, holds: bool, passed: bool) -> Span {
    let text = match positive {
        Op::IsSet if holds => format!("{field} is given"),
        _ => format!("{field} is missing"),
    };
    if passed {
        Span::plain(text)
    } else {
        Span::fail(text)
    }
}

/// A text fact as a sentence shows it: notes and addresses of pages can be long.
fn shown(field: Field, text: &str) -> String {
    let text = match field {
        Field::CapturedWeekday => {
            let mut letters = text.chars();
            let first = letters.next().map(|letter| letter.to_ascii_uppercase());
            return first.into_iter().chain(letters).collect();
        }
        Field::CapturedDate => match text.parse::<NaiveDate>() {
            Ok(date) => return day(date),
            Err(_) => text,
        },
        _ => text,
    };
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

fn list_len(value: &Value) -> usize {
    match value {
        Value::Texts(texts) => texts.len(),
        _ => 0,
    }
}

/// The asked-for tags that the lead has, as the rule spells them.
fn common(test: &Test, actual: &Actual) -> String {
    let (Value::Texts(wanted), Actual::Texts(has)) = (&test.value, actual) else {
        return String::new();
    };
    let both: Vec<&String> = wanted
        .iter()
        .filter(|want| has.iter().any(|tag| fold(tag) == fold(want)))
        .collect();
    listed(&both, "and", SHORT + 1)
}

/// The asked-for tags that the lead lacks.
fn absent(test: &Test, actual: &Actual) -> String {
    let (Value::Texts(wanted), Actual::Texts(has)) = (&test.value, actual) else {
        return String::new();
    };
    let lacking: Vec<&String> = wanted
        .iter()
        .filter(|want| !has.iter().any(|tag| fold(tag) == fold(want)))
        .collect();
    listed(&lacking, "and", SHORT + 1)
}
