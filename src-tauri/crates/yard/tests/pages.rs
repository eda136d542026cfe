//! What the pages say of the program: their commands are run as they stand, in their order, in one
//! empty folder, and what they print is as it is shown there.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::env::{join_paths, split_paths, var_os};
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Deserializer, Value};
use tempfile::TempDir;

use crate::rechat::{Rechat, TOKEN};
use crate::yard::yard;

/// Where the pages' sandbox listens.
const PORT: &str = "http://127.0.0.1:8080";

#[test]
fn the_commands_of_the_readme_run_as_they_stand() {
    let shell = Shell::new();
    let page = page("README.md");
    let (_, section) = page.split_once("## The command line\n").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let mut simulated = String::new();
    for block in blocks(section) {
        match block.language {
            "sh" => {
                for line in block.text.lines() {
                    let printed = shell.run(line);
                    if line.contains("yard simulate") {
                        simulated = printed;
                    }
                }
            }
            _ => {
                let mut printed = simulated.lines();
                for line in block.text.lines().filter(|line| *line != "…") {
                    assert!(printed.any(|real| real == line), "{line}\n{simulated}");
                }
            }
        }
    }
    let plan = fs::read_to_string(shell.folder.path().join("friday.plan")).unwrap();
    assert!(plan.contains("900,000"), "the demo pushes something");
}

#[test]
fn files_and_answers_are_as_their_page_shows_them() {
    let shell = Shell::new();
    let page = page("docs/files.md");
    let mut printed = String::new();
    let mut answers = 0;
    for block in blocks(&page) {
        match (block.language, block.file) {
            ("sh", _) => {
                printed.clear();
                for line in block.text.lines() {
                    printed = shell.run(line);
                }
            }
            ("json", Some(name)) => {
                fs::write(shell.folder.path().join(name), block.text).unwrap();
            }
            ("json", None) => {
                let (shown, real) = (values(block.text), values(&printed));
                let fits = fits(&Value::from(shown), &Value::from(real));
                fits.unwrap_or_else(|place| panic!("{place}\n{}\n{printed}", block.text));
                answers += 1;
            }
            (other, _) => panic!("a block of {other:?}"),
        }
    }
    assert!(answers > 8);
}

#[test]
fn what_an_example_lacks_is_found() {
    let fits = |shown: &str, real: &str| {
        let [shown, real] = [shown, real].map(|text| serde_json::from_str(text).unwrap());
        fits(&shown, &real)
    };
    let real = r#"{"a": [1, 2], "b": "code", "c": "words for people"}"#;
    assert_eq!(
        fits(r#"{"a": ["…"], "b": "…", "c": "other words"}"#, real),
        Ok(())
    );
    assert_eq!(
        fits(r#"{"a": [1, 2], "b": "code"}"#, real),
        Err("the keys of ".into())
    );
    assert_eq!(
        fits(r#"{"a": [1], "b": "code", "c": "…"}"#, real),
        Err(".a".into())
    );
    assert_eq!(
        fits(r#"{"a": ["…"], "b": "other", "c": "…"}"#, real),
        Err(".b".into())
    );
}

/// Whether an example has the keys, numbers and codes of what was printed, or where it has not.
/// `"…"` stands for anything, at the end of a list for any number of things; texts with blanks are
/// for people, and free.
fn fits(shown: &Value, real: &Value) -> Result<(), String> {
    let at = |place: String| {
        move |deeper: String| match deeper.strip_prefix("the keys of ") {
            Some(deeper) => format!("the keys of {place}{deeper}"),
            None => format!("{place}{deeper}"),
        }
    };
    match (shown, real) {
        (Value::String(cut), _) if cut == "…" => Ok(()),
        (Value::String(words), Value::String(_)) if words.contains(' ') => Ok(()),
        (Value::Object(shown), Value::Object(real)) => {
            let keys =
                |of: &serde_json::Map<String, Value>| of.keys().cloned().collect::<BTreeSet<_>>();
            if keys(shown) != keys(real) {
                return Err("the keys of ".to_owned());
            }
            shown
                .iter()
                .try_for_each(|(key, shown)| fits(shown, &real[key]).map_err(at(format!(".{key}"))))
        }
        (Value::Array(shown), Value::Array(real)) => {
            let (shown, is_cut) = match shown.split_last() {
                Some((Value::String(cut), first)) if cut == "…" => (first, true),
                _ => (shown.as_slice(), false),
            };
            let is_long_enough = match is_cut {
                true => shown.len() <= real.len(),
                false => shown.len() == real.len(),
            };
            if !is_long_enough {
                return Err(String::new());
            }
            let mut both = shown.iter().zip(real).enumerate();
            both.try_for_each(|(number, (shown, real))| {
                fits(shown, real).map_err(at(format!("[{number}]")))
            })
        }
        _ if shown == real => Ok(()),
        _ => Err(String::new()),
    }
}

/// One document, or one a line.
fn values(text: &str) -> Vec<Value> {
    let read: Result<Vec<Value>, _> = Deserializer::from_str(text).into_iter().collect();
    read.unwrap_or_else(|error| panic!("{error}\n{text}"))
}

struct Block<'p> {
    language: &'p str,
    /// Under which it is to be written.
    file: Option<&'p str>,
    text: &'p str,
}

/// The code blocks of a page.
fn blocks(page: &str) -> impl Iterator<Item = Block<'_>> {
    page.split("\n```").skip(1).step_by(2).map(|block| {
        let (head, text) = block.split_once('\n').unwrap();
        let (language, file) = match head.split_once(' ') {
            Some((language, file)) => (language, Some(file)),
            None => (head, None),
        };
        Block {
            language,
            file,
            text,
        }
    })
}

fn page(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    fs::read_to_string(root.join(name)).unwrap()
}

/// A person at a terminal in an empty folder, with a sandbox of the sample brokerage in another.
struct Shell {
    folder: TempDir,
    rechat: Rechat,
}

impl Shell {
    fn new() -> Shell {
        let folder = tempfile::tempdir().unwrap();
        let book = folder.path().join("served.json");
        fs::write(&book, yard(&["sample"]).fine()).unwrap();
        let rechat = Rechat::serve(&book, &[]);
        Shell { folder, rechat }
    }

    /// What a line prints. What sets the place up is done already.
    fn run(&self, line: &str) -> String {
        let word = line.split_whitespace().next();
        let is_done = |word| matches!(word, "cargo" | "mkdir" | "cd" | "export");
        if word.is_none_or(is_done) || line.starts_with("yard sandbox") {
            return String::new();
        }
        let program = Path::new(env!("CARGO_BIN_EXE_yard")).parent().unwrap();
        let found = var_os("PATH").unwrap_or_default();
        let path = std::iter::once(program.to_owned()).chain(split_paths(&found));
        let Output {
            status,
            stdout,
            stderr,
        } = Command::new("sh")
            .args(["-c", &line.replace(PORT, &self.rechat.url)])
            .current_dir(self.folder.path())
            .env("PATH", join_paths(path).unwrap())
            .env("SWITCHYARD_TOKEN", TOKEN)
            .env("USER", "office")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let code = status.code().unwrap();
        let stderr = String::from_utf8_lossy(&stderr);
        let may_find = ["diff", "pull", "plan"].map(|command| format!("yard {command} "));
        let most = i32::from(may_find.iter().any(|command| line.starts_with(command)));
        assert!(
            (0..=most).contains(&code),
            "{line}\nends with {code}: {stderr}"
        );
        String::from_utf8(stdout).unwrap()
    }
}
