//! Commands and their answers as data: each file of `tests/cases/yard/` is a command line, what it
//! prints on stdout, what on stderr, and how it exits. `BLESS=1` writes the answers anew.

use std::fmt::Write;
use std::fs;

use crate::yard::{Answer, cases, yard, yard_reading};

/// Part of every channel id in the cases. Ids are what web sites send leads with.
const SECRET: &str = "-secret";

#[test]
fn every_case_is_answered_as_written() {
    let mut wrong = Vec::new();
    let mut files: Vec<_> = fs::read_dir(cases())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|kind| kind == "txt"));
    assert!(files.len() > 20);
    files.sort();
    for file in files {
        let written = fs::read_to_string(&file).unwrap();
        let line = written
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("$ yard"))
            .unwrap();
        let (args, stdin) = match line.split_once(" < ") {
            Some((args, stdin)) => (args, Some(fs::read(cases().join(stdin)).unwrap())),
            None => (line, None),
        };
        let args: Vec<&str> = args.split_whitespace().collect();
        let answer = match stdin {
            Some(stdin) => yard_reading(&args, &stdin),
            None => yard(&args),
        };
        let name = file.file_stem().unwrap().to_str().unwrap();
        assert!(
            answer.code <= 1 || answer.stdout.is_empty(),
            "{name}: results of a failed run"
        );
        assert!(
            !answer.stderr.contains(SECRET),
            "{name}: a channel id on stderr"
        );
        let is_for_programs = args.contains(&"--json") || args.contains(&"replay");
        assert!(
            is_for_programs || !answer.text().contains(SECRET),
            "{name}: a channel id in a trace"
        );

        let now = transcript(line, &answer);
        if std::env::var_os("BLESS").is_some() {
            fs::write(&file, now).unwrap();
        } else if now != written {
            wrong.push(format!(
                "{name}, as written:\n{written}\nas answered:\n{now}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn transcript(line: &str, answer: &Answer) -> String {
    let mut text = format!("$ yard{line}\n{}", answer.text());
    if !answer.stderr.is_empty() {
        write!(text, "--- stderr\n{}", answer.stderr).unwrap();
    }
    writeln!(text, "--- exit {}", answer.code).unwrap();
    text
}
