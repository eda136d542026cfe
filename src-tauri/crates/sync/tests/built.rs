//! Histories made with the builder's own edits, and what a merge owes to edits that have nothing to
//! do with each other.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use mirror::{Edit, Mirror, MirrorError};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use routing::Book;
use sync::merge::{Choices, merge};

use crate::edits::{base, cases};
use crate::kinds::{Aim, KINDS, with_places};
use crate::merge::{facts, moved_in_place};
use crate::world::routing_of;

/// A kind of edit, and what it is aimed by.
pub type Step = (usize, [u16; 6]);

pub fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((0..KINDS.len(), any::<[u16; 6]>()), 0..most)
}

/// How often each kind of edit was made.
#[derive(Default)]
pub struct Seen(Mutex<BTreeMap<&'static str, u32>>);

impl Seen {
    fn count(&self, name: &'static str) {
        *self.0.lock().unwrap().entry(name).or_default() += 1;
    }

    pub fn assert_every_kind(&self) {
        let seen = self.0.lock().unwrap();
        for (name, _) in KINDS {
            assert!(seen.contains_key(name), "{name} was never made: {seen:?}");
        }
    }
}

/// Makes the edits that are not refused, and answers them. New ids begin at `fresh`.
pub fn build(mirror: &mut Mirror, steps: &[Step], fresh: usize, seen: &Seen) -> Vec<Edit> {
    let mut made = Vec::new();
    for (fresh, (kind, numbers)) in (fresh..).zip(steps) {
        let (name, make) = KINDS[*kind];
        let (book, samples) = (mirror.export().unwrap(), mirror.samples().unwrap());
        let aim = Aim {
            book: &book,
            samples: &samples,
            numbers: numbers.map(usize::from),
            fresh,
        };
        let Some(edit) = make(&aim) else { continue };
        let edit = with_places(mirror, edit, &aim);
        match mirror.apply(&edit) {
            Ok(Some(_)) => {
                seen.count(name);
                made.push(edit);
            }
            Ok(None) | Err(MirrorError::Refused { .. }) => {}
            Err(error) => panic!("{error}: {edit:?}"),
        }
    }
    made
}

fn scratch() -> (tempfile::TempDir, Mirror) {
    let folder = tempfile::tempdir().unwrap();
    let mut mirror = Mirror::open_or_create(&folder.path().join("scratch.mirror")).unwrap();
    let samples = mirror::sample::samples(&base());
    mirror.begin(&base(), &samples).unwrap();
    (folder, mirror)
}

/// What a side says otherwise than the base, but for the order of rules.
fn changed(after: &Book) -> BTreeMap<String, Option<String>> {
    let all = |book: &Book| {
        let mut facts: HashMap<String, String> = facts(book);
        let defaults = book.channels.iter().filter(|channel| channel.is_default);
        facts.extend(defaults.map(|c| (format!("account:{}:default", c.account), c.id.clone())));
        facts
    };
    let (before, after) = (all(&base()), all(after));
    let differs = |key: &&String| before.get(*key) != after.get(*key);
    let keys = before.keys().chain(after.keys()).filter(differs);
    keys.map(|key| (key.clone(), after.get(key).cloned()))
        .collect()
}

/// Channels in which rules that were there have changed places.
fn reordered(after: &Book) -> BTreeSet<String> {
    let base = base();
    let rules = |book: &Book| -> HashMap<String, Vec<String>> {
        let list = |channel: &routing::book::Channel| {
            channel.rules.iter().map(|rule| rule.id.clone()).collect()
        };
        book.channels
            .iter()
            .map(|c| (c.id.clone(), list(c)))
            .collect()
    };
    let (before, after) = (rules(&base), rules(after));
    let moved = |(id, was): (&String, &Vec<String>)| {
        let is = after.get(id)?;
        let kept = |list: &[String], other: &[String]| -> Vec<String> {
            list.iter()
                .filter(|rule| other.contains(rule))
                .cloned()
                .collect()
        };
        (kept(was, is) != kept(is, was)).then(|| id.clone())
    };
    before.iter().filter_map(moved).collect()
}

/// Where `side` brought rules in: the channel, and the rule above that both sides left in it.
fn gaps(side: &Book, other: &Book) -> BTreeSet<(String, Option<String>)> {
    let base = base();
    let rules = |book: &Book, id: &str| -> Vec<String> {
        let channel = book.channels.iter().find(|channel| channel.id == id);
        let rules = channel.map_or(&[][..], |channel| &channel.rules);
        rules.iter().map(|rule| rule.id.clone()).collect()
    };
    let mut gaps = BTreeSet::new();
    for channel in &side.channels {
        let [was, there] = [&base, other].map(|book| rules(book, &channel.id));
        let mut above = None;
        for rule in &channel.rules {
            if !was.contains(&rule.id) {
                gaps.insert((channel.id.clone(), above.clone()));
            } else if there.contains(&rule.id) {
                above = Some(rule.id.clone());
            }
        }
    }
    gaps
}

/// Whether `side` may have moved a rule in its channel that `other` took out of it.
fn pull_apart(side: &Book, other: &Book) -> bool {
    let is_in = |home: &str, rule: &str| {
        let channel = other.channels.iter().find(|channel| channel.id == home);
        channel.is_some_and(|channel| channel.rules.iter().any(|r| r.id == rule))
    };
    let moved = moved_in_place(&base(), side);
    moved.iter().any(|(home, rule)| !is_in(home, rule))
}

/// Whether the edits of neither side look at what the other's change, nor change it.
fn are_independent(mine: &Book, theirs: &Book, forth: &Book, back: &Book) -> bool {
    let (here, there) = (changed(mine), changed(theirs));
    let mut both = here.clone();
    both.extend(there.clone());
    both.len() == here.len() + there.len()
        && reordered(mine).is_disjoint(&reordered(theirs))
        && gaps(mine, theirs).is_disjoint(&gaps(theirs, mine))
        && !pull_apart(mine, theirs)
        && !pull_apart(theirs, mine)
        && changed(forth) == both
        && routing_of(forth) == routing_of(back)
}

#[test]
fn a_merge_of_independent_edits_is_one_after_the_other() {
    let (seen, compared) = (Seen::default(), AtomicUsize::new(0));
    let together = |mirror: &mut Mirror, more: &[Edit]| {
        let made = more.iter().all(|edit| mirror.apply(edit).is_ok());
        made.then(|| mirror.export().unwrap())
    };
    TestRunner::new(cases(150))
        .run(&(steps(6), steps(6)), |(a, b)| {
            let (_here, mut here) = scratch();
            let (_there, mut there) = scratch();
            let (a, b) = (
                build(&mut here, &a, 0, &seen),
                build(&mut there, &b, 1_000, &seen),
            );
            let (mine, theirs) = (here.export().unwrap(), there.export().unwrap());
            let (forth, back) = (together(&mut here, &b), together(&mut there, &a));
            if let Some((forth, back)) = forth.zip(back)
                && are_independent(&mine, &theirs, &forth, &back)
            {
                let merged = merge(&base(), &mine, &theirs, &Choices::new());
                prop_assert_eq!(&merged.conflicts, &Vec::new(), "{:?} and {:?}", a, b);
                prop_assert!(
                    routing_of(&merged.book) == routing_of(&forth),
                    "{:?} and {:?}",
                    a,
                    b
                );
                compared.fetch_add(1, Ordering::Relaxed);
            }
            Ok(())
        })
        .unwrap();
    let compared = compared.into_inner();
    assert!(compared > 30, "only {compared} were independent");
}
