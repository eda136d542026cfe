//! Looking at JSON with the place in hand. Each typed look at a node gives the value, or reports
//! one problem there and gives nothing; what a list or an object holds is looked at either way.

use std::borrow::Cow;

use crate::fold::fold;
use crate::json::{Node, number_text};
use crate::problem::{Problem, Problems, did_you_mean};

#[derive(Debug, Default)]
pub(in crate::book) struct Reader {
    pub problems: Problems,
    path: Path,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Key(&'static str),
    Index(usize),
}

/// From the document down to the node being read.
#[derive(Debug, Default)]
pub(in crate::book) struct Path(Vec<Step>);

/// The keys an object may have.
#[derive(Debug)]
pub(in crate::book) struct Keys {
    pub required: &'static [&'static str],
    pub optional: &'static [&'static str],
}

/// One `type` of an object with several, and how the rest of it is read.
pub(in crate::book) struct Variant<T> {
    pub name: &'static str,
    pub keys: Keys,
    pub read: fn(&mut Reader, &Object<'_>) -> T,
}

/// An object whose keys have been looked at.
#[derive(Debug)]
pub(in crate::book) struct Object<'n> {
    entries: &'n [(Cow<'n, str>, Node<'n>)],
    pub has_unknown_keys: bool,
}

impl<'n> Object<'n> {
    /// The last value under the key, as JSON readers commonly take it.
    pub fn get(&self, key: &str) -> Option<&'n Node<'n>> {
        self.entries
            .iter()
            .rev()
            .find(|(known, _)| known == key)
            .map(|(_, node)| node)
    }

    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }
}

impl Path {
    /// `channels[0].rules[1].then`; empty for the whole document.
    pub fn place(&self) -> String {
        place(&self.0)
    }

    /// The end of the place, as the sentence of a problem names it: `"pool[2]"`.
    fn subject(&self) -> String {
        let last_key = self.0.iter().rposition(|step| matches!(step, Step::Key(_)));
        match self.0.get(last_key.unwrap_or(0)..) {
            Some(steps) if !steps.is_empty() => quoted(&place(steps)),
            _ => "this".to_owned(),
        }
    }

    pub fn place_of(&self, key: &str) -> String {
        let mut place = self.place();
        push_key(&mut place, key);
        place
    }
}

fn place(steps: &[Step]) -> String {
    let mut place = String::new();
    for step in steps {
        match step {
            Step::Key(key) => push_key(&mut place, key),
            Step::Index(index) => place.push_str(&format!("[{index}]")),
        }
    }
    place
}

fn push_key(place: &mut String, key: &str) {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$');
    if !key.is_empty() && key.chars().count() <= MAX_SHOWN && key.chars().all(plain) {
        if !place.is_empty() {
            place.push('.');
        }
        place.push_str(key);
    } else {
        place.push_str(&format!("[{}]", quoted(key)));
    }
}

impl Reader {
    pub fn report(&mut self, make: impl FnOnce(&Path) -> Problem) {
        self.problems.add(|| make(&self.path));
    }

    /// A problem of the node being read.
    pub fn wrong(&mut self, code: &'static str, message: impl FnOnce() -> String) {
        self.report(|path| Problem::new(code, path.place(), message()));
    }

    fn wrong_type(&mut self, node: &Node<'_>, expected: &str) {
        self.report(|path| {
            let message = format!(
                "{} must be {expected}, found {}",
                path.subject(),
                found(node)
            );
            Problem::new("wrong_type", path.place(), message)
        });
    }

    /// An object, its unknown, repeated and missing keys reported.
    pub fn object<'n>(&mut self, node: &'n Node<'n>, keys: &Keys) -> Option<Object<'n>> {
        let Some(entries) = node.as_object() else {
            self.wrong_type(node, "an object");
            return None;
        };
        let known = || keys.required.iter().chain(keys.optional).copied();
        let mut object = Object {
            entries,
            has_unknown_keys: false,
        };
        let mut seen =
            Vec::with_capacity(entries.len().min(keys.required.len() + keys.optional.len()));
        for (key, _) in entries {
            let Some(key) = known().find(|known| known == key) else {
                object.has_unknown_keys = true;
                self.report(|path| {
                    Problem::new(
                        "unknown_key",
                        path.place_of(key),
                        format!("unknown key {}", quoted(key)),
                    )
                    .help(suggestion(key, known()))
                });
                continue;
            };
            if !seen.contains(&key) {
                seen.push(key);
            } else {
                self.report(|path| {
                    let message = format!("the key {} appears more than once", quoted(key));
                    Problem::new("repeated_key", path.place_of(key), message)
                });
            }
        }
        self.require(&object, keys.required);
        Some(object)
    }

    /// Reports the keys that the object lacks.
    pub fn require(&mut self, object: &Object<'_>, keys: &[&str]) {
        for key in keys.iter().filter(|key| !object.has(key)) {
            self.report(|path| {
                let message = format!("the required key {} is missing", quoted(key));
                Problem::new("missing_key", path.place_of(key), message)
            });
        }
    }

    /// What `read` makes of the value under `key`; nothing when there is no such key.
    pub fn field<'n, T>(
        &mut self,
        object: &Object<'n>,
        key: &'static str,
        read: impl FnOnce(&mut Self, &'n Node<'n>) -> Option<T>,
    ) -> Option<T> {
        let node = object.get(key)?;
        self.path.0.push(Step::Key(key));
        let value = read(self, node);
        self.path.0.pop();
        value
    }

    /// As [`field`](Self::field), with null as good as absent.
    pub fn nullable<'n, T>(
        &mut self,
        object: &Object<'n>,
        key: &'static str,
        read: impl FnOnce(&mut Self, &'n Node<'n>) -> Option<T>,
    ) -> Option<T> {
        self.field(object, key, |reader, node| {
            if node.is_null() {
                None
            } else {
                read(reader, node)
            }
        })
    }

    /// Each item of a list.
    ///
    /// Once problems are only counted, items are looked at and not kept: the document is refused
    /// anyway, and 64 MiB of nonsense should not become gigabytes.
    pub fn list<'n, T>(
        &mut self,
        node: &'n Node<'n>,
        mut read: impl FnMut(&mut Self, &'n Node<'n>) -> T,
    ) -> Option<Vec<T>> {
        let Some(nodes) = node.as_list() else {
            self.wrong_type(node, "a list");
            return None;
        };
        let mut items = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            self.path.0.push(Step::Index(index));
            let item = read(self, node);
            self.path.0.pop();
            if !self.problems.is_full() {
                items.push(item);
            }
        }
        Some(items)
    }

    /// A list of exactly two, such as `[low, high]`.
    pub fn pair<'n, T>(
        &mut self,
        node: &'n Node<'n>,
        expected: &str,
        first: impl FnOnce(&mut Self, &'n Node<'n>) -> Option<T>,
        second: impl FnOnce(&mut Self, &'n Node<'n>) -> Option<T>,
    ) -> Option<(T, T)> {
        let Some([low, high]) = node.as_list() else {
            self.wrong_type(node, expected);
            return None;
        };
        let low = self.item(0, low, first);
        let high = self.item(1, high, second);
        Some((low?, high?))
    }

    fn item<'n, T>(
        &mut self,
        index: usize,
        node: &'n Node<'n>,
        read: impl FnOnce(&mut Self, &'n Node<'n>) -> T,
    ) -> T {
        self.path.0.push(Step::Index(index));
        let value = read(self, node);
        self.path.0.pop();
        value
    }

    /// An object read as its `type` says.
    pub fn variant<T>(&mut self, node: &Node<'_>, variants: &[Variant<T>]) -> Option<T> {
        let Some(entries) = node.as_object() else {
            self.wrong_type(node, "an object");
            return None;
        };
        let object = Object {
            entries,
            has_unknown_keys: false,
        };
        self.require(&object, &["type"]);
        let variant = self.field(&object, "type", |reader, node| {
            reader.word(node, variants, |variant| variant.name)
        })?;
        let object = self.object(node, &variant.keys)?;
        Some((variant.read)(self, &object))
    }

    pub fn text(&mut self, node: &Node<'_>) -> Option<String> {
        self.quotable(node).map(str::to_owned)
    }

    pub fn str<'n>(&mut self, node: &'n Node<'_>) -> Option<&'n str> {
        let text = node.as_text();
        if text.is_none() {
            self.wrong_type(node, "a text");
        }
        text
    }

    /// A text for which a number is commonly written by mistake, such as a postal code.
    fn quotable<'n>(&mut self, node: &'n Node<'_>) -> Option<&'n str> {
        let Some(number) = node.as_number() else {
            return self.str(node);
        };
        self.report(|path| {
            let message = format!("{} must be a text, found {}", path.subject(), found(node));
            Problem::new("wrong_type", path.place(), message)
                .help(format!("write it as \"{}\"", number_text(number)))
        });
        None
    }

    /// A text that is more than white space.
    pub fn words(&mut self, node: &Node<'_>) -> Option<String> {
        let text = self.quotable(node)?;
        if fold(text).is_empty() {
            self.blank("blank_text", text);
            return None;
        }
        Some(text.to_owned())
    }

    /// The id of something, or a reference to it.
    pub fn id(&mut self, node: &Node<'_>) -> Option<String> {
        let text = self.quotable(node)?;
        if is_blank_id(text) {
            self.blank("blank_id", text);
            return None;
        }
        Some(text.to_owned())
    }

    fn blank(&mut self, code: &'static str, text: &str) {
        self.report(|path| {
            let message = format!(
                "{} must not be blank, found {}",
                path.subject(),
                quoted(text)
            );
            Problem::new(code, path.place(), message)
        });
    }

    pub fn flag(&mut self, node: &Node<'_>) -> Option<bool> {
        if let Node::Bool(flag) = node {
            return Some(*flag);
        }
        self.wrong_type(node, "true or false");
        None
    }

    pub fn number(&mut self, node: &Node<'_>) -> Option<f64> {
        let number = node.as_number();
        if number.is_none() {
            self.wrong_type(node, "a number");
        }
        number
    }

    /// A whole number (`5` or `5.0`) from `low` to `high`.
    pub fn whole(&mut self, node: &Node<'_>, low: u32, high: u32) -> Option<u32> {
        let Some(number) = node.as_number().filter(|number| number.fract() == 0.0) else {
            self.wrong_type(node, "a whole number");
            return None;
        };
        if number < f64::from(low) || number > f64::from(high) {
            self.report(|path| {
                let range = if low == high {
                    low.to_string()
                } else {
                    format!("{low} to {high}")
                };
                let message = format!("{} must be {range}, found {}", path.subject(), found(node));
                Problem::new("out_of_range", path.place(), message)
            });
            return None;
        }
        Some(number as u32)
    }

    /// One of a few words.
    pub fn word<'t, T>(
        &mut self,
        node: &Node<'_>,
        table: &'t [T],
        name: impl Fn(&T) -> &'static str,
    ) -> Option<&'t T> {
        let text = self.str(node)?;
        let known = table.iter().find(|row| name(row) == text);
        if known.is_none() {
            self.report(|path| {
                let message = format!("{} has the unknown value {}", path.subject(), quoted(text));
                Problem::new("unknown_value", path.place(), message)
                    .help(suggestion(text, table.iter().map(&name)))
            });
        }
        known
    }
}

pub(in crate::book) fn is_blank_id(id: &str) -> bool {
    id.chars().all(char::is_whitespace)
}

/// A did-you-mean where one candidate is close, else all of them.
pub(in crate::book) fn suggestion<'a>(
    word: &str,
    candidates: impl Iterator<Item = &'a str> + Clone,
) -> String {
    match did_you_mean(&clipped(word), candidates.clone()) {
        Some(candidate) => format!("did you mean {}?", quoted(candidate)),
        None => format!("one of: {}", candidates.collect::<Vec<_>>().join(", ")),
    }
}

/// The text in quotes, escaped as JSON does, clipped if long.
pub(in crate::book) fn quoted(text: &str) -> String {
    serde_json::Value::from(clipped(text)).to_string()
}

const MAX_SHOWN: usize = 80;

fn clipped(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

/// A value as a message names it.
pub(in crate::book) fn found(node: &Node<'_>) -> String {
    match node {
        Node::Null => "null".to_owned(),
        Node::Bool(flag) => flag.to_string(),
        Node::Int(number) => number.to_string(),
        Node::Uint(number) => number.to_string(),
        Node::Float(number) if number.abs() >= 1e21 => format!("{number:e}"),
        Node::Float(number) => number_text(*number),
        Node::Text(text) => format!("the text {}", quoted(text)),
        Node::List(items) => match items.len() {
            0 => "an empty list".to_owned(),
            1 => "a list of 1 item".to_owned(),
            n => format!("a list of {n} items"),
        },
        Node::Object(_) => "an object".to_owned(),
    }
}
