use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use chrono::DateTime;
use routing::book::Action;
use routing::custom::{
    AgentView, Choice, MAX_EXPRESSION_BYTES, MAX_NESTED_COMPREHENSIONS, MAX_NESTING, Program,
    check_expression,
};
use routing::facts::Facts;
use routing::fields::{FIELDS, FieldType, Takes};
use routing::json::Node;
use serde_json::json;

/// The tables in docs/routing.md are the engine's own; run once more after a change, the test
/// has written them.
#[test]
fn the_page_on_routing_shows_the_engines_tables() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/routing.md");
    let before = fs::read_to_string(&file).unwrap();
    let after = between(&before, "fields", &fields());
    let after = between(&after, "operators", &operators());
    let after = between(&after, "expressions", &expressions());
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

/// What the engine shows an expression, asked of the engine by expressions.
fn expressions() -> String {
    let mut table = String::from("| in an expression | its keys |\n| --- | --- |\n");
    for group in ["", "listing", "address", "captured"] {
        let name = ["lead", group].join(".");
        let name = name.trim_end_matches('.');
        let in_group = FIELDS.iter().filter_map(|row| {
            let (of, key) = row.name.split_once('.').unwrap_or(("", row.name));
            (of == group).then_some((key, row.kind))
        });
        let rows: Vec<(&str, FieldType)> = in_group.collect();
        let groups = ["listing", "address", "captured"];
        let inner = groups.into_iter().filter(|_| group.is_empty());
        let said: BTreeSet<String> = rows.iter().map(|(key, _)| key.to_string()).collect();
        let said = said.into_iter().chain(inner.map(str::to_owned)).collect();
        assert_eq!(keys_of(name), said, "{name}");
        let keys: Vec<String> = rows.iter().map(|(key, kind)| key_of(key, *kind)).collect();
        writeln!(table, "| `{name}` | {} |", keys.join(", ")).unwrap();
    }
    let agent = ["id", "name", "office", "eligible"].map(str::to_owned);
    assert_eq!(keys_of("agents[0]"), BTreeSet::from(agent));
    table.push_str(
        "| each of `agents`: those below the channel's account, in the order of the tree \
         | `id`, `name`, `office` (the id of the nearest office above, or `null`), \
         `eligible` (true if they may take leads now) |\n\
         | `now` | none: it is a moment, as `timestamp('2026-11-24T15:12:00Z')` |\n",
    );
    let chain = |length| check_expression(&format!("1{}", "+1".repeat(length)));
    assert!(chain(256).is_ok() && chain(257).is_err());
    assert_eq!(
        (MAX_EXPRESSION_BYTES, MAX_NESTED_COMPREHENSIONS),
        (4_096, 2)
    );
    writeln!(
        table,
        "\nAn expression has at most 4,096 bytes, {MAX_NESTING} brackets inside one another, two of \
         `filter`, `map`, `all` and `exists` inside one another, and 256 operators in a chain. A \
         longer one is a problem of the book."
    )
    .unwrap();
    table
}

/// A fact is a text where nothing else is said.
fn key_of(key: &str, kind: FieldType) -> String {
    match kind {
        FieldType::Text => format!("`{key}`"),
        FieldType::Number => format!("`{key}` (a number)"),
        FieldType::Set => format!("`{key}` (a list of texts)"),
        FieldType::Flag => format!("`{key}` (true or false)"),
        FieldType::Date => format!("`{key}` (as `'2026-11-24'`)"),
        FieldType::Time => format!("`{key}` (as `'09:12'`)"),
        FieldType::Weekday => format!("`{key}` (as `'tue'`)"),
    }
}

/// The keys of `map` on a lead that has every fact.
fn keys_of(map: &str) -> BTreeSet<String> {
    match asked(&format!("{map}.map(key, key)")) {
        Choice::Agents(keys) => keys.into_iter().collect(),
        Choice::Declined => BTreeSet::new(),
    }
}

fn asked(expression: &str) -> Choice {
    asked_of(
        expression,
        r#"{"first_name": "Ada", "last_name": "Quill", "email": "ada@x.example", "tag": "Buyer",
            "phone_number": "2145550142", "lead_source": "Zillow", "source_type": "Website",
            "note": "Uptown, Agent Smith", "referer_url": "https://www.zillow.example/homes",
            "listing": {"price": 1250000, "mls_number": "77", "property": {"address": {
                "postal_code": "75205", "city": "Dallas", "state": "TX", "country": "US",
                "line1": "4412 Lakeside Dr", "full": "4412 Lakeside Dr, Dallas"}}}}"#,
    )
}

fn asked_of(expression: &str, payload: &str) -> Choice {
    let payload = Node::parse(payload).unwrap();
    let at = DateTime::parse_from_rfc3339("2026-11-24T09:12:00-06:00").unwrap();
    let facts = Facts::read(&payload, at, chrono_tz::America::Chicago);
    assert!(facts.ignored.is_empty(), "{:?}", facts.ignored);
    let smith = AgentView {
        id: "smith",
        name: "Agent Smith",
        office: Some("uptown"),
        eligible: true,
    };
    let program = Program::compile(expression).unwrap();
    program.run(&facts, at, Some(vec![smith])).unwrap()
}

/// Each key of the table is read, and gives the facts that stand beside it.
#[test]
fn the_page_on_files_names_the_keys_of_a_payload() {
    let page = include_str!("../docs/files.md");
    let (_, table) = page.split_once("<!-- begin payload").unwrap();
    let (table, _) = table.split_once("<!-- end payload -->").unwrap();
    let mut told = BTreeSet::new();
    for row in table.lines().filter(|row| row.starts_with("| `")) {
        let columns: Vec<&str> = row.split('|').collect();
        for key in quoted(columns[1]) {
            let mut payload = match key {
                "email" => json!("ada@x.example"),
                "phone_number" | "phone" => json!("2145550142"),
                "referer_url" => json!("https://www.zillow.example/homes"),
                "assignees" => json!([{"email": "smith@x.example"}]),
                _ => json!("77"),
            };
            for part in key.rsplit('.') {
                payload = json!({ part: payload });
            }
            for fact in quoted(columns[2]) {
                let asks = match fact {
                    "has_assignees" | "tags" => {
                        format!("lead.{fact} != [] && lead.{fact} != false")
                    }
                    _ => format!("has(lead.{fact})"),
                };
                let choice = asked_of(&format!("{asks} ? 'yes' : null"), &payload.to_string());
                assert_ne!(choice, Choice::Declined, "{key}: {fact}");
                told.insert(fact);
            }
        }
    }
    let facts = FIELDS.iter().map(|row| row.name);
    let facts: BTreeSet<&str> = facts
        .filter(|name| !name.starts_with("captured."))
        .collect();
    assert_eq!(told, facts, "every fact is told");
}

/// What stands between backquotes.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn the_expressions_that_the_page_on_routing_shows_are_the_samples_and_answer() {
    let sample = mirror::sample::adler();
    let rules = sample.channels.iter().flat_map(|channel| &channel.rules);
    let shipped: Vec<&str> = rules
        .filter_map(|rule| match &rule.then {
            Action::Custom { expression } => Some(expression.as_str()),
            _ => None,
        })
        .collect();
    let page = include_str!("../docs/routing.md");
    let shown: Vec<&str> = fenced(page, "cel").collect();
    assert_eq!(shown, shipped);
    for expression in shown {
        let Choice::Agents(ids) = asked(expression) else {
            panic!("{expression} declines")
        };
        assert!(ids.contains(&"smith".to_owned()), "{expression}: {ids:?}");
    }
}

/// What stands in the code blocks of a language.
fn fenced<'p>(page: &'p str, language: &'p str) -> impl Iterator<Item = &'p str> {
    page.split("\n```")
        .filter_map(move |block| block.strip_prefix(language)?.strip_prefix('\n'))
}

/// Every link from page to page leads to a file that is there, and to a heading that it has.
#[test]
fn the_pages_link_to_what_there_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = fs::read_dir(root.join("docs")).unwrap();
    let docs = docs.map(|entry| entry.unwrap().path());
    let pages = docs.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    let mut links = 0;
    for page in pages.chain([root.join("README.md"), root.join("CHANGELOG.md")]) {
        let text = fs::read_to_string(&page).unwrap();
        let targets = text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split_once(')'));
        for (target, _) in targets.filter(|(target, _)| !target.starts_with("https://")) {
            let (file, heading) = target.split_once('#').unwrap_or((target, ""));
            let to = match file {
                "" => page.clone(),
                file => page.parent().unwrap().join(file),
            };
            assert!(to.is_file(), "{}: {target}", page.display());
            if !heading.is_empty() {
                let there = fs::read_to_string(&to).unwrap();
                let found = there.lines().filter_map(|line| line.strip_prefix("## "));
                let found: Vec<String> = found.map(anchor).collect();
                assert!(
                    found.iter().any(|known| known == heading),
                    "{}: {target}",
                    page.display()
                );
            }
            links += 1;
        }
    }
    assert!(links > 30, "{links}");
}

/// What GitHub makes of a heading.
fn anchor(heading: &str) -> String {
    let kept = heading
        .chars()
        .filter(|c| c.is_alphanumeric() || " -".contains(*c));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}
