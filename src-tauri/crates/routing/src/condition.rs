//! When a rule applies: a condition made ready to run, and its one evaluation.
//!
//! Two-valued logic. A positive test on a missing fact is false, and each negative operator is
//! exactly the negation of its positive twin, so it is true on a missing fact. The same function
//! decides quickly and explains fully; which of the two is a type parameter.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike, Weekday};
use regex::{Regex, RegexBuilder};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::book::{Condition, Test, TimeOfDay, Value};
use crate::facts::{Facts, Text, postal_code};
use crate::fields::{Field, Op};
use crate::fold::fold;
use crate::json::serialize_number;

/// A condition ready to run: values folded, patterns compiled, lists as sets.
#[derive(Debug)]
pub struct Check(Node);

#[derive(Debug)]
enum Node {
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    Test(Box<Ready>),
}

#[derive(Debug)]
struct Ready {
    /// As the book has it, for traces.
    test: Test,
    /// The positive test, and whether the operator negates it.
    seek: Seek,
    negated: bool,
}

#[derive(Debug)]
enum Seek {
    Present,
    Is(Box<str>),
    IsAnyOf(HashSet<Box<str>>),
    Contains(Box<str>),
    StartsWith(Box<str>),
    EndsWith(Box<str>),
    Matches(Box<Regex>),
    Number(Op, f64),
    Numbers(f64, f64),
    HasAny(HashSet<Box<str>>),
    HasAll(Vec<Box<str>>),
    Empty,
    Flag,
    Dates(NaiveDate, NaiveDate),
    Times(TimeOfDay, TimeOfDay),
    Weekdays(Vec<Weekday>),
    /// A test that no reader lets through: never true.
    Never,
}

/// Compiles a pattern as `matches` runs it: case-insensitive, found anywhere, in linear time.
pub fn pattern(text: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(text).case_insensitive(true).build()
}

/// Why a text is no regular expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadPattern {
    pub message: String,
    /// Line and column, each from 1 and in characters, where one spot is to blame.
    pub at: Option<(usize, usize)>,
}

impl std::fmt::Display for BadPattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)?;
        match self.at {
            Some((_, column)) => write!(f, " at character {column}"),
            None => Ok(()),
        }
    }
}

/// As [`pattern`], with the spot of what is wrong: the regex crate draws a syntax error over
/// several lines, the parser below it names the spot.
pub fn checked_pattern(text: &str) -> Result<Regex, BadPattern> {
    let error = match pattern(text) {
        Ok(regex) => return Ok(regex),
        Err(error) => error,
    };
    use regex_syntax::Error::{Parse, Translate};
    let spot = |span: &regex_syntax::ast::Span| Some((span.start.line, span.start.column));
    let parsed = regex_syntax::ParserBuilder::new()
        .case_insensitive(true)
        .build()
        .parse(text);
    Err(match (parsed, error) {
        (Err(Parse(error)), _) => BadPattern {
            message: error.kind().to_string(),
            at: spot(error.span()),
        },
        (Err(Translate(error)), _) => BadPattern {
            message: error.kind().to_string(),
            at: spot(error.span()),
        },
        (_, regex::Error::CompiledTooBig(limit)) => BadPattern {
            message: format!("it needs more than {} MiB when compiled", limit >> 20),
            at: None,
        },
        _ => BadPattern {
            message: "it cannot be compiled".to_owned(),
            at: None,
        },
    })
}

/// What an evaluation keeps of what it saw.
pub trait Keep {
    type Seen;
    /// Evaluate every node, also those that can no longer change the result.
    const EVERYTHING: bool;
    fn test(test: &Test, passed: bool, facts: &Facts) -> Self::Seen;
    fn group(group: Group, passed: bool, parts: Vec<Self::Seen>) -> Self::Seen;
    /// What a trace tells of it.
    fn told(seen: Self::Seen) -> Option<Seen>;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    All,
    Any,
    Not,
}

/// Decides and keeps nothing.
pub struct Decide;

impl Keep for Decide {
    type Seen = ();
    const EVERYTHING: bool = false;
    fn test(_: &Test, _: bool, _: &Facts) {}
    fn group(_: Group, _: bool, _: Vec<()>) {}
    fn told((): ()) -> Option<Seen> {
        None
    }
}

/// Evaluates everything and keeps it all.
pub struct Explain;

/// A condition's verdict, node by node, in the condition's own shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    Group {
        group: Group,
        passed: bool,
        parts: Vec<Seen>,
    },
    Test {
        test: Test,
        passed: bool,
        actual: Actual,
    },
}

impl Seen {
    pub fn passed(&self) -> bool {
        match self {
            Seen::Group { passed, .. } | Seen::Test { passed, .. } => *passed,
        }
    }
}

/// What the lead says where a test looked.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Actual {
    Missing,
    Text(String),
    Number(#[serde(serialize_with = "number")] f64),
    Texts(Vec<String>),
    Flag(bool),
}

fn number<S: Serializer>(number: &f64, to: S) -> Result<S::Ok, S::Error> {
    serialize_number(*number, to)
}

impl Keep for Explain {
    type Seen = Seen;
    const EVERYTHING: bool = true;

    fn test(test: &Test, passed: bool, facts: &Facts) -> Seen {
        Seen::Test {
            test: test.clone(),
            passed,
            actual: actual(test.field, facts),
        }
    }

    fn group(group: Group, passed: bool, parts: Vec<Seen>) -> Seen {
        Seen::Group {
            group,
            passed,
            parts,
        }
    }

    fn told(seen: Seen) -> Option<Seen> {
        Some(seen)
    }
}

impl Check {
    pub fn new(condition: &Condition) -> Check {
        Check(Node::new(condition))
    }

    pub fn run<K: Keep>(&self, facts: &Facts) -> (bool, K::Seen) {
        self.0.run::<K>(facts)
    }
}

impl Node {
    fn new(condition: &Condition) -> Node {
        match condition {
            Condition::All(parts) => Node::All(parts.iter().map(Node::new).collect()),
            Condition::Any(parts) => Node::Any(parts.iter().map(Node::new).collect()),
            Condition::Not(part) => Node::Not(Box::new(Node::new(part))),
            Condition::Test(test) => Node::Test(Box::new(Ready::new(test))),
        }
    }

    fn run<K: Keep>(&self, facts: &Facts) -> (bool, K::Seen) {
        match self {
            Node::All(parts) => {
                let (stopped, seen) = run_until::<K>(parts, false, facts);
                (!stopped, K::group(Group::All, !stopped, seen))
            }
            Node::Any(parts) => {
                let (stopped, seen) = run_until::<K>(parts, true, facts);
                (stopped, K::group(Group::Any, stopped, seen))
            }
            Node::Not(part) => {
                let (passed, seen) = part.run::<K>(facts);
                (!passed, K::group(Group::Not, !passed, vec![seen]))
            }
            Node::Test(ready) => {
                let passed = ready.seek.holds(ready.test.field, facts) != ready.negated;
                (passed, K::test(&ready.test, passed, facts))
            }
        }
    }
}

/// Runs the parts up to the first that answers `stop`, or all of them where everything is kept.
/// Answers whether one did.
fn run_until<K: Keep>(parts: &[Node], stop: bool, facts: &Facts) -> (bool, Vec<K::Seen>) {
    let mut stopped = false;
    let mut seen = Vec::new();
    for part in parts {
        let (passed, kept) = part.run::<K>(facts);
        stopped |= passed == stop;
        seen.push(kept);
        if stopped && !K::EVERYTHING {
            break;
        }
    }
    (stopped, seen)
}

impl Ready {
    fn new(test: &Test) -> Ready {
        let (op, negated) = match test.op.negates() {
            Some(positive) => (positive, true),
            None => (test.op, false),
        };
        Ready {
            test: test.clone(),
            seek: Seek::new(test.field, op, &test.value),
            negated,
        }
    }
}

impl Seek {
    /// `op` is a positive operator.
    fn new(field: Field, op: Op, value: &Value) -> Seek {
        let equal_to = |text: &String| -> Box<str> {
            match field {
                Field::PostalCode => fold(&postal_code(text)).into(),
                _ => fold(text).into(),
            }
        };
        let folded = |text: &String| -> Box<str> { fold(text).into() };
        match (op, value) {
            (Op::IsSet, _) => Seek::Present,
            (Op::IsEmpty, _) => Seek::Empty,
            (Op::IsTrue, _) => Seek::Flag,
            (Op::Is, Value::Text(text)) => Seek::Is(equal_to(text)),
            (Op::IsAnyOf, Value::Texts(texts)) => {
                Seek::IsAnyOf(texts.iter().map(equal_to).collect())
            }
            (Op::Contains, Value::Text(text)) => Seek::Contains(folded(text)),
            (Op::StartsWith, Value::Text(text)) => Seek::StartsWith(folded(text)),
            (Op::EndsWith, Value::Text(text)) => Seek::EndsWith(folded(text)),
            (Op::Matches, Value::Text(text)) => {
                pattern(text).map_or(Seek::Never, |regex| Seek::Matches(Box::new(regex)))
            }
            (Op::Eq | Op::Lt | Op::Le | Op::Gt | Op::Ge, Value::Number(n)) => Seek::Number(op, *n),
            (Op::Between, Value::Numbers(low, high)) => Seek::Numbers(*low, *high),
            (Op::Between, Value::Dates(from, through)) => Seek::Dates(*from, *through),
            (Op::Between, Value::Times(start, end)) => Seek::Times(*start, *end),
            (Op::IsAnyOf, Value::Weekdays(days)) => Seek::Weekdays(days.clone()),
            (Op::HasAny, Value::Texts(texts)) => Seek::HasAny(texts.iter().map(folded).collect()),
            (Op::HasAll, Value::Texts(texts)) => Seek::HasAll(texts.iter().map(folded).collect()),
            _ => Seek::Never,
        }
    }

    fn holds(&self, field: Field, facts: &Facts) -> bool {
        let text = |holds: &dyn Fn(&str) -> bool| {
            facts.text(field).is_some_and(|text| holds(text.folded()))
        };
        let number = |holds: &dyn Fn(f64) -> bool| facts.price.is_some_and(holds);
        match self {
            Seek::Present => match field {
                Field::ListingPrice => facts.price.is_some(),
                _ => facts.text(field).is_some(),
            },
            Seek::Is(value) => text(&|fact| *fact == **value),
            Seek::IsAnyOf(values) => text(&|fact| values.contains(fact)),
            Seek::Contains(value) => text(&|fact| fact.contains(&**value)),
            Seek::StartsWith(value) => text(&|fact| fact.starts_with(&**value)),
            Seek::EndsWith(value) => text(&|fact| fact.ends_with(&**value)),
            Seek::Matches(regex) => facts
                .text(field)
                .is_some_and(|text| regex.is_match(text.raw())),
            Seek::Number(op, value) => number(&|fact| match op {
                Op::Eq => fact == *value,
                Op::Lt => fact < *value,
                Op::Le => fact <= *value,
                Op::Gt => fact > *value,
                _ => fact >= *value,
            }),
            Seek::Numbers(low, high) => number(&|fact| *low <= fact && fact <= *high),
            Seek::HasAny(values) => facts.tags.iter().any(|tag| values.contains(tag.folded())),
            Seek::HasAll(values) => values
                .iter()
                .all(|value| facts.tags.iter().any(|tag| tag.folded() == &**value)),
            Seek::Empty => facts.tags.is_empty(),
            Seek::Flag => facts.has_assignees(),
            Seek::Dates(from, through) => {
                let date = facts.captured.date();
                *from <= date && date <= *through
            }
            Seek::Times(start, end) => within(minute_of_day(&facts.captured), *start, *end),
            Seek::Weekdays(days) => days.contains(&facts.captured.weekday()),
            Seek::Never => false,
        }
    }
}

fn minute_of_day(at: &NaiveDateTime) -> TimeOfDay {
    TimeOfDay((at.hour() * 60 + at.minute()) as u16)
}

/// Start included, end excluded, over midnight where the start is later; equal ends are never.
fn within(time: TimeOfDay, start: TimeOfDay, end: TimeOfDay) -> bool {
    if start <= end {
        start <= time && time < end
    } else {
        time >= start || time < end
    }
}

pub(crate) fn actual(field: Field, facts: &Facts) -> Actual {
    match field {
        Field::ListingPrice => facts.price.map_or(Actual::Missing, Actual::Number),
        Field::Tags => Actual::Texts(facts.tags.iter().map(|tag| tag.raw().to_owned()).collect()),
        Field::HasAssignees => Actual::Flag(facts.has_assignees()),
        Field::CapturedDate => Actual::Text(facts.captured.date().to_string()),
        Field::CapturedTime => Actual::Text(facts.captured.format("%H:%M").to_string()),
        Field::CapturedWeekday => Actual::Text(weekday_name(facts.captured.weekday()).to_owned()),
        _ => facts.text(field).map_or(Actual::Missing, |text: &Text| {
            Actual::Text(text.raw().to_owned())
        }),
    }
}

/// As books write it.
pub fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "mon",
        Weekday::Tue => "tue",
        Weekday::Wed => "wed",
        Weekday::Thu => "thu",
        Weekday::Fri => "fri",
        Weekday::Sat => "sat",
        Weekday::Sun => "sun",
    }
}

impl std::fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl Serialize for Seen {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("passed", &self.passed())?;
        match self {
            Seen::Group {
                group: Group::All,
                parts,
                ..
            } => map.serialize_entry("all", parts)?,
            Seen::Group {
                group: Group::Any,
                parts,
                ..
            } => map.serialize_entry("any", parts)?,
            Seen::Group {
                group: Group::Not,
                parts,
                ..
            } => {
                map.serialize_entry("not", &parts.first())?;
            }
            Seen::Test { test, actual, .. } => {
                map.serialize_entry("field", test.field.name())?;
                map.serialize_entry("op", test.op.name())?;
                map.serialize_entry("expected", &test.value)?;
                map.serialize_entry("actual", actual)?;
            }
        }
        map.end()
    }
}
