//! The state file: who had the last turn of which rotation when the run begins.
//!
//! `{"rotations": {"<rule id>": {"last_agent": "<agent id>"}, "fallback:<channel id>": {…}}}`

use std::collections::{HashMap, HashSet};

use routing::book::AccountKind;
use routing::json::Node;
use routing::lead::masked;
use routing::problem::did_you_mean;
use routing::walk::State;
use routing::{Book, Problem, Problems};

use crate::input::Input;
use crate::stop::Wrongs;

const FALLBACK: &str = "fallback:";

/// The state that a run begins with. Without a book only the file's shape is looked at.
pub fn opening_state(file: Option<&Input>, book: Option<&Book>, wrongs: &mut Wrongs) -> State {
    let mut state = State::default();
    let Some(file) = file else { return state };
    let Some(text) = wrongs.keep(file, file.read_text()) else {
        return state;
    };
    let turns = wrongs.keep(file, last_agents(&text, book));
    for (slot, agent) in turns.unwrap_or_default() {
        state.set_last_agent(slot, agent);
    }
    state
}

/// Each slot of a rotation with the agent who had its last turn.
fn last_agents(text: &str, book: Option<&Book>) -> Result<Vec<(String, String)>, Problems> {
    let document = Node::parse(text)
        .map_err(|error| Problem::new("not_json", "", format!("the state is not JSON: {error}")))?;
    let mut reader = Reader {
        known: book.map(Known::of),
        problems: Problems::default(),
    };
    let mut turns = Vec::new();
    for (key, value) in reader.entries(&document, "") {
        if key != "rotations" {
            reader.unknown_key("", key, "rotations");
            continue;
        }
        for (slot, turn) in reader.entries(value, "rotations") {
            let place = format!("rotations.{}", reader.shown(slot));
            reader.slot(slot, &place);
            turns.extend(
                reader
                    .last_agent(turn, &place)
                    .map(|agent| (slot.to_owned(), agent)),
            );
        }
    }
    if reader.problems.is_empty() {
        Ok(turns)
    } else {
        Err(reader.problems)
    }
}

struct Known<'b> {
    accounts: HashMap<&'b str, AccountKind>,
    /// Of rules and of fallbacks.
    slots: HashSet<String>,
    channels: HashSet<&'b str>,
}

impl Known<'_> {
    fn of(book: &Book) -> Known<'_> {
        let rules = book
            .channels
            .iter()
            .flat_map(|channel| &channel.rules)
            .map(|rule| rule.id.clone());
        let fallbacks = book
            .channels
            .iter()
            .map(|channel| format!("{FALLBACK}{}", channel.id));
        Known {
            accounts: book
                .accounts
                .iter()
                .map(|account| (&*account.id, account.kind))
                .collect(),
            slots: rules.chain(fallbacks).collect(),
            channels: book.channels.iter().map(|channel| &*channel.id).collect(),
        }
    }
}

struct Reader<'b> {
    known: Option<Known<'b>>,
    problems: Problems,
}

impl Reader<'_> {
    fn wrong(&mut self, code: &'static str, place: &str, message: String, help: Option<String>) {
        self.problems.add(|| Problem {
            help,
            ..Problem::new(code, place, message)
        });
    }

    /// A slot as messages show it: a channel's id is a secret.
    fn shown(&self, slot: &str) -> String {
        let is_channel = self
            .known
            .as_ref()
            .is_none_or(|known| known.channels.contains(slot));
        match slot.strip_prefix(FALLBACK) {
            Some(channel) => format!("{FALLBACK}{}", masked(channel)),
            None if is_channel => masked(slot),
            None => slot.to_owned(),
        }
    }

    /// The entries of an object, each key once.
    fn entries<'n>(&mut self, node: &'n Node<'_>, place: &str) -> Vec<(&'n str, &'n Node<'n>)> {
        let Some(entries) = node.as_object() else {
            let what = if place.is_empty() { "the state" } else { place };
            self.wrong(
                "wrong_type",
                place,
                format!("{what} is {}, not an object", node.kind()),
                None,
            );
            return Vec::new();
        };
        let mut once: Vec<(&str, &Node)> = Vec::with_capacity(entries.len());
        let mut seen = HashSet::new();
        for (key, value) in entries {
            if seen.insert(&**key) {
                once.push((key, value));
            } else {
                self.wrong(
                    "repeated_key",
                    place,
                    format!("the key {:?} is there twice", self.shown(key)),
                    None,
                );
            }
        }
        once
    }

    fn unknown_key(&mut self, place: &str, key: &str, meant: &str) {
        let help = format!("the only key here is {meant:?}");
        self.wrong(
            "unknown_key",
            &joined(place, key),
            format!("unknown key {key:?}"),
            Some(help),
        );
    }

    fn slot(&mut self, slot: &str, place: &str) {
        let Some(known) = &self.known else { return };
        if known.slots.contains(slot) {
            return;
        }
        let (code, message, help) = match slot.strip_prefix(FALLBACK) {
            Some(channel) => (
                "unknown_channel",
                format!("no channel has the id {}", masked(channel)),
                None,
            ),
            None if known.channels.contains(slot) => {
                let help = format!("the rotation of its fallback is \"{FALLBACK}<channel id>\"");
                (
                    "unknown_rule",
                    "this is the id of a channel, not of a rule".to_owned(),
                    Some(help),
                )
            }
            None => {
                let rules = known
                    .slots
                    .iter()
                    .filter(|known| !known.starts_with(FALLBACK));
                let help = suggestion(slot, rules.map(String::as_str));
                ("unknown_rule", format!("no rule has the id {slot:?}"), help)
            }
        };
        self.wrong(code, place, message, help);
    }

    fn last_agent(&mut self, turn: &Node<'_>, place: &str) -> Option<String> {
        let mut agent = None;
        let mut named = false;
        let before = self.problems.total();
        for (key, value) in self.entries(turn, place) {
            if key != "last_agent" {
                self.unknown_key(place, key, "last_agent");
                continue;
            }
            named = true;
            match value.as_text() {
                Some(id) => agent = self.agent(id, &joined(place, key)),
                None => {
                    let message = format!("last_agent is {}, not the id of an agent", value.kind());
                    self.wrong("wrong_type", &joined(place, key), message, None);
                }
            }
        }
        if !named && self.problems.total() == before {
            self.wrong(
                "missing_key",
                place,
                "last_agent is missing".to_owned(),
                None,
            );
        }
        agent
    }

    fn agent(&mut self, id: &str, place: &str) -> Option<String> {
        let Some(known) = &self.known else {
            return Some(id.to_owned());
        };
        let (code, message, help) = match known.accounts.get(id) {
            Some(AccountKind::Agent) => return Some(id.to_owned()),
            Some(kind) => (
                "not_an_agent",
                format!("{id:?} is no agent: its kind is {}", kind.name()),
                None,
            ),
            None => {
                let agents = known
                    .accounts
                    .iter()
                    .filter(|(_, kind)| **kind == AccountKind::Agent);
                let help = suggestion(id, agents.map(|(id, _)| *id));
                (
                    "unknown_account",
                    format!("no account has the id {id:?}"),
                    help,
                )
            }
        };
        self.wrong(code, place, message, help);
        None
    }
}

/// Sorted first: equally close ids are suggested the same way every time.
fn suggestion<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<String> {
    let mut known: Vec<&str> = known.collect();
    known.sort_unstable();
    did_you_mean(word, known).map(|id| format!("did you mean {id:?}?"))
}

fn joined(place: &str, key: &str) -> String {
    if place.is_empty() {
        key.to_owned()
    } else {
        format!("{place}.{key}")
    }
}
