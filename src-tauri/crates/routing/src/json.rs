//! JSON as it was written: keys in order, repeated keys kept, depth bounded, numbers exact.
//!
//! `serde_json::Value` forgets repeated keys and stops at 128 levels with no say in it; a strict
//! reader that names places needs both, and a lead's payload needs its text borrowed, not copied.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// Deeper documents are refused. Conditions may nest 64 deep, two JSON levels each.
pub const MAX_DEPTH: usize = 256;

#[derive(Clone, Debug, PartialEq)]
pub enum Node<'a> {
    Null,
    Bool(bool),
    Int(i64),
    /// Whole numbers beyond `i64`.
    Uint(u64),
    Float(f64),
    Text(Cow<'a, str>),
    List(Vec<Node<'a>>),
    Object(Vec<(Cow<'a, str>, Node<'a>)>),
}

/// What is wrong with a text that is not JSON, with line and column from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    pub line: usize,
    pub column: usize,
    pub message: String,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} at line {} column {}",
            self.message, self.line, self.column
        )
    }
}

impl SyntaxError {
    /// Refused for its depth alone, see [`MAX_DEPTH`].
    pub fn is_too_deep(&self) -> bool {
        self.message.starts_with(TOO_DEEP)
    }
}

const TOO_DEEP: &str = "nested more than";

impl<'a> Node<'a> {
    /// Reads one JSON document; anything but white space after it is an error.
    pub fn parse(text: &'a str) -> Result<Node<'a>, SyntaxError> {
        let mut reader = serde_json::Deserializer::from_str(text);
        reader.disable_recursion_limit();
        let read = Seed { depth: 0 }.deserialize(&mut reader).and_then(|node| {
            reader.end()?;
            Ok(node)
        });
        read.map_err(|error| {
            let shown = error.to_string();
            let message = shown.split(" at line ").next().unwrap_or(&shown).to_owned();
            let (mut line, mut column) = (error.line(), error.column());
            // Past a line's end is reported as before the next line's start.
            if column == 0 && line > 1 {
                line -= 1;
                column = text.lines().nth(line - 1).map_or(1, |line| line.len() + 1);
            }
            SyntaxError {
                line,
                column,
                message,
            }
        })
    }

    /// The last value under `key`, as JSON readers commonly take it.
    pub fn get(&self, key: &str) -> Option<&Node<'a>> {
        match self {
            Node::Object(entries) => entries
                .iter()
                .rev()
                .find(|(k, _)| k == key)
                .map(|(_, node)| node),
            _ => None,
        }
    }

    pub fn as_object(&self) -> Option<&[(Cow<'a, str>, Node<'a>)]> {
        match self {
            Node::Object(entries) => Some(entries),
            _ => None,
        }
    }

    pub fn as_list(&self) -> Option<&[Node<'a>]> {
        match self {
            Node::List(items) => Some(items),
            _ => None,
        }
    }

    pub fn as_text(&self) -> Option<&str> {
        match self {
            Node::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_number(&self) -> Option<f64> {
        match self {
            Node::Int(n) => Some(*n as f64),
            Node::Uint(n) => Some(*n as f64),
            Node::Float(n) => Some(*n),
            _ => None,
        }
    }

    pub fn is_null(&self) -> bool {
        matches!(self, Node::Null)
    }

    /// What kind of value this is, with its article, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Node::Null => "null",
            Node::Bool(_) => "a boolean",
            Node::Int(_) | Node::Uint(_) | Node::Float(_) => "a number",
            Node::Text(_) => "a text",
            Node::List(_) => "a list",
            Node::Object(_) => "an object",
        }
    }

    /// The same value, borrowing nothing.
    pub fn into_owned(self) -> Node<'static> {
        match self {
            Node::Null => Node::Null,
            Node::Bool(b) => Node::Bool(b),
            Node::Int(n) => Node::Int(n),
            Node::Uint(n) => Node::Uint(n),
            Node::Float(n) => Node::Float(n),
            Node::Text(text) => Node::Text(Cow::Owned(text.into_owned())),
            Node::List(items) => Node::List(items.into_iter().map(Node::into_owned).collect()),
            Node::Object(entries) => Node::Object(
                entries
                    .into_iter()
                    .map(|(key, node)| (Cow::Owned(key.into_owned()), node.into_owned()))
                    .collect(),
            ),
        }
    }
}

/// A number as a person writes it: whole numbers without a point, others as short as they
/// can be and still read back the same.
pub fn number_text(number: f64) -> String {
    // Whole numbers below 2^53 are exact in both.
    if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 {
        format!("{}", number as i64)
    } else {
        format!("{number}")
    }
}

/// Writes a number as [`number_text`] does.
pub fn serialize_number<S: serde::Serializer>(number: f64, to: S) -> Result<S::Ok, S::Error> {
    if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 {
        to.serialize_i64(number as i64)
    } else {
        to.serialize_f64(number)
    }
}

struct Seed {
    depth: usize,
}

impl Seed {
    fn deeper<E: Error>(&self) -> Result<Seed, E> {
        if self.depth >= MAX_DEPTH {
            return Err(E::custom(format_args!(
                "{TOO_DEEP} {MAX_DEPTH} levels deep"
            )));
        }
        Ok(Seed {
            depth: self.depth + 1,
        })
    }
}

impl<'de> DeserializeSeed<'de> for Seed {
    type Value = Node<'de>;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Node<'de>, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed {
    type Value = Node<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Node<'de>, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node<'de>, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node<'de>, E> {
        Ok(Node::Int(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node<'de>, E> {
        Ok(i64::try_from(value).map_or(Node::Uint(value), Node::Int))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node<'de>, E> {
        Ok(Node::Float(value))
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Node<'de>, E> {
        Ok(Node::Text(Cow::Borrowed(value)))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node<'de>, E> {
        Ok(Node::Text(Cow::Owned(value.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node<'de>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(self.deeper()?)? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node<'de>, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key_seed(Key)? {
            entries.push((key, map.next_value_seed(self.deeper()?)?));
        }
        Ok(Node::Object(entries))
    }
}

/// An object's key, borrowed where the text has no escapes.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Cow<'de, str>, D::Error> {
        reader.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(value.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_order_and_repeated_keys() {
        let node = Node::parse(r#"{"b":1,"a":2,"b":3}"#).unwrap();
        let keys: Vec<_> = node
            .as_object()
            .unwrap()
            .iter()
            .map(|(key, _)| key.as_ref())
            .collect();
        assert_eq!(keys, ["b", "a", "b"]);
        assert_eq!(node.get("b"), Some(&Node::Int(3)));
    }

    #[test]
    fn borrows_text_without_escapes() {
        let node = Node::parse(r#"["plain","with\nescape"]"#).unwrap();
        let items = node.as_list().unwrap();
        assert!(matches!(items[0], Node::Text(Cow::Borrowed("plain"))));
        assert!(matches!(items[1], Node::Text(Cow::Owned(_))));
    }

    #[test]
    fn refuses_what_is_nested_too_deep_without_overflowing() {
        let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        assert!(Node::parse(&deep(MAX_DEPTH)).is_ok());
        let error = Node::parse(&deep(100_000)).unwrap_err();
        assert!(
            error.message.contains("nested more than 256 levels"),
            "{error}"
        );
    }

    #[test]
    fn names_line_and_column_of_a_syntax_error() {
        let error = Node::parse("{\n  \"a\": tru\n}").unwrap_err();
        assert_eq!((error.line, error.column), (2, 11), "{error}");
    }

    #[test]
    fn numbers_read_as_people_write_them() {
        for (number, text) in [
            (1_000_000.0, "1000000"),
            (0.1, "0.1"),
            (-3.0, "-3"),
            (1e21, "1000000000000000000000"),
        ] {
            assert_eq!(number_text(number), text);
        }
    }
}
