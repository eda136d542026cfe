//! Reads case files and says what differs.
//!
//! A case file is an object with `about` (one sentence), `cases` (a list) and, where its cases
//! share one, `book`: a book, or the path of one below `tests/cases/`.

use std::fs;
use std::path::{Path, PathBuf};

use routing::{Book, Router};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File<C> {
    #[serde(rename = "about")]
    _about: String,
    #[serde(default)]
    book: Value,
    cases: Vec<C>,
}

/// A case says its name: the behaviour, in words.
pub trait Named {
    fn name(&self) -> &str;
}

/// Runs every case of a folder; `check` gets the file's book and answers what differs.
pub fn check_folder<C: DeserializeOwned + Named>(
    folder: &str,
    check: impl Fn(&Value, &C) -> Vec<String>,
) {
    let mut failures = Vec::new();
    let mut count = 0;
    for path in json_files(&root().join(folder)) {
        let text = fs::read_to_string(&path).unwrap();
        let whole: Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{path:?}: {e}"));
        if whole.get("cases").is_none() {
            continue; // A book that cases share.
        }
        let file: File<C> =
            serde_json::from_value(whole).unwrap_or_else(|e| panic!("{path:?}: {e}"));
        let book = match &file.book {
            Value::String(shared) => {
                serde_json::from_str(&fs::read_to_string(root().join(shared)).unwrap()).unwrap()
            }
            book => book.clone(),
        };
        let mut names = std::collections::HashSet::new();
        for case in &file.cases {
            count += 1;
            let mut differences = check(&book, case);
            if !names.insert(case.name()) {
                differences.push("another case of the file has this name".to_owned());
            }
            if !differences.is_empty() {
                let file = path.strip_prefix(root()).unwrap().display();
                let list = differences.join("\n    ");
                failures.push(format!("{file}: {}\n    {list}", case.name()));
            }
        }
    }
    assert!(count > 0, "no cases in {folder}");
    assert!(
        failures.is_empty(),
        "{} of {count} cases of {folder} differ\n\n{}\n",
        failures.len(),
        failures.join("\n\n")
    );
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/cases")
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ext| ext == "json"));
    paths.sort();
    paths
}

/// The book, ready to run; the problems if it has any.
pub fn router(book: &Value) -> Result<Router, String> {
    match Book::read(book.to_string().as_bytes()) {
        Ok(book) => Ok(Router::new(&book)),
        Err(problems) => Err(format!("the book is refused: {problems}")),
    }
}

/// What `actual` lacks of `expected`. Objects may have more keys than expected; lists are compared
/// whole; `null` stands for a missing key too.
pub fn differences(expected: &Value, actual: &Value, place: &str, found: &mut Vec<String>) {
    match (expected, actual) {
        (Value::Object(wanted), Value::Object(have)) => {
            for (key, wanted) in wanted {
                let have = have.get(key).unwrap_or(&Value::Null);
                differences(wanted, have, &format!("{place}.{key}"), found);
            }
        }
        (Value::Array(wanted), Value::Array(have)) if wanted.len() == have.len() => {
            for (index, (wanted, have)) in wanted.iter().zip(have).enumerate() {
                differences(wanted, have, &format!("{place}[{index}]"), found);
            }
        }
        (Value::Number(wanted), Value::Number(have)) if wanted.as_f64() == have.as_f64() => {}
        _ if expected == actual => {}
        _ => found.push(format!("{place}: expected {expected}, got {actual}")),
    }
}
