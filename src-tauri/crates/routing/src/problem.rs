//! One thing that is wrong, said so that a person can mend it.

use serde::Serialize;

/// A defect of a book or of a lead: data, never an exception.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Stable machine word, snake case: `unknown_key`, `unreadable_price`, …
    pub code: &'static str,
    /// Where: a path such as `channels[0].rules[1].when.all[0].op` or `payload.listing.price`.
    /// Empty for the whole document.
    pub place: String,
    /// One sentence, lower-case, naming the offending key, id or value.
    pub message: String,
    /// What to do about it, when that is known: a did-you-mean, a list of what is allowed.
    pub help: Option<String>,
}

impl Problem {
    pub fn new(code: &'static str, place: impl Into<String>, message: impl Into<String>) -> Self {
        Problem { code, place: place.into(), message: message.into(), help: None }
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.place.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        write!(f, "{} [{}]", self.message, self.code)?;
        match &self.help {
            Some(help) => write!(f, " ({help})"),
            None => Ok(()),
        }
    }
}

/// The candidate a person most likely meant by `word`, if one is close enough to suggest.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&word.to_lowercase(), &candidate.to_lowercase()), candidate))
        .filter(|(score, _)| *score >= 0.82)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}
