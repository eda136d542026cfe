//! What keeps an expression small before anything runs: its length, nesting and chains in the
//! text, its comprehensions once it is parsed.

use cel::common::ast::{EntryExpr, Expr, IdedExpr};

use super::{BadExpression, bad};

/// Longest expression, in bytes.
pub const MAX_EXPRESSION_BYTES: usize = 4_096;
/// Deepest nesting of brackets and calls.
pub const MAX_NESTING: usize = 32;
/// Most comprehensions (`map`, `filter`, `exists`, …) inside one another.
pub const MAX_NESTED_COMPREHENSIONS: usize = 2;
/// Longest chain of operators; each is one level of the evaluator's own stack.
pub(super) const MAX_CHAIN: usize = 256;

/// What the text alone tells. It goes before the parser, which recurses.
pub(super) fn check_text(source: &str) -> Result<(), BadExpression> {
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
    Ok(())
}

pub(super) fn check_comprehensions(expr: &Expr) -> Result<(), BadExpression> {
    let nested = nested_comprehensions(expr);
    if nested > MAX_NESTED_COMPREHENSIONS {
        return Err(bad(format!(
            "{nested} comprehensions inside one another, at most {MAX_NESTED_COMPREHENSIONS} are run"
        )));
    }
    Ok(())
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
            b'/' if after.first() == Some(&b'/') => after_close(after, b"\n", Escapes::None),
            b'`' => after_close(after, b"`", Escapes::None),
            quote @ (b'"' | b'\'') => {
                let escapes = match code.as_slice() {
                    [.., b'r' | b'R'] | [.., b'r' | b'R', b'b' | b'B'] => Escapes::None,
                    _ => Escapes::Backslash,
                };
                match after.strip_prefix(&[*quote; 2]) {
                    Some(inside) => after_close(inside, &[*quote; 3], escapes),
                    None => after_close(after, &[*quote], escapes),
                }
            }
            _ => after,
        };
        code.push(*byte);
    }
    code
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Escapes {
    None,
    Backslash,
}

/// What follows the first `close` that is not escaped; nothing if there is none.
fn after_close<'s>(inside: &'s [u8], close: &[u8], escapes: Escapes) -> &'s [u8] {
    let mut is_escaped = false;
    let mut rest = inside;
    while let Some((byte, next)) = rest.split_first() {
        match rest.strip_prefix(close) {
            Some(after) if !is_escaped => return after,
            _ => is_escaped = *byte == b'\\' && !is_escaped && escapes == Escapes::Backslash,
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

#[cfg(test)]
mod tests {
    use super::super::check_expression;

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
}
