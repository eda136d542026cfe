//! Each case file holds a list of books with the problems each has, empty where it is valid.

use std::fs;
use std::path::PathBuf;

use routing::Book;
use routing::book::CODES;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::schema::Schema;
use crate::seen;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    book: Option<Box<RawValue>>,
    /// Instead of `book`, where JSON inside JSON would lose what the case is about.
    text: Option<String>,
    problems: Vec<Expected>,
    /// What writing the book gives, line by line.
    written: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    code: String,
    place: String,
}

impl Case {
    fn text(&self) -> &str {
        match (&self.book, &self.text) {
            (Some(book), None) => book.get(),
            (None, Some(text)) => text,
            _ => panic!("{}: a case has either \"book\" or \"text\"", self.name),
        }
    }
}

pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/cases/books")
}

pub fn adler() -> String {
    fs::read_to_string(folder().join("adler.book.json")).unwrap()
}

fn each_case(mut check: impl FnMut(&str, &Case)) {
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.retain(|path| !path.to_string_lossy().ends_with(".book.json"));
    files.sort();
    let mut count = 0;
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let mut reader = serde_json::Deserializer::from_str(&text);
        reader.disable_recursion_limit();
        let cases = Vec::<Case>::deserialize(&mut reader)
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        for case in &cases {
            count += 1;
            check(
                &format!(
                    "{}: {}",
                    file.file_stem().unwrap().to_string_lossy(),
                    case.name
                ),
                case,
            );
        }
    }
    assert!(count >= 90, "only {count} cases were found");
}

#[test]
fn every_book_has_exactly_the_problems_its_case_says() {
    let mut wrong = Vec::new();
    each_case(|name, case| {
        let problems = Book::read(case.text().as_bytes())
            .err()
            .unwrap_or_default()
            .listed;
        let expected: Vec<_> = case
            .problems
            .iter()
            .map(|p| (p.code.as_str(), p.place.as_str()))
            .collect();
        if seen(&problems) != expected {
            let found: Vec<String> = problems
                .iter()
                .map(|problem| format!("\n    {problem}"))
                .collect();
            wrong.push(format!(
                "{name}\n  expected {expected:?}\n  found {}",
                found.concat()
            ));
        }
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_valid_book_reads_back_from_what_it_writes() {
    each_case(|name, case| {
        let Ok(book) = Book::read(case.text().as_bytes()) else {
            return;
        };
        let written = book.write();
        assert_eq!(Book::read(written.as_bytes()).as_ref(), Ok(&book), "{name}");
        assert!(book.check().is_empty(), "{name}: {:?}", book.check());
        if let Some(lines) = &case.written {
            assert_eq!(written, lines.join("\n"), "{name}");
        }
    });
}

#[test]
fn the_schema_refuses_a_book_exactly_when_the_reader_finds_its_shape_wrong() {
    let schema = Schema::book();
    each_case(|name, case| {
        let mut reader =
            serde_json::Deserializer::from_str(case.text().trim_start_matches('\u{feff}'));
        reader.disable_recursion_limit();
        let document =
            Value::deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
        let problems = Book::read(case.text().as_bytes())
            .err()
            .unwrap_or_default()
            .listed;
        let Ok(document) = document else {
            assert_eq!(seen(&problems), [("not_json", "")], "{name}");
            return;
        };
        let shape = |code| {
            CODES
                .iter()
                .find(|known| known.code == code)
                .unwrap_or_else(|| panic!("{code}"))
                .shape
        };
        let refused_by_reader = problems.iter().any(|problem| shape(problem.code));
        assert_eq!(
            !schema.accepts(&document),
            refused_by_reader,
            "{name}: {problems:?}"
        );
    });
}

#[test]
fn every_code_has_a_case() {
    let mut codes: Vec<&str> = CODES.iter().map(|known| known.code).collect();
    // Of no use as files: one is 64 MiB, the other is not text.
    codes.retain(|code| !["too_large", "not_utf8"].contains(code));
    each_case(|name, case| {
        for expected in &case.problems {
            assert!(
                CODES.iter().any(|known| known.code == expected.code),
                "{name}: {}",
                expected.code
            );
            codes.retain(|code| *code != expected.code);
        }
    });
    assert!(codes.is_empty(), "no case for {codes:?}");
}

#[test]
fn every_sentence_is_lower_case_and_names_something() {
    each_case(|name, case| {
        let problems = Book::read(case.text().as_bytes()).err().unwrap_or_default();
        for problem in problems.listed {
            let message = &problem.message;
            assert!(
                !message.starts_with(char::is_uppercase) && !message.ends_with('.'),
                "{name}: {message}"
            );
            assert!(
                message.len() < 600 && !message.contains('\n'),
                "{name}: {message}"
            );
            assert!(
                !message.contains("Option") && !message.contains("Some("),
                "{name}: {message}"
            );
        }
    });
}

#[test]
fn no_sentence_shows_the_whole_id_of_a_channel() {
    const SECRET: &str = "-9d1b-4c51-key-of-a-web-form";
    let mut named = Vec::new();
    each_case(|name, case| {
        let Ok(mut book) = serde_json::from_str::<Value>(case.text()) else {
            return;
        };
        let channels = book.get_mut("channels").and_then(Value::as_array_mut);
        for id in channels.into_iter().flatten().flat_map(|c| c.get_mut("id")) {
            if let Some(text) = id.as_str().filter(|text| !text.trim().is_empty()) {
                *id = Value::from(format!("5f0c{text}{SECRET}"));
            }
        }
        let problems = Book::read(book.to_string().as_bytes()).err();
        for problem in problems.unwrap_or_default().listed {
            let said = problem.to_string();
            assert!(!said.contains(SECRET), "{name}: {said}");
            if said.contains("5f0c…") {
                named.push(problem.code);
            }
        }
    });
    named.sort_unstable();
    named.dedup();
    assert_eq!(named, ["duplicate_id", "two_defaults"]);
}

#[test]
fn adler_and_associates_is_valid_and_canonical() {
    let text = adler();
    let book = Book::read(text.as_bytes()).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(
        (book.accounts.len(), book.users.len(), book.channels.len()),
        (13, 10, 4)
    );
    assert_eq!(book.write(), text);
}
