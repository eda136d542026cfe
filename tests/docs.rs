use std::fmt::Write;
use std::fs;
use std::path::Path;

use routing::fields::{FIELDS, FieldType, Takes};

/// The tables in docs/routing.md are the engine's own; run once more after a change, the test
/// has written them.
#[test]
fn the_page_on_routing_shows_the_engines_tables() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/routing.md");
    let before = fs::read_to_string(&file).unwrap();
    let after = between(&before, "fields", &fields());
    let after = between(&after, "operators", &operators());
    fs::write(&file, &after).unwrap();
    assert!(
        before == after,
        "{} was out of date and is written anew",
        file.display()
    );
}

/// Puts `content` between the two comments that name it.
fn between(page: &str, name: &str, content: &str) -> String {
    let begin = page.find(&format!("<!-- begin {name}")).unwrap();
    let from = begin + page[begin..].find("-->\n").unwrap() + 4;
    let to = page.find(&format!("<!-- end {name} -->")).unwrap();
    format!("{}\n{content}\n{}", &page[..from], &page[to..])
}

fn fields() -> String {
    let mut table = String::from("| fact | in a book | type |\n| --- | --- | --- |\n");
    for row in FIELDS {
        let kind = row.kind.name();
        writeln!(table, "| {} | `{}` | {kind} |", row.words, row.name).unwrap();
    }
    table
}

fn operators() -> String {
    use FieldType::{Date, Flag, Number, Set, Text, Time, Weekday};
    let mut table =
        String::from("| type | operator | takes | is exactly not |\n| --- | --- | --- | --- |\n");
    for kind in [Text, Number, Set, Flag, Date, Time, Weekday] {
        for (op, takes) in kind.operators() {
            let twin = op.negates().map(|twin| format!("`{}`", twin.name()));
            let (kind, op, takes) = (kind.name(), op.name(), in_words(*takes));
            let twin = twin.unwrap_or_default();
            writeln!(table, "| {kind} | `{op}` | {takes} | {twin} |").unwrap();
        }
    }
    table
}

fn in_words(takes: Takes) -> &'static str {
    match takes {
        Takes::Nothing => "",
        Takes::Text => "a text",
        Takes::Pattern => "a regular expression",
        Takes::Texts => "a list of texts",
        Takes::Number => "a number",
        Takes::NumberRange => "[low, high], both included",
        Takes::DateRange => "[from, through], both included",
        Takes::TimeRange => "[\"HH:MM\", \"HH:MM\"], the end not included",
        Takes::Weekdays => "a list of mon … sun",
    }
}
