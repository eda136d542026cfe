//! Any sequence of edits of every kind: each leaves a sound book or nothing at all, moves keep
//! ids, and undoing all of it gives the first book back byte for byte.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use mirror::{Edit, Mirror, MirrorError, Sample, sample};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use routing::Book;

use crate::folder;
use crate::kinds::{Aim, KINDS, with_places};

/// The edits that neither make nor lose a rule or a channel.
fn keeps_ids(edit: &Edit) -> bool {
    !matches!(
        edit,
        Edit::DeleteRule { .. }
            | Edit::InsertRule { .. }
            | Edit::DuplicateRule { .. }
            | Edit::CopyRules { .. }
            | Edit::DeleteRules { .. }
            | Edit::CreateChannel { .. }
            | Edit::DuplicateChannel { .. }
            | Edit::DeleteChannel { .. }
    )
}

fn ids(book: &Book) -> BTreeSet<&str> {
    let rules = book.channels.iter().flat_map(|channel| &channel.rules);
    let channels = book.channels.iter().map(|channel| &*channel.id);
    channels.chain(rules.map(|rule| &*rule.id)).collect()
}

/// Everything an edit can change.
fn state(mirror: &Mirror) -> (Book, Vec<Sample>) {
    (mirror.export().unwrap(), mirror.samples().unwrap())
}

fn run(
    steps: &[(usize, [usize; 6])],
    seen: &RefCell<BTreeMap<&str, u32>>,
) -> Result<(), TestCaseError> {
    let (_folder, path) = folder();
    let mut mirror = Mirror::open_or_create(&path).unwrap();
    let first = sample::generated(sample::Size {
        offices: 2,
        agents: 6,
        seed: 3,
    });
    mirror.begin(&first, &sample::samples(&first)).unwrap();
    let start = state(&mirror);
    let mut before = start.clone();
    let mut applied = 0;
    for (fresh, (kind, numbers)) in steps.iter().enumerate() {
        let (name, make) = KINDS[kind % KINDS.len()];
        let aim = Aim {
            book: &before.0,
            samples: &before.1,
            numbers: *numbers,
            fresh,
        };
        let Some(edit) = make(&aim) else { continue };
        let edit = with_places(&mirror, edit, &aim);
        match mirror.apply(&edit) {
            Ok(Some(done)) => {
                let after = state(&mirror);
                prop_assert_ne!(&after, &before, "{} changed nothing", done.label);
                prop_assert_eq!(after.0.check(), vec![], "{:?}", edit);
                prop_assert!(Book::read(after.0.write().as_bytes()).is_ok(), "{:?}", edit);
                if keeps_ids(&edit) {
                    prop_assert_eq!(ids(&after.0), ids(&before.0), "{:?}", edit);
                }
                let changed = |from: &Book, to: &Book| -> BTreeSet<String> {
                    let gone = from.channels.iter().filter(|c| !to.channels.contains(c));
                    gone.map(|channel| channel.id.clone()).collect()
                };
                for channel in changed(&before.0, &after.0).union(&changed(&after.0, &before.0)) {
                    prop_assert!(done.touched.channels.contains(channel), "{:?}", edit);
                }
                prop_assert_eq!(before.0.accounts != after.0.accounts, done.touched.people);
                prop_assert_eq!(before.1 != after.1, done.touched.samples);
                mirror.undo().unwrap().unwrap();
                prop_assert_eq!(&state(&mirror), &before, "undo of {:?}", edit);
                mirror.redo().unwrap().unwrap();
                prop_assert_eq!(&state(&mirror), &after, "redo of {:?}", edit);
                *seen.borrow_mut().entry(name).or_default() += 1;
                applied += 1;
                before = after;
            }
            Ok(None) => prop_assert_eq!(&state(&mirror), &before, "{:?}", edit),
            Err(MirrorError::Refused { .. }) => {
                prop_assert_eq!(&state(&mirror), &before, "refused {:?}", edit);
            }
            Err(error) => return Err(TestCaseError::fail(format!("{error}: {edit:?}"))),
        }
    }
    let last = mirror.export().unwrap().write();
    drop(mirror);
    let mut mirror = Mirror::open(&path).unwrap();
    for _ in 0..applied {
        mirror.undo().unwrap().unwrap();
    }
    prop_assert_eq!(mirror.undo().unwrap(), None);
    prop_assert!(mirror.export().unwrap().write() == first.write());
    prop_assert_eq!(mirror.samples().unwrap(), start.1);
    for _ in 0..applied {
        mirror.redo().unwrap().unwrap();
    }
    prop_assert!(mirror.export().unwrap().write() == last);
    Ok(())
}

#[test]
fn any_edits_then_their_undo_are_the_identity() {
    let steps =
        proptest::collection::vec((0..KINDS.len(), any::<[u16; 6]>()), 20..50).prop_map(|steps| {
            let wide = steps
                .into_iter()
                .map(|(kind, n)| (kind, n.map(usize::from)));
            wide.collect::<Vec<_>>()
        });
    let config = Config {
        cases: 24,
        failure_persistence: None,
        ..Config::default()
    };
    let seen = RefCell::new(BTreeMap::new());
    TestRunner::new_with_rng(
        config,
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    )
    .run(&steps, |steps| run(&steps, &seen))
    .unwrap();
    let seen = seen.into_inner();
    for (name, _) in KINDS {
        assert!(seen.contains_key(name), "{name} was never made: {seen:?}");
    }
}
