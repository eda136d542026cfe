//! Custom rules: CEL expressions that name an agent, several, or nobody.
//!
//! Bounded without a clock: length, nesting and comprehensions are limited before anything runs,
//! so the work of an expression is a polynomial of small degree in the number of agents.

mod bounds;

use std::collections::HashMap;

use cel::common::ast::IdedExpr;
use cel::parser::PrattParser;
use cel::{Context, ExecutionError, Value};
use chrono::{DateTime, FixedOffset};

use crate::condition::{Actual, actual};
use crate::facts::Facts;
use crate::fields::{FIELDS, Field, FieldType};

pub use bounds::{MAX_EXPRESSION_BYTES, MAX_NESTED_COMPREHENSIONS, MAX_NESTING};

/// Enough for the longest chain at the deepest nesting, in an unoptimized build.
const STACK: usize = 16 << 20;

/// An expression ready to run.
#[derive(Debug)]
pub struct Program {
    expression: IdedExpr,
    pub uses_agents: bool,
}

/// What an expression decided.
#[derive(Debug, PartialEq)]
pub enum Choice {
    /// Ids, in order of preference.
    Agents(Vec<String>),
    Declined,
}

/// An agent in scope as an expression sees it.
#[derive(Debug)]
pub struct AgentView<'r> {
    pub id: &'r str,
    pub name: &'r str,
    /// Id of the nearest office above.
    pub office: Option<&'r str>,
    pub eligible: bool,
}

impl AgentView<'_> {
    fn value(&self) -> Value {
        Value::from(HashMap::from([
            ("id".to_owned(), Value::from(self.id)),
            ("name".to_owned(), Value::from(self.name)),
            (
                "office".to_owned(),
                self.office.map_or(Value::Null, Value::from),
            ),
            ("eligible".to_owned(), Value::Bool(self.eligible)),
        ]))
    }
}

/// Why an expression is not run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadExpression {
    pub message: String,
    /// Line and column, each from 1, where one spot is to blame.
    pub at: Option<(usize, usize)>,
}

impl std::fmt::Display for BadExpression {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)?;
        match self.at {
            Some((line, column)) => write!(f, " at line {line} column {column}"),
            None => Ok(()),
        }
    }
}

fn bad(message: impl Into<String>) -> BadExpression {
    BadExpression {
        message: message.into(),
        at: None,
    }
}

/// Whether `source` is an expression that would be run.
pub fn check_expression(source: &str) -> Result<(), BadExpression> {
    Program::compile(source).map(|_| ())
}

impl Program {
    pub fn compile(source: &str) -> Result<Program, BadExpression> {
        if source.trim().is_empty() {
            return Err(bad("the expression is blank"));
        }
        bounds::check_text(source)?;
        let parsed = quietly(|| PrattParser::new().parse(source));
        let expression = match parsed {
            Some(Ok(expression)) => expression,
            Some(Err(errors)) => return Err(first_error(&errors)),
            None => return Err(bad("the expression cannot be read")),
        };
        bounds::check_comprehensions(&expression.expr)?;
        let uses_agents = expression.references().has_variable("agents");
        Ok(Program {
            expression,
            uses_agents,
        })
    }

    /// Runs over `lead`, `now` and, where it [uses](Self::uses_agents) them, `agents`.
    pub fn run(
        &self,
        facts: &Facts,
        now: DateTime<FixedOffset>,
        agents: Option<Vec<AgentView>>,
    ) -> Result<Choice, String> {
        let mut context = Context::default();
        context.add_variable_from_value("lead", lead_value(facts));
        context.add_variable_from_value("now", Value::Timestamp(now));
        if let Some(agents) = agents {
            let agents: Vec<Value> = agents.iter().map(AgentView::value).collect();
            context.add_variable_from_value("agents", Value::from(agents));
        }
        match quietly(|| Value::resolve(&self.expression, &context)) {
            Some(Ok(value)) => choice(value),
            Some(Err(error)) => Err(said(&error)),
            None => Err("the expression cannot be evaluated".to_owned()),
        }
    }
}

/// Runs code of the CEL crate where its recursion fits whatever stack the caller has, and where
/// a panic of its own is an answer.
fn quietly<T>(run: impl FnOnce() -> T) -> Option<T> {
    let guarded = || std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).ok();
    stacker::maybe_grow(STACK, STACK, guarded)
}

fn choice(value: Value) -> Result<Choice, String> {
    match value {
        Value::Null => Ok(Choice::Declined),
        Value::String(id) => Ok(Choice::Agents(vec![id.to_string()])),
        Value::List(items) => items
            .iter()
            .map(|item| match item {
                Value::String(id) => Ok(id.to_string()),
                other => Err(format!(
                    "the list holds {}, not an agent id",
                    other.type_of()
                )),
            })
            .collect::<Result<_, _>>()
            .map(Choice::Agents),
        other => Err(format!(
            "the answer is {}, not an agent id, a list or null",
            other.type_of()
        )),
    }
}

/// In words of our own: the crate's show its own types, and values, which may be a person's.
fn said(error: &ExecutionError) -> String {
    use ExecutionError as E;
    match error {
        E::NoSuchKey(key) => format!("there is no \"{key}\"; has(…) asks first"),
        E::UndeclaredReference(name) => format!("\"{name}\" is neither a variable nor a function"),
        E::NoSuchOverload(call) => format!(
            "{} is not defined for {}",
            call.function().trim_matches('_'),
            call.argument_types().join(" and ")
        ),
        E::NotSupportedAsMethod { method, target } => {
            format!("{method} is not defined for {}", target.type_of())
        }
        E::UnsupportedBinaryOperator(operator, left, right) => {
            format!(
                "{operator} is not defined for {} and {}",
                left.type_of(),
                right.type_of()
            )
        }
        E::ValuesNotComparable(left, right) => {
            format!(
                "{} and {} cannot be compared",
                left.type_of(),
                right.type_of()
            )
        }
        E::UnsupportedIndex(index, of) => {
            format!("{} is no index of {}", index.type_of(), of.type_of())
        }
        E::UnsupportedKeyType(key) => format!("{} is no key of a map", key.type_of()),
        E::UnsupportedTargetType { target } => {
            format!("a function is not defined for {}", target.type_of())
        }
        E::UnexpectedType { got, want } => format!("found {got} where {want} is needed"),
        E::InvalidArgumentCount { expected, actual } => {
            format!("a function takes {expected} arguments, found {actual}")
        }
        E::MissingArgumentOrTarget => "a function lacks an argument".to_owned(),
        E::FunctionError { function, message } => format!("{function} failed: {message}"),
        E::DivisionByZero(_) | E::RemainderByZero(_) => "it divides by zero".to_owned(),
        E::Overflow(..) => "a number or time is out of range".to_owned(),
        E::IndexOutOfBounds(_) => "a list has fewer items".to_owned(),
        E::DuplicateKey(_) => "a map has one key twice".to_owned(),
        _ => "it cannot be evaluated".to_owned(),
    }
}

fn first_error(errors: &cel::ParseErrors) -> BadExpression {
    let Some(error) = errors.errors.first() else {
        return bad(errors.to_string());
    };
    let said = error.msg.trim();
    let (line, column) = error.pos;
    let said = match said.strip_prefix("Syntax error: ").unwrap_or(said) {
        cut if cut.contains("<EOF>") => "it ends too early",
        said => said,
    };
    BadExpression {
        message: said.to_owned(),
        at: usize::try_from(line).ok().zip(usize::try_from(column).ok()),
    }
}

/// The facts as an expression sees them: `lead.email`, `lead.listing.price`, `lead.tags`, …
/// A missing fact is a missing key; the groups are always there.
fn lead_value(facts: &Facts) -> Value {
    let mut groups: HashMap<&str, HashMap<String, Value>> = HashMap::new();
    for group in ["", "listing", "address", "captured"] {
        groups.entry(group).or_default();
    }
    for row in FIELDS {
        let value = match row.kind {
            FieldType::Text => facts.text(row.field).map(|text| Value::from(text.raw())),
            FieldType::Number => facts.price.map(Value::Float),
            FieldType::Set => {
                let tags: Vec<Value> = facts
                    .tags
                    .iter()
                    .map(|tag| Value::from(tag.raw()))
                    .collect();
                Some(Value::from(tags))
            }
            FieldType::Flag => Some(Value::Bool(facts.has_assignees())),
            FieldType::Date | FieldType::Time | FieldType::Weekday => {
                Some(Value::from(captured_text(row.field, facts)))
            }
        };
        let (group, key) = row.name.split_once('.').unwrap_or(("", row.name));
        if let Some(value) = value {
            groups
                .entry(group)
                .or_default()
                .insert(key.to_owned(), value);
        }
    }
    let mut lead = groups.remove("").unwrap_or_default();
    for (group, values) in groups {
        lead.insert(group.to_owned(), Value::from(values));
    }
    Value::from(lead)
}

fn captured_text(field: Field, facts: &Facts) -> String {
    match actual(field, facts) {
        Actual::Text(text) => text,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::bounds::MAX_CHAIN;
    use super::*;

    #[test]
    fn the_longest_chains_fit_a_small_stack() {
        let conditionals = format!("{}1", "1 == 2 ? 1 : ".repeat(MAX_CHAIN - 2));
        for source in [format!("1{}", "+1".repeat(MAX_CHAIN)), conditionals] {
            fits_a_small_stack(source);
        }
    }

    fn fits_a_small_stack(source: String) {
        let run = move || {
            let at = DateTime::parse_from_rfc3339("2026-11-24T09:12:00-06:00").unwrap();
            let payload = crate::json::Node::Object(Vec::new());
            let facts = Facts::read(&payload, at, chrono_tz::UTC);
            Program::compile(&source).unwrap().run(&facts, at, None)
        };
        let answer = std::thread::Builder::new()
            .stack_size(256 << 10)
            .spawn(run)
            .unwrap()
            .join();
        assert!(answer.unwrap().unwrap_err().contains("int"));
    }
}
