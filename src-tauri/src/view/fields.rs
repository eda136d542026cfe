//! The engine's table of fields and operators, as the condition editor offers it.

use chrono_tz::TZ_VARIANTS;
use routing::fields::{FIELDS, FieldType, Takes};

use crate::wire::{FieldInfo, FieldKind, OperatorInfo, ValueShape};

pub fn table() -> Vec<FieldInfo> {
    let rows = FIELDS.iter().map(|row| FieldInfo {
        name: row.name.to_owned(),
        words: row.words.to_owned(),
        kind: kind(row.kind),
        operators: row
            .kind
            .operators()
            .iter()
            .map(|(op, takes)| OperatorInfo {
                name: op.name().to_owned(),
                words: op.words(row.kind).to_owned(),
                takes: shape(*takes),
            })
            .collect(),
    });
    rows.collect()
}

pub fn time_zones() -> Vec<String> {
    TZ_VARIANTS
        .iter()
        .map(|zone| zone.name().to_owned())
        .collect()
}

fn kind(kind: FieldType) -> FieldKind {
    match kind {
        FieldType::Text => FieldKind::Text,
        FieldType::Number => FieldKind::Number,
        FieldType::Set => FieldKind::Set,
        FieldType::Flag => FieldKind::Flag,
        FieldType::Date => FieldKind::Date,
        FieldType::Time => FieldKind::Time,
        FieldType::Weekday => FieldKind::Weekday,
    }
}

fn shape(takes: Takes) -> ValueShape {
    match takes {
        Takes::Nothing => ValueShape::Nothing,
        Takes::Text => ValueShape::Text,
        Takes::Pattern => ValueShape::Pattern,
        Takes::Texts => ValueShape::Texts,
        Takes::Number => ValueShape::Number,
        Takes::NumberRange => ValueShape::NumberRange,
        Takes::DateRange => ValueShape::DateRange,
        Takes::TimeRange => ValueShape::TimeRange,
        Takes::Weekdays => ValueShape::Weekdays,
    }
}
