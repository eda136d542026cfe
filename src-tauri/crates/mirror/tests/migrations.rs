//! Every layout that ever shipped opens in this version. `dumps/N.sql` is a file of layout N as
//! SQL; the test `write_a_dump` writes the one of the present layout.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use mirror::{Edit, Mirror, sample};
use rusqlite::Connection;
use rusqlite::types::ValueRef;

use crate::{adler, folder};

fn dumps() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dumps")
}

/// Adler & Associates with three edits, the last one undone. Only what every layout can hold.
fn with_some_edits() -> (tempfile::TempDir, Mirror) {
    let (folder, mut mirror) = adler();
    let luxury = "r-luxury".to_owned();
    for edit in [
        Edit::MoveRule {
            rule: "r-zillow".to_owned(),
            channel: None,
            before: Some(luxury.clone()),
        },
        Edit::SetRuleEnabled {
            rule: luxury.clone(),
            enabled: false,
        },
        Edit::DeleteRule { rule: luxury },
    ] {
        mirror.apply(&edit).unwrap().unwrap();
    }
    mirror.undo().unwrap().unwrap();
    (folder, mirror)
}

#[test]
fn every_earlier_layout_opens_with_its_history() {
    let mut layouts: Vec<PathBuf> = fs::read_dir(dumps())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    layouts.sort();
    assert!(!layouts.is_empty());
    let (_folder, expected) = with_some_edits();
    for dump in layouts {
        let (_folder, path) = folder();
        Connection::open(&path)
            .unwrap()
            .execute_batch(&fs::read_to_string(&dump).unwrap())
            .unwrap();
        let mut mirror =
            Mirror::open(&path).unwrap_or_else(|error| panic!("{}: {error}", dump.display()));
        assert_eq!(
            mirror.export().unwrap().write(),
            expected.export().unwrap().write(),
            "{}",
            dump.display()
        );
        assert_eq!(mirror.samples().unwrap(), expected.samples().unwrap());
        let labels = |mirror: &Mirror| -> Vec<String> {
            mirror
                .edits(9)
                .unwrap()
                .into_iter()
                // The first two layouts were written when names stood in straight quotes.
                .map(|edit| edit.label.replace(['“', '”'], "\""))
                .collect()
        };
        assert_eq!(labels(&mirror), labels(&expected));
        mirror.redo().unwrap().unwrap();
        for _ in 0..3 {
            mirror.undo().unwrap().unwrap();
        }
        assert_eq!(mirror.export().unwrap().write(), sample::adler().write());
        drop(mirror);
        mirror::check(&path).unwrap();
    }
}

#[test]
fn the_present_layout_has_a_dump() {
    let (_folder, mirror) = adler();
    let version: i64 = Connection::open(mirror.path())
        .unwrap()
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    assert!(
        dumps().join(format!("{version}.sql")).exists(),
        "run the test write_a_dump and commit its file"
    );
}

#[test]
#[ignore = "writes into the source tree; run it once when a migration is added"]
fn write_a_dump() {
    let (_folder, mirror) = with_some_edits();
    let path = mirror.path().to_owned();
    drop(mirror);
    let conn = Connection::open(&path).unwrap();
    let number = |pragma| {
        conn.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0))
            .unwrap()
    };
    let mut sql = String::from("PRAGMA foreign_keys = OFF;\n");
    for pragma in ["application_id", "user_version"] {
        writeln!(sql, "PRAGMA {pragma} = {};", number(pragma)).unwrap();
    }
    let mut schema = conn
        .prepare("SELECT sql, type, name FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")
        .unwrap();
    let mut objects = schema.query([]).unwrap();
    while let Some(object) = objects.next().unwrap() {
        writeln!(sql, "{};", object.get::<_, String>(0).unwrap()).unwrap();
        if object.get::<_, String>(1).unwrap() == "table" {
            let table: String = object.get(2).unwrap();
            let mut select = conn.prepare(&format!("SELECT * FROM {table}")).unwrap();
            let columns = select.column_count();
            let mut rows = select.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                let values: Vec<String> = (0..columns)
                    .map(|column| literal(row.get_ref(column).unwrap()))
                    .collect();
                writeln!(sql, "INSERT INTO {table} VALUES ({});", values.join(", ")).unwrap();
            }
        }
    }
    fs::create_dir_all(dumps()).unwrap();
    fs::write(dumps().join(format!("{}.sql", number("user_version"))), sql).unwrap();
}

fn literal(value: ValueRef) -> String {
    match value {
        ValueRef::Null => "NULL".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => format!(
            "'{}'",
            std::str::from_utf8(text).unwrap().replace('\'', "''")
        ),
        ValueRef::Blob(bytes) => {
            let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            format!("x'{hex}'")
        }
    }
}
