//! The JSON Schema says the same as the table of fields and operators.

use std::sync::LazyLock;

use jsonschema::Validator;
use routing::book::BOOK_SCHEMA;
use routing::fields::{FIELDS, FieldType, OPS, Takes};
use serde_json::{Value, json};

pub struct Schema(Validator);

impl Schema {
    fn new() -> Schema {
        let schema = serde_json::from_str(BOOK_SCHEMA).unwrap();
        jsonschema::meta::validate(&schema).unwrap();
        Schema(jsonschema::validator_for(&schema).unwrap())
    }

    /// A definition of the schema on its own.
    pub fn part(name: &str) -> Schema {
        let mut schema: Value = serde_json::from_str(BOOK_SCHEMA).unwrap();
        let definitions = schema["$defs"].take();
        let part = json!({ "$ref": format!("#/$defs/{name}"), "$defs": definitions });
        Schema(jsonschema::validator_for(&part).unwrap())
    }

    /// The whole schema, compiled once.
    pub fn book() -> &'static Schema {
        static BOOK: LazyLock<Schema> = LazyLock::new(Schema::new);
        &BOOK
    }

    pub fn accepts(&self, document: &Value) -> bool {
        self.0.is_valid(document)
    }
}

/// Unicode properties are an error to readers of JSON Schema that have no such regular expressions.
#[test]
fn its_patterns_are_read_everywhere() {
    let patterns: Vec<&str> = BOOK_SCHEMA
        .lines()
        .filter(|line| line.contains("\"pattern\""))
        .collect();
    assert!(patterns.len() >= 4);
    for pattern in patterns {
        assert!(
            !pattern.contains('\\') || pattern.contains("\\u0009"),
            "{pattern}"
        );
    }
}

#[test]
fn its_tests_are_those_of_the_table() {
    let types = [
        FieldType::Text,
        FieldType::Number,
        FieldType::Set,
        FieldType::Flag,
        FieldType::Date,
        FieldType::Time,
        FieldType::Weekday,
    ];
    let mut tests = Vec::new();
    for kind in types {
        let fields: Vec<&str> = FIELDS
            .iter()
            .filter(|row| row.kind == kind)
            .map(|row| row.name)
            .collect();
        let mut groups: Vec<(Option<&str>, Vec<&str>)> = Vec::new();
        for (op, takes) in kind.operators() {
            let value = definition(*takes);
            match groups.iter_mut().find(|(known, _)| *known == value) {
                Some((_, ops)) => ops.push(op.name()),
                None => groups.push((value, vec![op.name()])),
            }
        }
        for (value, ops) in groups {
            let mut test = json!({
                "type": "object",
                "properties": { "field": { "enum": fields }, "op": { "enum": ops } },
                "required": ["field", "op"],
                "additionalProperties": false,
            });
            if let Some(value) = value {
                test["properties"]["value"] = json!({ "$ref": format!("#/$defs/{value}") });
                test["required"] = json!(["field", "op", "value"]);
            }
            tests.push(test);
        }
    }
    let schema: Value = serde_json::from_str(BOOK_SCHEMA).unwrap();
    let expected = json!({ "anyOf": tests });
    assert_eq!(
        schema["$defs"]["test"], expected,
        "put this at $defs.test of book.schema.json:\n{expected:#}"
    );
}

fn definition(takes: Takes) -> Option<&'static str> {
    match takes {
        Takes::Nothing => None,
        Takes::Text | Takes::Pattern => Some("words"),
        Takes::Texts => Some("words_list"),
        Takes::Number => Some("number"),
        Takes::NumberRange => Some("number_range"),
        Takes::DateRange => Some("date_range"),
        Takes::TimeRange => Some("time_range"),
        Takes::Weekdays => Some("weekdays"),
    }
}

#[test]
fn reader_and_schema_take_the_same_operators_with_the_same_values() {
    let schema = Schema::part("condition");
    let values = [
        None,
        Some(json!("x")),
        Some(json!(" ")),
        Some(json!(["x"])),
        Some(json!([])),
        Some(json!(5)),
        Some(json!([1, 2])),
        Some(json!(["2026-01-01", "2026-01-02"])),
        Some(json!(["09:00", "24:00"])),
        Some(json!(["mon"])),
        Some(json!(true)),
        Some(Value::Null),
        Some(json!({})),
    ];
    let ops = OPS.iter().map(|(op, _)| *op);
    let mut legal = 0;
    for (row, op, value) in FIELDS
        .iter()
        .flat_map(|row| ops.clone().map(move |op| (row, op)))
        .flat_map(|(row, op)| values.iter().map(move |value| (row, op, value)))
    {
        let mut test = json!({ "field": row.name, "op": op.name() });
        if let Some(value) = value {
            test["value"] = value.clone();
        }
        let read = routing::book::read_condition(&test.to_string());
        assert_eq!(read.is_ok(), schema.accepts(&test), "{test}: {read:?}");
        assert!(read.is_err() || row.kind.takes(op).is_some(), "{test}");
        legal += usize::from(read.is_ok());
    }
    assert!(legal > FIELDS.len() * 2, "{legal}");
}

#[test]
fn a_negative_operator_takes_what_its_twin_takes() {
    let negatives = OPS.iter().filter_map(|(op, _)| Some((*op, op.negates()?)));
    for (op, twin) in negatives {
        for kind in FIELDS.iter().map(|row| row.kind) {
            let takes = kind.takes(op);
            assert!(
                takes.is_none() || takes == kind.takes(twin),
                "{kind:?} {op:?}"
            );
        }
    }
}

#[test]
fn reader_and_schema_take_the_same_days() {
    let schema = Schema::part("date_range");
    let years = (0..=9999)
        .step_by(97)
        .chain([1900, 2000, 2023, 2024, 2100, 2400]);
    for (year, month, day) in
        years.flat_map(|y| (0..=13).flat_map(move |m| (0..=32).map(move |d| (y, m, d))))
    {
        let date = format!("{year:04}-{month:02}-{day:02}");
        let real = chrono::NaiveDate::from_ymd_opt(year, month, day).is_some();
        assert_eq!(schema.accepts(&json!([date, date])), real, "{date}");
        let test = json!({ "field": "captured.date", "op": "between", "value": [date, date] });
        assert_eq!(
            routing::book::read_condition(&test.to_string()).is_ok(),
            real,
            "{date}"
        );
    }
}

#[test]
fn reader_and_schema_take_the_same_characters_for_blank() {
    let schema = Schema::part("words");
    for c in '\0'..=char::MAX {
        let blank = routing::fold::fold(c.encode_utf8(&mut [0; 4])).is_empty();
        assert_eq!(blank, c.is_whitespace(), "{c:?}");
        if c.is_whitespace() || c < '\u{3100}' {
            assert_eq!(schema.accepts(&json!(c)), !blank, "{c:?}");
        }
    }
}
