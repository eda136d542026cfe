//! What a lead says: the payload of a capture, in any shape Rechat has documented, read into
//! facts that conditions can test.
//!
//! Reading never fails. What cannot be read is missing *and* a [`Problem`]; keys that no fact
//! reads are listed, so that a form's typo shows up here and not as a lost sale.

mod read;

use std::borrow::Cow;
use std::cell::OnceCell;

use chrono::{DateTime, FixedOffset, NaiveDateTime};
use chrono_tz::Tz;

use crate::fields::Field;
use crate::fold::fold;
use crate::json::Node;
use crate::problem::Problem;
pub(crate) use read::unreadable_phone;

/// The facts of one lead, as its channel sees them.
#[derive(Debug)]
pub struct Facts<'a> {
    texts: Vec<(Field, Text<'a>)>,
    pub tags: Vec<Text<'a>>,
    pub price: Option<f64>,
    /// `captured_at` in the channel's time zone; it stays there however the clock moves later.
    pub captured: NaiveDateTime,
    /// In the order the payload names them; those without any key are here too.
    pub assignees: Vec<Assignee<'a>>,
    /// The phone as E.164, where it can be read.
    pub e164: Option<String>,
    pub problems: Vec<Problem>,
    /// Paths of payload keys that nothing reads and Rechat documents nowhere.
    pub ignored: Vec<String>,
}

/// A text fact: trimmed, never blank.
#[derive(Debug)]
pub struct Text<'a> {
    raw: Cow<'a, str>,
    folded: OnceCell<Box<str>>,
}

impl<'a> Text<'a> {
    fn new(raw: Cow<'a, str>) -> Self {
        Text {
            raw,
            folded: OnceCell::new(),
        }
    }

    /// As it was sent.
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// As it compares.
    pub fn folded(&self) -> &str {
        self.folded.get_or_init(|| fold(&self.raw).into())
    }
}

/// An agent that the web site named, by one or more keys; blank keys are `None`.
#[derive(Debug, Default)]
pub struct Assignee<'a> {
    pub place: String,
    pub email: Option<Cow<'a, str>>,
    pub phone: Option<Cow<'a, str>>,
    /// The key that `phone` stood under.
    pub phone_key: &'static str,
    pub name: Option<String>,
    pub mls_id: Option<Cow<'a, str>>,
    /// The board that `mls_id` is of, where it is said.
    pub mls: Option<Cow<'a, str>>,
}

impl Assignee<'_> {
    fn has_key(&self) -> bool {
        self.email.is_some() || self.phone.is_some() || self.name.is_some() || self.mls_id.is_some()
    }
}

impl<'a> Facts<'a> {
    /// Reads `payload`; `zone` is the channel's.
    pub fn read(payload: &'a Node<'a>, captured_at: DateTime<FixedOffset>, zone: Tz) -> Facts<'a> {
        read::facts(payload, captured_at.with_timezone(&zone).naive_local())
    }

    pub fn text(&self, field: Field) -> Option<&Text<'a>> {
        self.texts
            .iter()
            .find(|(known, _)| *known == field)
            .map(|(_, text)| text)
    }

    /// At least one assignee with a key that is not blank.
    pub fn has_assignees(&self) -> bool {
        self.assignees.iter().any(Assignee::has_key)
    }

    /// The sender's e-mail as returning leads compare it.
    pub fn email_key(&self) -> Option<String> {
        self.text(Field::Email)
            .map(|email| email.raw().to_lowercase())
    }
}

/// A postal code as facts and the values they are compared with are both read: upper case, and
/// the five digits of a ZIP+4.
pub fn postal_code(text: &str) -> String {
    let code = text.trim().to_uppercase();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    match (code.get(..5), code.get(5..)) {
        (Some(five), Some(rest)) if digits(five) => {
            let plus_four = rest.strip_prefix('-').unwrap_or(rest);
            if plus_four.len() == 4 && digits(plus_four) {
                five.to_owned()
            } else {
                code
            }
        }
        _ => code,
    }
}

/// The body of a signed-in capture (`POST /leads`) wraps the payload as `lead` beside `metadata`.
/// Answers the payload, its place and the channel the metadata names.
pub fn unwrap_capture<'n, 'a>(body: &'n Node<'a>) -> (&'n Node<'a>, &'static str, Option<&'n str>) {
    match (body.get("metadata"), body.get("lead")) {
        (Some(metadata @ Node::Object(_)), Some(lead @ Node::Object(_))) => (
            lead,
            INSIDE_CAPTURE,
            metadata.get("lead_channel").and_then(Node::as_text),
        ),
        _ => (body, "payload", None),
    }
}

/// The place of a payload that a signed-in capture wraps.
const INSIDE_CAPTURE: &str = "payload.lead";
