//! Leads as files hold them: one capture, or a history with one lead a line.

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset};

use crate::facts::unwrap_capture;
use crate::json::Node;
use crate::problem::{Problem, Problems};

/// One capture.
#[derive(Clone, Debug, PartialEq)]
pub struct Lead<'a> {
    /// `None` for a bare payload that is only tried out.
    pub id: Option<Cow<'a, str>>,
    pub channel: Cow<'a, str>,
    pub captured_at: DateTime<FixedOffset>,
    /// An object in any of Rechat's payload shapes.
    pub payload: Node<'a>,
}

/// What a JSON document says of a lead: all of it, or just the payload a web site sent.
#[derive(Clone, Debug, PartialEq)]
pub struct LeadParts<'a> {
    pub id: Option<Cow<'a, str>>,
    pub channel: Option<Cow<'a, str>>,
    pub captured_at: Option<DateTime<FixedOffset>>,
    pub payload: Node<'a>,
}

impl<'a> LeadParts<'a> {
    /// Reads a lead (it has a `payload`) or a bare payload; what is there must be of its type.
    pub fn read(node: Node<'a>) -> Result<LeadParts<'a>, Vec<Problem>> {
        let (parts, problems) = LeadParts::read_all(node);
        if problems.is_empty() {
            Ok(parts)
        } else {
            Err(problems)
        }
    }

    /// What can be read, and everything that cannot.
    fn read_all(node: Node<'a>) -> (LeadParts<'a>, Vec<Problem>) {
        let Node::Object(mut entries) = node else {
            let message = format!("a lead is an object, not {}", node.kind());
            let nothing = LeadParts {
                id: None,
                channel: None,
                captured_at: None,
                payload: Node::Null,
            };
            return (nothing, vec![Problem::new("wrong_type", "", message)]);
        };
        if !entries.iter().any(|(key, _)| key == "payload") {
            let payload = Node::Object(entries);
            let (_, _, named) = unwrap_capture(&payload);
            let channel = named.map(|id| Cow::Owned(id.to_owned()));
            let parts = LeadParts {
                id: None,
                channel,
                captured_at: None,
                payload,
            };
            return (parts, Vec::new());
        }
        let mut problems = Vec::new();
        let mut take = |wanted: &str| {
            let place = entries.iter().rposition(|(key, _)| key == wanted)?;
            Some(entries.remove(place).1).filter(|node| !node.is_null())
        };
        let mut text = |node: Option<Node<'a>>, key: &'static str| match node {
            None => None,
            Some(Node::Text(text)) if !text.trim().is_empty() => Some(text),
            Some(Node::Text(_)) => {
                problems.push(Problem::new("blank", key, format!("{key} is blank")));
                None
            }
            Some(other) => {
                let message = format!("{key} is {}, not a text", other.kind());
                problems.push(Problem::new("wrong_type", key, message));
                None
            }
        };
        let id = text(take("id"), "id");
        let channel = text(take("channel"), "channel");
        let time = text(take("captured_at"), "captured_at");
        let captured_at = time.and_then(|time| match read_time(&time) {
            Ok(at) => Some(at),
            Err(problem) => {
                problems.push(problem);
                None
            }
        });
        let payload = take("payload").unwrap_or(Node::Null);
        if payload.as_object().is_none() {
            let message = format!("payload is {}, not an object", payload.kind());
            problems.push(Problem::new("wrong_type", "payload", message));
        }
        let parts = LeadParts {
            id,
            channel,
            captured_at,
            payload,
        };
        (parts, problems)
    }
}

/// A time as leads carry it.
pub fn read_time(text: &str) -> Result<DateTime<FixedOffset>, Problem> {
    DateTime::parse_from_rfc3339(text.trim()).map_err(|_| {
        Problem::new(
            "unreadable_time",
            "captured_at",
            format!("{text:?} is not an RFC 3339 time"),
        )
        .help("write it as 2026-11-24T09:12:00-06:00")
    })
}

/// A history, in the order it is replayed: by time of capture, then by id. Lines are kept as
/// text and read again when their turn comes, so a history costs little more than its file.
#[derive(Debug, Default)]
pub struct History<'a> {
    lines: Vec<Line<'a>>,
}

#[derive(Debug)]
struct Line<'a> {
    captured_at: DateTime<FixedOffset>,
    id: Cow<'a, str>,
    text: &'a str,
}

impl<'a> History<'a> {
    /// Reads NDJSON. Bad lines are left out and named: not UTF-8, not JSON, not a whole lead, a
    /// channel that `knows` does not know, an id that an earlier line has.
    pub fn read(bytes: &'a [u8], knows: impl Fn(&str) -> bool) -> (History<'a>, Problems) {
        let mut history = History::default();
        let mut problems = Problems::default();
        let mut ids = std::collections::HashMap::new();
        let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
        for (place, bytes) in bytes.split(|byte| *byte == b'\n').enumerate() {
            let line = place + 1;
            match read_line(bytes, &knows) {
                Ok(None) => {}
                Ok(Some(read)) => match ids.insert(read.id.clone(), line) {
                    None => history.lines.push(read),
                    Some(first) => {
                        ids.insert(read.id.clone(), first);
                        problems.add(|| {
                            let message =
                                format!("the id {:?} is already that of line {first}", read.id);
                            Problem::new("repeated_id", format!("line {line}: id"), message)
                        });
                    }
                },
                Err(found) => found.into_iter().for_each(|mut problem| {
                    problems.add(|| {
                        let inside = if problem.place.is_empty() { "" } else { ": " };
                        problem.place = format!("line {line}{inside}{}", problem.place);
                        problem
                    });
                }),
            }
        }
        history
            .lines
            .sort_by(|a, b| (a.captured_at, &a.id).cmp(&(b.captured_at, &b.id)));
        (history, problems)
    }

    pub fn len(&self) -> usize {
        self.lines.len()
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The leads in order.
    pub fn leads(&self) -> impl Iterator<Item = Lead<'a>> + '_ {
        self.lines.iter().filter_map(|line| {
            let parts = LeadParts::read(Node::parse(line.text).ok()?).ok()?;
            Some(Lead {
                id: parts.id,
                channel: parts.channel?,
                captured_at: parts.captured_at?,
                payload: parts.payload,
            })
        })
    }
}

/// Some editors begin a file with one.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

fn read_line<'a>(
    bytes: &'a [u8],
    knows: impl Fn(&str) -> bool,
) -> Result<Option<Line<'a>>, Vec<Problem>> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let message = format!(
            "not UTF-8 from byte {} of the line on",
            error.valid_up_to() + 1
        );
        vec![Problem::new("not_utf8", "", message)]
    })?;
    if text.trim().is_empty() {
        return Ok(None);
    }
    let node = Node::parse(text).map_err(|error| {
        let message = format!("not JSON: {} at column {}", error.message, error.column);
        vec![Problem::new("not_json", "", message)]
    })?;
    // What is no lead at all is told in one sentence, not key by key.
    match node.as_object() {
        None => return LeadParts::read(node).map(|_| None),
        Some(_) if node.get("payload").is_none() => return Err(vec![missing("payload")]),
        Some(_) => {}
    }
    let (parts, mut problems) = LeadParts::read_all(node);
    if let Some(channel) = parts.channel.as_deref()
        && !knows(channel)
    {
        let message = format!("no channel has the id {}", masked(channel));
        problems.push(Problem::new("unknown_channel", "channel", message));
    }
    for (key, is_missing) in [
        ("id", parts.id.is_none()),
        ("channel", parts.channel.is_none()),
        ("captured_at", parts.captured_at.is_none()),
    ] {
        // What is there and cannot be read has been told.
        if is_missing && problems.iter().all(|problem| problem.place != key) {
            problems.push(missing(key));
        }
    }
    match (parts.id, parts.captured_at) {
        (Some(id), Some(captured_at)) if problems.is_empty() => Ok(Some(Line {
            captured_at,
            id,
            text,
        })),
        _ => Err(problems),
    }
}

fn missing(key: &'static str) -> Problem {
    Problem::new("missing_key", key, format!("{key} is missing"))
}

/// A channel id as messages show it: it is the key that web sites send leads with.
pub fn masked(channel: &str) -> String {
    let start: String = channel.chars().take(4).collect();
    if start.len() < channel.len() {
        format!("{start}…")
    } else {
        "…".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_and_windows_line_ends_are_no_problem() {
        let line = r#"{"id":"1","channel":"c","captured_at":"2026-11-24T09:12:00Z","payload":{}}"#;
        let text = format!(
            "\u{feff}{line}\r\n\r\n{}\r\n",
            line.replace("\"1\"", "\"2\"")
        );
        let (history, problems) = History::read(text.as_bytes(), |_| true);
        assert_eq!(problems, Problems::default());
        assert_eq!(history.len(), 2);
    }
}
