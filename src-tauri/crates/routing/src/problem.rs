//! One thing that is wrong, said so that a person can mend it.

use serde::Serialize;

use crate::book::MAX_PROBLEMS;

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
        Problem {
            code,
            place: place.into(),
            message: message.into(),
            help: None,
        }
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

/// Why a document is refused: everything that is wrong with it, listed up to [`MAX_PROBLEMS`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Problems {
    pub listed: Vec<Problem>,
    /// How many more were found and not listed.
    pub more: usize,
}

impl Problems {
    /// Adds a problem, put into words only if it will be listed.
    pub fn add(&mut self, make: impl FnOnce() -> Problem) {
        if self.is_full() {
            self.more += 1;
        } else {
            self.listed.push(make());
        }
    }

    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// Whether further problems are only counted.
    pub fn is_full(&self) -> bool {
        self.listed.len() >= MAX_PROBLEMS
    }

    /// Listed or not.
    pub fn total(&self) -> usize {
        self.listed.len() + self.more
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Problems {
            listed: vec![problem],
            more: 0,
        }
    }
}

/// One problem a line.
impl std::fmt::Display for Problems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, problem) in self.listed.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        match self.more {
            0 => Ok(()),
            more => write!(f, "\nand {more} more"),
        }
    }
}

impl std::error::Error for Problems {}

/// The candidate a person most likely meant by `word`, if one is close enough to suggest.
pub fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| {
            (
                strsim::jaro_winkler(&word.to_lowercase(), &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(score, _)| *score >= 0.82)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}
