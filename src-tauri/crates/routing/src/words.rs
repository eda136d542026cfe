//! What happened, in sentences: the headline of a landing, the lines of its trace, conditions and
//! actions as a person says them. The window and the command line both speak from here.

mod action;
mod landing;
mod test;

pub use action::{
    account_name, action, action_in_full, agents_phrase, channel_called, channel_title, fallback,
    fallback_in_full, follow_up, follow_ups, named, rule_title,
};
pub use landing::{headline, notes, pool_reason, step_detail, step_title};
pub use test::{chip, chip_in_full, clause, condition, condition_in_full, day};

/// A run of text in one tone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    pub text: String,
    pub tone: Tone,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Strong,
    Dim,
    /// On the lead's path.
    Path,
    /// A test that failed.
    Fail,
}

impl Span {
    pub(crate) fn plain(text: impl Into<String>) -> Span {
        Span {
            text: text.into(),
            tone: Tone::Plain,
        }
    }

    pub(crate) fn strong(text: impl Into<String>) -> Span {
        Span {
            text: text.into(),
            tone: Tone::Strong,
        }
    }

    pub(crate) fn dim(text: impl Into<String>) -> Span {
        Span {
            text: text.into(),
            tone: Tone::Dim,
        }
    }

    pub(crate) fn path(text: impl Into<String>) -> Span {
        Span {
            text: text.into(),
            tone: Tone::Path,
        }
    }

    pub(crate) fn fail(text: impl Into<String>) -> Span {
        Span {
            text: text.into(),
            tone: Tone::Fail,
        }
    }
}

/// The spans as one text.
pub fn plain(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

/// `a`, `a or b`, `a, b or c`; from `most` on the rest is counted: `a, b +4`.
pub(crate) fn listed<T: AsRef<str>>(items: &[T], last: &str, most: usize) -> String {
    let texts: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match texts.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        many if many.len() > most => {
            let shown = most.saturating_sub(1).max(1);
            let head = texts
                .iter()
                .take(shown)
                .copied()
                .collect::<Vec<_>>()
                .join(", ");
            format!("{head} +{}", many.len() - shown)
        }
        [head @ .., tail] => format!("{} {last} {tail}", head.join(", ")),
    }
}

/// `1 rule`, `2 rules`
pub fn counted(number: impl ToString, one: &str) -> String {
    let number = number.to_string();
    let ending = if number == "1" { "" } else { "s" };
    format!("{number} {one}{ending}")
}

/// `1,250,000`, `0.5`
pub(crate) fn grouped(number: f64) -> String {
    let text = crate::json::number_text(number);
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, fraction) = digits
        .split_once('.')
        .map_or((digits, None), |(w, f)| (w, Some(f)));
    let mut out = String::from(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// `15 min`, `2 h`, `1 day`
pub(crate) fn minutes(minutes: u32) -> String {
    match minutes {
        m if m >= 2_880 && m.is_multiple_of(1_440) => format!("{} days", m / 1_440),
        1_440 => "1 day".to_owned(),
        m if m >= 60 && m.is_multiple_of(60) => format!("{} h", m / 60),
        m => format!("{m} min"),
    }
}
