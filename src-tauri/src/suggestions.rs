//! Values for a field, as the samples and the rules of the book have them.

use std::collections::HashMap;

use routing::book::{Condition, Test, Value};
use routing::facts::Facts;
use routing::fields::{Field, FieldType, Op};
use routing::fold::fold;

use crate::session::Session;
use crate::simulation::read;
use crate::snapshot::locked;
use crate::wire::{AppError, Code, Suggestion};

/// Most values suggested for a field.
const MOST: usize = 500;

impl Session {
    /// The most frequent first. Only texts and tags have values worth suggesting.
    pub fn suggestions(&self, field: &str) -> Result<Vec<Suggestion>, AppError> {
        let field = Field::from_name(field)
            .ok_or_else(|| AppError::new(Code::NotFound, format!("there is no field {field:?}")))?;
        let (samples, conditions, given) = {
            let mirror = locked(&self.mirror);
            let given = match field {
                Field::Tags => mirror.tags_given()?,
                _ => Vec::new(),
            };
            (mirror.samples()?, mirror.conditions_on(field)?, given)
        };
        let mut known = Known::default();
        for sample in &samples {
            if let Ok(lead) = read(&sample.channel, &sample.captured_at, &sample.payload) {
                let facts = Facts::read(&lead.payload, lead.captured_at, chrono_tz::UTC);
                known.see(values_of(field, &facts), |value| &mut value.samples);
            }
        }
        for condition in &conditions {
            let mut asked = Vec::new();
            ask(condition, field, &mut asked);
            known.see(asked, |value| &mut value.rules);
        }
        known.see(given, |value| &mut value.rules);
        Ok(known.by_frequency())
    }
}

#[derive(Default)]
struct Known(HashMap<String, Suggestion>);

impl Known {
    fn see(
        &mut self,
        values: impl IntoIterator<Item = String>,
        count: impl Fn(&mut Suggestion) -> &mut u32,
    ) {
        for value in values {
            let known = self.0.entry(fold(&value).into_owned());
            *count(known.or_insert(Suggestion {
                value,
                samples: 0,
                rules: 0,
            })) += 1;
        }
    }

    fn by_frequency(self) -> Vec<Suggestion> {
        let mut values: Vec<Suggestion> = self.0.into_values().collect();
        values.sort_by(|a, b| {
            let often = |value: &Suggestion| value.samples + value.rules;
            often(b).cmp(&often(a)).then_with(|| a.value.cmp(&b.value))
        });
        values.truncate(MOST);
        values
    }
}

fn values_of(field: Field, facts: &Facts) -> Vec<String> {
    match field.kind() {
        FieldType::Text => facts
            .text(field)
            .map(|text| text.raw().to_owned())
            .into_iter()
            .collect(),
        FieldType::Set => facts.tags.iter().map(|tag| tag.raw().to_owned()).collect(),
        _ => Vec::new(),
    }
}

/// The whole values that a condition compares the field with; parts of texts and patterns are none.
fn ask(condition: &Condition, field: Field, asked: &mut Vec<String>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().for_each(|part| ask(part, field, asked));
        }
        Condition::Not(part) => ask(part, field, asked),
        Condition::Test(Test {
            field: of,
            op,
            value,
        }) if *of == field => match (op, value) {
            (Op::Is | Op::IsNot, Value::Text(text)) => asked.push(text.clone()),
            (_, Value::Texts(texts)) => asked.extend(texts.iter().cloned()),
            _ => {}
        },
        Condition::Test(_) => {}
    }
}
