//! Custom rules: CEL expressions that name an agent, several, or nobody.
//!
//! Bounded without a clock: length, nesting and comprehensions are limited before anything runs,
//! so the work of an expression is a polynomial of small degree in the number of agents.

use std::collections::HashMap;

use cel::common::ast::{EntryExpr, Expr, IdedExpr};
use cel::parser::PrattParser;
use cel::{Context, ExecutionError, Value};
use chrono::{DateTime, FixedOffset};

use crate::condition::{Actual, actual};
use crate::facts::Facts;
use crate::fields::{FIELDS, Field, FieldType};

/// Longest expression, in bytes.
pub const MAX_EXPRESSION_BYTES: usize = 4_096;
/// Deepest nesting of brackets and calls.
pub const MAX_NESTING: usize = 32;
/// Most comprehensions (`map`, `filter`, `exists`, …) inside one another.
pub const MAX_NESTED_COMPREHENSIONS: usize = 2;
/// Longest chain of operators; each is one level of the evaluator's own stack.
const MAX_CHAIN: usize = 256;

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
        if source.len() > MAX_EXPRESSION_BYTES {
            return Err(bad(format!(
                "the expression has {} bytes, at most {MAX_EXPRESSION_BYTES} are run",
                source.len()
            )));
        }
        let (nesting, chain) = depths(source);
        if nesting > MAX_NESTING {
            return Err(bad(format!(
                "nested {nesting} deep, at most {MAX_NESTING} are run"
            )));
        }
        if chain > MAX_CHAIN {
            return Err(bad(format!(
                "a chain of {chain} operators, at most {MAX_CHAIN} are run"
            )));
        }
        let parsed = quietly(|| PrattParser::new().parse(source));
        let expression = match parsed {
            Some(Ok(expression)) => expression,
            Some(Err(errors)) => return Err(first_error(&errors)),
            None => return Err(bad("the expression cannot be read")),
        };
        let nested = nested_comprehensions(&expression.expr);
        if nested > MAX_NESTED_COMPREHENSIONS {
            return Err(bad(format!(
                "{nested} comprehensions inside one another, at most {MAX_NESTED_COMPREHENSIONS} are run"
            )));
        }
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

/// How deep brackets nest, and an upper bound of how deep operators stack up. `||` and `&&` are
/// balanced by the parser and start a new chain; so do the parts of a conditional, of which each
/// nests in the one before.
fn depths(source: &str) -> (usize, usize) {
    // Per open bracket: operators of the chain at hand, conditionals so far.
    let mut open = vec![(0usize, 0usize)];
    let mut deepest = (0, 0);
    let code = without_texts(source);
    for (place, byte) in code.iter().enumerate() {
        let Some(level) = open.last_mut() else { break };
        match byte {
            b'n' if ends_word_in(&code, place) => level.0 += 1,
            b'|' | b'&' | b':' => level.0 = 0,
            b',' => *level = (0, 0),
            b'?' => *level = (0, level.1 + 1),
            b'+' | b'-' | b'*' | b'/' | b'%' | b'.' | b'!' | b'<' | b'>' | b'=' => level.0 += 1,
            b'(' | b'[' | b'{' => {
                level.0 += 1;
                open.push((0, 0));
            }
            b')' | b']' | b'}' if open.len() > 1 => {
                open.pop();
            }
            _ => {}
        }
        deepest.0 = deepest.0.max(open.len() - 1);
        deepest.1 = deepest
            .1
            .max(open.iter().map(|(chain, nested)| chain + nested).sum());
    }
    deepest
}

/// Whether the operator `in` ends at `place`.
fn ends_word_in(code: &[u8], place: usize) -> bool {
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'_';
    let (before, after) = code.split_at_checked(place + 1).unwrap_or_default();
    match before {
        [.., before, b'i', b'n'] if is_letter(before) => false,
        [.., b'i', b'n'] => !after.first().is_some_and(is_letter),
        _ => false,
    }
}

/// The expression without the insides of its texts and comments. It must end them where the
/// parser does, or what follows is taken for text and escapes the bounds: a raw text has no
/// escapes, three quotes end at three.
fn without_texts(source: &str) -> Vec<u8> {
    let mut code = Vec::with_capacity(source.len());
    let mut rest = source.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        rest = match byte {
            b'/' if after.first() == Some(&b'/') => after_close(after, b"\n", true),
            b'`' => after_close(after, b"`", true),
            quote @ (b'"' | b'\'') => {
                let is_raw = matches!(
                    code.as_slice(),
                    [.., b'r' | b'R'] | [.., b'r' | b'R', b'b' | b'B']
                );
                match after.strip_prefix(&[*quote; 2]) {
                    Some(inside) => after_close(inside, &[*quote; 3], is_raw),
                    None => after_close(after, &[*quote], is_raw),
                }
            }
            _ => after,
        };
        code.push(*byte);
    }
    code
}

/// What follows the first `close` that no backslash escapes; nothing if there is none.
fn after_close<'s>(inside: &'s [u8], close: &[u8], is_raw: bool) -> &'s [u8] {
    let mut is_escaped = false;
    let mut rest = inside;
    while let Some((byte, next)) = rest.split_first() {
        match rest.strip_prefix(close) {
            Some(after) if !is_escaped => return after,
            _ => is_escaped = *byte == b'\\' && !is_escaped && !is_raw,
        }
        rest = next;
    }
    rest
}

/// How many comprehensions run inside one another. One that makes another's range runs before
/// it, not inside.
fn nested_comprehensions(expr: &Expr) -> usize {
    let deepest = |parts: &mut dyn Iterator<Item = &IdedExpr>| {
        parts
            .map(|part| nested_comprehensions(&part.expr))
            .max()
            .unwrap_or(0)
    };
    match expr {
        Expr::Comprehension(c) => {
            let inside = [&c.accu_init, &c.loop_cond, &c.loop_step, &c.result];
            let range = nested_comprehensions(&c.iter_range.expr);
            range.max(1 + deepest(&mut inside.into_iter()))
        }
        Expr::Call(call) => deepest(&mut call.target.as_deref().into_iter().chain(&call.args)),
        Expr::List(list) => deepest(&mut list.elements.iter()),
        Expr::Select(select) => nested_comprehensions(&select.operand.expr),
        Expr::Map(map) => deepest(&mut map.entries.iter().flat_map(|e| entry_parts(&e.expr))),
        Expr::Struct(s) => deepest(&mut s.entries.iter().flat_map(|e| entry_parts(&e.expr))),
        Expr::Ident(_) | Expr::Literal(_) | Expr::Unspecified => 0,
    }
}

fn entry_parts(entry: &EntryExpr) -> Vec<&IdedExpr> {
    match entry {
        EntryExpr::MapEntry(entry) => vec![&entry.key, &entry.value],
        EntryExpr::StructField(field) => vec![&field.value],
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
    use super::*;

    #[test]
    fn refuses_what_is_not_bounded() {
        for (source, why) in [
            (" ", "blank"),
            ("'smith' +", "line 1"),
            (&"(".repeat(33), "nested 33"),
            (
                &format!("{}1{}", "(".repeat(33), ")".repeat(33)),
                "nested 33",
            ),
            (&"x".repeat(4_097), "4097 bytes"),
            (&format!("1{}", "+1".repeat(2_000)), "operators"),
            (&format!("{}true", "!".repeat(4_000)), "operators"),
            (
                "agents.map(a, agents.map(b, agents.map(c, c.id)))",
                "3 comprehensions",
            ),
            (&format!("{}1", "1?1:".repeat(257)), "operators"),
            (
                &format!("{}1{}", "1?1:".repeat(200), "+1".repeat(57)),
                "operators",
            ),
            (&format!("lead{}", ".?a".repeat(257)), "operators"),
            (&format!("1{}", " in 1".repeat(800)), "operators"),
            (&format!("1{}", "in(1)".repeat(800)), "operators"),
            // What only looks like the start of a text hides nothing that follows.
            (&format!(r"size(r'\'){}", "+1".repeat(2_000)), "operators"),
            (&format!(r"size(bR'\'){}", "+1".repeat(2_000)), "operators"),
            (
                &format!("size('''it's'''){}", "+1".repeat(2_000)),
                "operators",
            ),
            (&format!("// it's\n1{}", "+1".repeat(2_000)), "operators"),
        ] {
            let error = check_expression(source).expect_err(source).to_string();
            assert!(error.contains(why), "{source}: {error}");
        }
    }

    #[test]
    fn accepts_what_is() {
        for source in [
            "null",
            "lead.listing.price > 1000000 ? 'smith' : null",
            "agents.filter(a, a.eligible && a.office == 'downtown').map(a, a.id)",
            &format!("{}1{}", "(".repeat(32), ")".repeat(32)),
            &format!(r"'{}' + '\'{}'", "(".repeat(99), "+".repeat(999)),
            &format!("r'''{}''' // {}", "['' ".repeat(99), "+".repeat(999)),
            &format!(
                "lead.city == 'a'{} ? 'x' : null",
                " || lead.city == 'b'".repeat(120)
            ),
            &format!("{}null", "lead.a.b == '75205' ? 'smith' : ".repeat(120)),
        ] {
            check_expression(source).unwrap_or_else(|error| panic!("{source}: {error}"));
        }
    }

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
