//! `yard pull`, `plan` and `push` against `yard sandbox`, each a process of its own.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Child;

use mirror::Mirror;
use mirror::rechat::StepState;

use crate::yard::{Answer, command, yard};

pub const TOKEN: &str = "planted-bearer-0815";

pub struct Rechat {
    child: Child,
    pub url: String,
}

impl Rechat {
    pub fn serve(book: &Path, more: &[&str]) -> Rechat {
        let mut args = vec!["sandbox", "--token", TOKEN, "--quiet", "--book"];
        args.push(book.to_str().unwrap());
        args.extend(more);
        let mut child = command(&args).spawn().unwrap();
        let mut url = String::new();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        lines.read_line(&mut url).unwrap();
        Rechat {
            child,
            url: url.trim().to_owned(),
        }
    }
}

impl Drop for Rechat {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub struct Place {
    folder: tempfile::TempDir,
    pub rechat: Rechat,
}

impl Place {
    fn new(more: &[&str]) -> Place {
        Place::of(&yard(&["sample"]).fine(), more)
    }

    pub fn of(book: &[u8], more: &[&str]) -> Place {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.json");
        fs::write(&path, book).unwrap();
        let rechat = Rechat::serve(&path, more);
        Place { folder, rechat }
    }

    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    fn run_as(&self, token: &str, what: &str, more: &[&str]) -> Answer {
        let mirror = self.path("some.mirror");
        let mut args = vec![what, "--mirror", &mirror, "--api", &self.rechat.url];
        args.extend(more);
        let output = command(&args).env("SWITCHYARD_TOKEN", token).output();
        let output = output.unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(!stderr.contains(TOKEN), "{stderr}");
        Answer {
            code: output.status.code().unwrap(),
            stdout: output.stdout,
            stderr,
        }
    }

    pub fn run(&self, what: &str, more: &[&str]) -> Answer {
        self.run_as(TOKEN, what, more)
    }

    pub fn plan(&self) -> serde_json::Value {
        let out = self.path("the.plan");
        let answer = self.run("plan", &["--json", "--out", &out]);
        let text = answer.text().to_owned();
        assert_eq!(fs::read_to_string(&out).unwrap(), text);
        serde_json::from_str(&text).unwrap()
    }

    pub fn push(&self, more: &[&str]) -> Answer {
        let plan = self.path("the.plan");
        self.run("push", &[&["--plan", &plan], more].concat())
    }

    /// Changes the draft by way of a book.
    pub fn edit(&self, edit: impl FnOnce(&mut serde_json::Value)) {
        let mirror = self.path("some.mirror");
        let text = yard(&["export", "--mirror", &mirror]).fine();
        let mut book = serde_json::from_slice(&text).unwrap();
        edit(&mut book);
        let path = self.path("edited.json");
        fs::write(&path, book.to_string()).unwrap();
        yard(&["import", "--mirror", &mirror, &path]).fine();
    }
}

#[test]
fn a_draft_goes_from_pull_to_push() {
    let place = Place::new(&[]);
    let pulled = place.run("pull", &[]);
    assert_eq!(pulled.code, 0, "{}", pulled.stderr);
    assert!(
        pulled.stderr.contains("pulled Adler & Associates"),
        "{}",
        pulled.stderr
    );
    assert_eq!(place.plan()["empty"], true);
    place.edit(|book| {
        book["channels"][0]["name"] = "Renamed".into();
        let rules = book["channels"][0]["rules"].as_array_mut().unwrap();
        rules.rotate_left(1);
    });
    let plan = place.plan();
    assert_eq!(plan["empty"], false);
    let words = place.run("plan", &[]);
    assert!(
        words.text().starts_with("To push\n  Renamed channel "),
        "no colours in a pipe: {:?}",
        words.text()
    );
    let change = &plan["changes"][0];
    assert_eq!(change["kind"], "channel_renamed");
    assert!(change["words"].as_str().unwrap().contains("Renamed"));
    assert!(change["channel"].is_string() && change["rule"].is_null());
    let pushed = place.push(&[]);
    assert_eq!(pushed.code, 0, "{}", pushed.stderr);
    assert!(
        pushed.text().contains("done  Renamed channel"),
        "{}",
        pushed.text()
    );
    assert_eq!(
        place.push(&[]).code,
        0,
        "the same plan again is nothing to do"
    );
    assert_eq!(place.run("pull", &[]).code, 0);
    assert_eq!(place.plan()["empty"], true);
}

#[test]
fn a_deletion_is_confirmed_by_its_id_and_errors_do_not_say_it() {
    let place = Place::new(&[]);
    place.run("pull", &[]);
    let mut id = String::new();
    place.edit(|book| {
        let channels = book["channels"].as_array_mut().unwrap();
        let at = channels
            .iter()
            .position(|c| c["is_default"] != true)
            .unwrap();
        id = channels.remove(at)["id"].as_str().unwrap().to_owned();
    });
    let plan = place.plan();
    assert_eq!(plan["deletions"][0]["channel"], id.as_str());
    let refused = place.push(&[]);
    assert_eq!(refused.code, 1);
    assert!(refused.stdout.is_empty());
    assert!(refused.stderr.contains("--confirm-delete") && !refused.stderr.contains(&id));
    let pushed = place.push(&["--confirm-delete", &id]);
    assert_eq!(pushed.code, 0, "{}", pushed.stderr);
    assert_eq!(place.plan()["empty"], true);
}

#[test]
fn what_others_changed_is_a_conflict_until_it_is_settled() {
    let place = Place::new(&["--control"]);
    place.run("pull", &[]);
    let mirror = place.path("some.mirror");
    let other = place.path("other.mirror");
    fs::copy(&mirror, &other).unwrap();
    let rename = |name: &'static str| {
        move |book: &mut serde_json::Value| {
            book["channels"][0]["name"] = name.into();
        }
    };
    // Somebody else pushes first, from a mirror of their own.
    place.edit(rename("theirs"));
    place.plan();
    assert_eq!(place.push(&[]).code, 0);
    fs::copy(&other, &mirror).unwrap();
    place.edit(rename("mine"));
    let answer = place.run("plan", &["--json"]);
    assert_eq!(answer.code, 1);
    let plan = place.plan();
    let id = plan["conflicts"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(place.push(&[]).code, 1);
    assert_eq!(place.run("pull", &[]).code, 1);
    let settled = place.run("plan", &["--mine", &id, "--out", &place.path("the.plan")]);
    assert_eq!(settled.code, 0, "{}", settled.stderr);
    let pushed = place.push(&[]);
    assert_eq!(pushed.code, 0, "{}", pushed.stderr);
    assert_eq!(place.plan()["empty"], true);
}

#[test]
fn a_rule_moved_up_here_and_to_another_channel_there_waits_for_a_side() {
    fn up(book: &mut serde_json::Value) {
        let rules = book["channels"][0]["rules"].as_array_mut().unwrap();
        let rule = rules.pop().unwrap();
        rules.insert(0, rule);
    }
    fn aside(book: &mut serde_json::Value) {
        let rules = book["channels"][0]["rules"].as_array_mut().unwrap();
        let rule = rules.pop().unwrap();
        let others = book["channels"][1]["rules"].as_array_mut().unwrap();
        others.insert(0, rule);
    }
    type Edit = fn(&mut serde_json::Value);
    let ways: [(&str, Edit, Edit); 2] = [("--mine", aside, up), ("--theirs", up, aside)];
    for (side, others, mine) in ways {
        let place = Place::new(&[]);
        place.run("pull", &[]);
        let (mirror, other) = (place.path("some.mirror"), place.path("other.mirror"));
        fs::copy(&mirror, &other).unwrap();
        place.edit(others);
        place.plan();
        assert_eq!(place.push(&[]).code, 0);
        fs::copy(&other, &mirror).unwrap();
        place.edit(mine);
        assert_eq!(place.run("plan", &[]).code, 1);
        let conflict = place.plan()["conflicts"][0].clone();
        let id = conflict["id"].as_str().unwrap();
        assert!(id.starts_with("rule:") && id.ends_with(":channel"), "{id}");
        let words = ["mine", "theirs"].map(|side| conflict[side].as_str().unwrap().to_owned());
        assert!(words.iter().any(|words| words.starts_with("moved above “")));
        assert!(words.iter().any(|words| words.starts_with("moved to “")));
        let settled = place.run("plan", &[side, id, "--out", &place.path("the.plan")]);
        assert_eq!(settled.code, 0, "{}", settled.stderr);
        let pushed = place.push(&[]);
        assert_eq!(pushed.code, 0, "{}", pushed.stderr);
        assert_eq!(place.run("pull", &[]).code, 0);
        assert_eq!(place.plan()["empty"], true);
    }
}

/// The next call that makes a channel is refused for want of a sign-in.
fn refuse_a_creation(place: &Place) {
    let host = place.rechat.url.strip_prefix("http://").unwrap();
    let fault = r#"{"fault":"expire","method":"POST","path":"/brands/**"}"#;
    let mut line = TcpStream::connect(host).unwrap();
    write!(
        line,
        "POST /__sandbox/faults HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{fault}",
        fault.len()
    )
    .unwrap();
    let mut answer = String::new();
    line.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 2"), "{answer}");
}

fn add_a_channel(id: &'static str) -> impl FnOnce(&mut serde_json::Value) {
    move |book| {
        let mut new = book["channels"][0].clone();
        new["id"] = id.into();
        new["name"] = "Open house".into();
        new["rules"] = serde_json::json!([]);
        new["is_default"] = false.into();
        book["channels"].as_array_mut().unwrap().push(new);
    }
}

#[test]
fn a_push_that_broke_off_goes_on_or_is_given_up() {
    for gives_up in [false, true] {
        let place = Place::new(&["--control"]);
        place.run("pull", &[]);
        place.edit(add_a_channel("mine"));
        place.plan();
        refuse_a_creation(&place);
        let broke_off = place.push(&[]);
        assert_eq!(broke_off.code, 4, "{}", broke_off.stderr);
        if gives_up {
            let plan = place.path("the.plan");
            let answer = place.run_as("", "push", &["--plan", &plan, "--give-up"]);
            assert_eq!(answer.code, 1, "no bearer is needed: {}", answer.stderr);
            assert!(answer.text().contains("Added channel “Open house”"));
            assert_eq!(place.plan()["empty"], false);
        } else {
            let pushed = place.push(&[]);
            assert_eq!(pushed.code, 0, "{}", pushed.stderr);
            assert_eq!(place.plan()["empty"], true);
        }
    }
}

#[test]
fn a_step_that_cannot_be_found_out_is_asked_about() {
    for (answer, made_by_hand) in [("did-not", false), ("took-effect", true)] {
        let place = Place::new(&["--control"]);
        place.run("pull", &[]);
        let (mirror, other) = (place.path("some.mirror"), place.path("other.mirror"));
        fs::copy(&mirror, &other).unwrap();
        place.edit(add_a_channel("mine"));
        place.plan();
        refuse_a_creation(&place);
        assert_eq!(place.push(&[]).code, 4);
        // As it is left where the server chooses ids and the answer was lost.
        let mut journal = Mirror::open(Path::new(&mirror)).unwrap();
        let push = journal.open_push().unwrap().unwrap().number;
        journal
            .note_step(push, 0, StepState::Unknown, None)
            .unwrap();
        journal.close().unwrap();
        if made_by_hand {
            let plan = fs::read(place.path("the.plan")).unwrap();
            let begun = fs::read(&mirror).unwrap();
            fs::copy(&other, &mirror).unwrap();
            place.edit(add_a_channel("another-id"));
            place.plan();
            assert_eq!(place.push(&[]).code, 0);
            fs::write(&mirror, begun).unwrap();
            fs::write(place.path("the.plan"), plan).unwrap();
        }

        for _ in 0..2 {
            let asks = place.push(&[]);
            assert_eq!(asks.code, 1);
            assert!(
                asks.stderr
                    .contains("what became of step 1 cannot be found out")
            );
            assert!(
                asks.text().contains(" unknown  Added channel “Open house”"),
                "{}",
                asks.text()
            );
        }
        let pushed = place.push(&["--undecided", answer]);
        assert_eq!(pushed.code, 0, "{}", pushed.stderr);
        assert_eq!(place.run("pull", &[]).code, 0);
        assert_eq!(place.plan()["empty"], true);
        let book = yard(&["export", "--mirror", &mirror]).fine();
        let book = String::from_utf8(book).unwrap();
        assert_eq!(book.matches("Open house\"").count(), 1, "{answer}");
    }
}

#[test]
fn a_stale_plan_is_refused() {
    let place = Place::new(&[]);
    place.run("pull", &[]);
    place.edit(|book| book["channels"][0]["name"] = "first".into());
    place.plan();
    place.edit(|book| book["channels"][0]["name"] = "second".into());
    let refused = place.push(&[]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.stderr.contains("the draft has changed since"),
        "{}",
        refused.stderr
    );
}

#[test]
fn without_a_rules_endpoint_a_push_prints_the_change_sheet() {
    let place = Place::new(&["--no-rules-endpoint"]);
    assert_eq!(place.run("pull", &[]).code, 0);
    place.edit(|book| {
        book["channels"][0]["name"] = "Renamed".into();
        book["channels"][0]["rules"] = serde_json::json!([{
            "id": "r-typed", "name": "Typed",
            "when": { "field": "address.postal_code", "op": "is_any_of",
                      "value": ["75201", "75202", "75203", "75204", "75205"] },
            "then": { "type": "custom", "expression": "[\n  'smith'\n]" },
        }]);
    });
    assert_eq!(place.plan()["has_rules"], false);
    let answer = place.push(&[]);
    assert_eq!(answer.code, 1);
    let text = answer.text();
    assert!(text.contains("  1. [ ] People → Lead Routing"), "{text}");
    let unread = "Rechat does not show its rules here.";
    assert!(text.starts_with(unread), "{text}");
    assert!(place.run("plan", &[]).text().starts_with(unread));
    // A person has to type it: nothing is left out.
    for line in [
        "         Takes: ZIP is one of 75201, 75202, 75203, 75204 or 75205\n",
        "         Does: Custom logic: [\n           'smith'\n         ]\n",
    ] {
        assert!(text.contains(line), "{text}");
    }
}

#[test]
fn a_mirror_of_another_brokerage_is_not_pulled_over() {
    let place = Place::new(&[]);
    let (mirror, other) = (place.path("some.mirror"), place.path("other.json"));
    let large = yard(&["sample", "--offices", "1", "--agents", "2"]).fine();
    fs::write(&other, &large).unwrap();
    yard(&["import", "--mirror", &mirror, &other]).fine();
    let refused = place.run("pull", &[]);
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    let why = "this sign-in does not see the brokerage: it may be for another one";
    assert!(refused.stderr.contains(why), "{}", refused.stderr);
    assert_eq!(yard(&["export", "--mirror", &mirror]).fine(), large);
}

#[test]
fn each_failure_has_its_code() {
    let place = Place::new(&[]);
    assert_eq!(place.run("plan", &[]).code, 2, "no mirror");
    yard(&[
        "import",
        "--mirror",
        &place.path("some.mirror"),
        &place.path("book.json"),
    ])
    .fine();
    assert_eq!(place.run("plan", &[]).code, 2, "never pulled");
    assert_eq!(place.run_as("", "pull", &[]).code, 2, "no bearer");
    let refused = place.run_as("wrong", "pull", &[]);
    assert_eq!(refused.code, 4);
    assert!(
        refused.stderr.contains("sign in again"),
        "{}",
        refused.stderr
    );
    let mirror = place.path("some.mirror");
    for (api, code) in [
        ("http://127.0.0.1:1", 4),
        ("http://rechat.example", 2),
        ("nonsense", 2),
    ] {
        let args = ["pull", "--mirror", &mirror, "--api", api, "--brand", "x"];
        let output = command(&args)
            .env("SWITCHYARD_TOKEN", TOKEN)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(code), "{api}");
    }
    fs::write(place.path("the.plan"), "{}").unwrap();
    assert_eq!(place.push(&[]).refusal().lines().count(), 1);
}
