//! Conditions, patterns and expressions judged while somebody types, and tried on the samples.

use mirror::Sample;
use routing::book::{Action, Channel, Fallback, Policies, Rule};
use routing::condition::{Check, Explain, Keep, checked_pattern};
use routing::custom::Program;
use routing::facts::Facts;
use routing::fields::{Field, FieldType};
use routing::landing::Landing;
use routing::lead::Lead;
use routing::roster::Roster;
use routing::route::Route;
use routing::walk::{Claims, State, decide};
use routing::words;

use crate::parts;
use crate::session::Session;
use crate::simulation::read;
use crate::snapshot::{Snapshot, locked};
use crate::view;
use crate::wire::{
    AppError, Code, ConditionCheck, ConditionSource, ExpressionCheck, ExpressionError, Try,
};

/// The id of the rule that an expression is tried as.
const TRIED: &str = "tried";

impl Session {
    /// Judges a condition, and tries it on every sample in the channel's time zone.
    pub fn check_condition(
        &self,
        channel: &str,
        source: &ConditionSource,
    ) -> Result<ConditionCheck, AppError> {
        let snapshot = self.snapshot(channel)?;
        let condition = match parts::condition(source) {
            Ok(condition) => condition,
            Err(refused) => {
                return Ok(ConditionCheck {
                    problems: refused.problems,
                    words: None,
                    view: None,
                    tries: Vec::new(),
                    matched: 0,
                });
            }
        };
        let check = Check::new(&condition);
        let zone = snapshot.route.channel.time_zone;
        let tries = self.tries(channel, |lead| {
            let facts = Facts::read(&lead.payload, lead.captured_at, zone);
            let (passed, seen) = check.run::<Explain>(&facts);
            let clause = Explain::told(seen).map(|seen| words::plain(&words::clause(&seen)));
            (passed, clause)
        })?;
        Ok(ConditionCheck {
            problems: Vec::new(),
            words: Some(words::condition(&condition)),
            view: Some(view::condition::plain(&condition)),
            matched: passed(&tries),
            tries,
        })
    }

    /// Judges a regular expression, and tries it on a text field of every sample.
    pub fn check_pattern(&self, field: &str, pattern: &str) -> Result<ExpressionCheck, AppError> {
        let field = Field::from_name(field)
            .filter(|known| known.kind() == FieldType::Text)
            .ok_or_else(|| {
                AppError::new(Code::NotFound, format!("there is no text field {field:?}"))
            })?;
        if pattern.trim().is_empty() {
            return Ok(wrong("the regular expression is blank".to_owned(), None));
        }
        let regex = match checked_pattern(pattern) {
            Ok(regex) => regex,
            Err(bad) => return Ok(wrong(bad.message, bad.at)),
        };
        let tries = self.tries("", |lead| {
            let facts = Facts::read(&lead.payload, lead.captured_at, chrono_tz::UTC);
            let text = facts.text(field).map(|text| text.raw().to_owned());
            let matched = text.as_deref().is_some_and(|text| regex.is_match(text));
            (matched, text)
        })?;
        Ok(tried(tries))
    }

    /// Judges a CEL expression, and says whom it names on every sample among the channel's agents.
    pub fn check_expression(
        &self,
        channel: &str,
        expression: &str,
    ) -> Result<ExpressionCheck, AppError> {
        let Snapshot { roster, route } = self.snapshot(channel)?;
        if let Err(bad) = Program::compile(expression) {
            return Ok(wrong(bad.message, bad.at));
        }
        let alone = Route::new(&roster, &only(&route.channel, expression));
        let tries = self.tries(channel, |lead| {
            let mut state = State::default();
            let landing = decide(&roster, &alone, lead, Claims::Open, &mut state);
            let named = !landing.ending.agents.is_empty();
            (named, Some(answer(&roster, &landing)))
        })?;
        Ok(tried(tries))
    }

    /// Every sample that can be read.
    fn tries(
        &self,
        channel: &str,
        ask: impl Fn(&Lead) -> (bool, Option<String>),
    ) -> Result<Vec<Try>, AppError> {
        let samples = locked(&self.mirror).samples()?;
        let tries = samples.into_iter().filter_map(|sample| {
            let Sample {
                captured_at,
                payload,
                ..
            } = &sample;
            let (passed, words) = ask(&read(channel, captured_at, payload).ok()?);
            Some(Try {
                sample: sample.id,
                name: sample.name,
                passed,
                words,
            })
        });
        Ok(tries.collect())
    }
}

/// The channel with nothing but a rule of this expression.
fn only(channel: &Channel, expression: &str) -> Channel {
    Channel {
        policies: Policies {
            honor_assignees: false,
            returning_lead_days: 0,
        },
        rules: vec![Rule {
            id: TRIED.to_owned(),
            name: None,
            enabled: true,
            when: None,
            then: Action::Custom {
                expression: expression.to_owned(),
            },
            follow_up: Vec::new(),
        }],
        fallback: Fallback::Inbox,
        ..channel.clone()
    }
}

fn answer(roster: &Roster, landing: &Landing) -> String {
    let about = format!("the expression of rule {TRIED:?} ");
    let failed = landing
        .problems
        .iter()
        .find_map(|problem| problem.message.strip_prefix(&about));
    match (landing.ending.agents.as_slice(), failed) {
        ([], Some(failed)) => failed.to_owned(),
        ([], None) => "nobody".to_owned(),
        (agents, _) => words::agents_phrase(roster, agents),
    }
}

fn wrong(message: String, at: Option<(usize, usize)>) -> ExpressionCheck {
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    ExpressionCheck {
        error: Some(ExpressionError {
            message,
            line: at.map(|(line, _)| number(line)),
            column: at.map(|(_, column)| number(column)),
        }),
        tries: Vec::new(),
        matched: 0,
    }
}

fn tried(tries: Vec<Try>) -> ExpressionCheck {
    ExpressionCheck {
        error: None,
        matched: passed(&tries),
        tries,
    }
}

fn passed(tries: &[Try]) -> u32 {
    u32::try_from(tries.iter().filter(|tried| tried.passed).count()).unwrap_or(u32::MAX)
}
