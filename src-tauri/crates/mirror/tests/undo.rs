//! Undo and redo of anything, across restarts, and never by half.

use mirror::{Edit, Mirror, MirrorError, Sample, sample};
use proptest::prelude::*;
use routing::Book;
use routing::book::{Action, Pool, Rule};
use rusqlite::Connection;

use crate::{adler, folder};

#[test]
fn undo_and_redo_go_by_name_across_restarts() {
    let (_folder, mut mirror) = adler();
    let path = mirror.path().to_owned();
    let luxury = "r-luxury".to_owned();
    let edits = [
        Edit::MoveRule {
            rule: "r-zillow".to_owned(),
            channel: None,
            before: Some(luxury.clone()),
        },
        Edit::SetRuleEnabled {
            rule: luxury.clone(),
            enabled: false,
        },
        Edit::DeleteRule { rule: luxury },
    ];
    let labels = [
        "Moved “Zillow” above “Luxury buyers”",
        "Turned off “Luxury buyers”",
        "Deleted “Luxury buyers”",
    ];
    let mut states = vec![mirror.export().unwrap()];
    for edit in &edits {
        mirror.apply(edit).unwrap().unwrap();
        states.push(mirror.export().unwrap());
    }
    let mut revision = mirror.revision().unwrap();
    assert_eq!(revision, 4);
    for done in (0..3).rev() {
        mirror.close().unwrap();
        mirror = Mirror::open(&path).unwrap();
        assert_eq!(mirror.undo_label().unwrap().unwrap(), labels[done]);
        let undone = mirror.undo().unwrap().unwrap();
        revision += 1;
        assert_eq!(
            (undone.label.as_str(), undone.revision),
            (labels[done], revision)
        );
        assert_eq!(undone.touched.channels.len(), 1);
        assert_eq!(mirror.redo_label().unwrap().unwrap(), labels[done]);
        assert_eq!(mirror.export().unwrap(), states[done]);
    }
    assert_eq!(mirror.undo_label().unwrap(), None);
    assert_eq!(mirror.undo().unwrap(), None);
    for done in 1..4 {
        mirror.close().unwrap();
        mirror = Mirror::open(&path).unwrap();
        assert_eq!(mirror.redo().unwrap().unwrap().label, labels[done - 1]);
        assert_eq!(mirror.export().unwrap(), states[done]);
    }
    assert_eq!(mirror.redo_label().unwrap(), None);
    assert_eq!(mirror.redo().unwrap(), None);
}

#[test]
fn a_new_edit_forgets_what_was_undone() {
    let (_folder, mut mirror) = adler();
    let switch = |rule: &str| Edit::SetRuleEnabled {
        rule: rule.to_owned(),
        enabled: false,
    };
    mirror.apply(&switch("r-luxury")).unwrap().unwrap();
    mirror.apply(&switch("r-estates")).unwrap().unwrap();
    mirror.undo().unwrap().unwrap();
    let waiting: Vec<bool> = mirror
        .edits(9)
        .unwrap()
        .iter()
        .map(|edit| edit.done)
        .collect();
    assert_eq!(waiting, [false, true]);
    mirror.apply(&switch("r-zillow")).unwrap().unwrap();
    assert_eq!(mirror.redo().unwrap(), None);
    let labels: Vec<String> = mirror
        .edits(9)
        .unwrap()
        .into_iter()
        .map(|edit| edit.label)
        .collect();
    assert_eq!(
        labels,
        ["Turned off “Zillow”", "Turned off “Luxury buyers”"]
    );
}

#[test]
fn rows_changed_by_another_program_are_not_half_undone() {
    let (_folder, mut mirror) = adler();
    mirror
        .import(&sample::generated(sample::Size::default()))
        .unwrap()
        .unwrap();
    let path = mirror.path().to_owned();
    Connection::open(&path)
        .unwrap()
        .execute("UPDATE rules SET name = 'Mine' WHERE id = 'r-portal'", [])
        .unwrap();
    let before = mirror.export().unwrap();
    let revision = mirror.revision().unwrap();
    let error = mirror.undo().unwrap_err();
    assert!(
        matches!(&error, MirrorError::Diverged { label, .. } if label == "Imported Trinity River Homes"),
        "{error:?}"
    );
    assert_eq!(mirror.export().unwrap(), before);
    assert_eq!(mirror.revision().unwrap(), revision);
    mirror
        .apply(&Edit::DeleteRule {
            rule: "r-portal".to_owned(),
        })
        .unwrap()
        .unwrap();
}

#[test]
fn every_table_but_the_log_is_recorded() {
    let (_folder, mirror) = adler();
    let tables: Vec<String> = Connection::open(mirror.path())
        .unwrap()
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    // A new table belongs either in `log::EDITED` or, as what no edit changes, only here.
    assert_eq!(
        tables,
        [
            "accounts",
            "channels",
            "choices",
            "connection",
            "edits",
            "memberships",
            "push_steps",
            "pushes",
            "remote",
            "remote_channels",
            "rules",
            "samples",
            "sheet_ticks",
            "state",
            "users",
            "versions",
        ]
    );
}

/// An edit yet to be aimed: numbers pick among what is there.
#[derive(Clone, Debug)]
enum Aim {
    Move {
        rule: usize,
        channel: Option<usize>,
        before: Option<usize>,
    },
    Switch {
        rule: usize,
        enabled: bool,
    },
    Delete {
        rule: usize,
    },
    Insert {
        channel: usize,
        before: Option<usize>,
        agent: usize,
    },
    Replace {
        rule: usize,
        agent: usize,
    },
    Save {
        sample: usize,
    },
    Forget {
        sample: usize,
    },
    Import {
        seed: u64,
    },
    Undo,
    Redo,
    Reopen,
}

fn aim() -> impl Strategy<Value = Aim> {
    let number = || 0..10_000_usize;
    prop_oneof![
        6 => (number(), proptest::option::of(number()), proptest::option::of(number()))
            .prop_map(|(rule, channel, before)| Aim::Move { rule, channel, before }),
        2 => (number(), any::<bool>()).prop_map(|(rule, enabled)| Aim::Switch { rule, enabled }),
        2 => number().prop_map(|rule| Aim::Delete { rule }),
        3 => (number(), proptest::option::of(number()), number())
            .prop_map(|(channel, before, agent)| Aim::Insert { channel, before, agent }),
        2 => (number(), number()).prop_map(|(rule, agent)| Aim::Replace { rule, agent }),
        1 => (0..8_usize).prop_map(|sample| Aim::Save { sample }),
        1 => number().prop_map(|sample| Aim::Forget { sample }),
        1 => (0..4_u64).prop_map(|seed| Aim::Import { seed }),
        4 => Just(Aim::Undo),
        3 => Just(Aim::Redo),
        1 => Just(Aim::Reopen),
    ]
}

fn pick<T>(from: &[T], number: usize) -> Option<&T> {
    from.get(number.checked_rem(from.len())?)
}

/// The edit an aim means for the book at hand, if it means one.
fn aimed(aim: &Aim, book: &Book, samples: &[Sample], fresh: usize) -> Option<Edit> {
    let rules: Vec<(&str, &Rule)> = book
        .channels
        .iter()
        .flat_map(|channel| channel.rules.iter().map(|rule| (&*channel.id, rule)))
        .collect();
    let in_channel = |id: &str, number: Option<usize>| {
        let channel = book.channels.iter().find(|channel| channel.id == id)?;
        Some(pick(&channel.rules, number?)?.id.clone())
    };
    Some(match aim {
        Aim::Move {
            rule,
            channel,
            before,
        } => {
            let (home, rule) = pick(&rules, *rule)?;
            let channel = channel
                .and_then(|channel| pick(&book.channels, channel))
                .map(|channel| channel.id.clone());
            let before = in_channel(channel.as_deref().unwrap_or(home), *before);
            Edit::MoveRule {
                rule: rule.id.clone(),
                channel,
                before,
            }
        }
        Aim::Switch { rule, enabled } => Edit::SetRuleEnabled {
            rule: pick(&rules, *rule)?.1.id.clone(),
            enabled: *enabled,
        },
        Aim::Delete { rule } => Edit::DeleteRule {
            rule: pick(&rules, *rule)?.1.id.clone(),
        },
        Aim::Insert {
            channel,
            before,
            agent,
        } => {
            let channel = pick(&book.channels, *channel)?;
            let (_, like) = pick(&rules, *agent)?;
            let rule = Rule {
                id: format!("r-fresh-{fresh}"),
                ..(*like).clone()
            };
            Edit::InsertRule {
                channel: channel.id.clone(),
                before: in_channel(&channel.id, *before),
                rule,
            }
        }
        Aim::Replace { rule, agent } => {
            let then = match pick(&book.accounts, *agent)? {
                account if account.id.starts_with("agent") => Action::SpecificAgent {
                    agent: account.id.clone(),
                },
                _ => Action::RoundRobin { pool: Pool::All },
            };
            Edit::ReplaceRule {
                rule: Rule {
                    then,
                    ..pick(&rules, *rule)?.1.clone()
                },
            }
        }
        Aim::Save { sample } => Edit::SaveSample {
            sample: Sample {
                id: format!("sample-{sample}"),
                name: format!("Sample {fresh}"),
                channel: book.channels.first()?.id.clone(),
                captured_at: "2026-11-24T09:12:00-06:00".to_owned(),
                payload: "{}".to_owned(),
            },
        },
        Aim::Forget { sample } => Edit::DeleteSample {
            sample: pick(samples, *sample)?.id.clone(),
        },
        Aim::Import { .. } | Aim::Undo | Aim::Redo | Aim::Reopen => return None,
    })
}

fn rule_ids(book: &Book) -> Vec<&str> {
    let mut ids: Vec<&str> = book
        .channels
        .iter()
        .flat_map(|channel| &channel.rules)
        .map(|rule| &*rule.id)
        .collect();
    ids.sort_unstable();
    ids
}

/// Everything an edit can change.
fn state(mirror: &Mirror) -> (Book, Vec<Sample>) {
    (mirror.export().unwrap(), mirror.samples().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// A list of states and a cursor is all that undo and redo have to agree with.
    #[test]
    fn undoing_everything_is_the_identity(aims in proptest::collection::vec(aim(), 1..30)) {
        let (_folder, path) = folder();
        let mut mirror = Mirror::open_or_create(&path).unwrap();
        let first = sample::generated(sample::Size { offices: 2, agents: 9, seed: 9 });
        mirror.begin(&first, &sample::samples(&first)).unwrap();
        let mut states = vec![state(&mirror)];
        let mut now = 0;
        for (fresh, aim) in aims.iter().enumerate() {
            let before = states[now].clone();
            let revision = mirror.revision().unwrap();
            let applied = match aim {
                Aim::Undo => mirror.undo().unwrap().inspect(|_| now -= 1),
                Aim::Redo => mirror.redo().unwrap().inspect(|_| now += 1),
                Aim::Reopen => {
                    drop(mirror);
                    mirror = Mirror::open(&path).unwrap();
                    None
                }
                edit => {
                    let applied = match (edit, aimed(edit, &before.0, &before.1, fresh)) {
                        (Aim::Import { seed }, _) => {
                            let size = sample::Size { offices: 1 + *seed as u32, agents: 8, seed: *seed };
                            mirror.import(&sample::generated(size)).unwrap()
                        }
                        (_, Some(edit)) => mirror.apply(&edit).unwrap(),
                        (_, None) => None,
                    };
                    if applied.is_some() {
                        states.truncate(now + 1);
                        states.push(state(&mirror));
                        now += 1;
                    }
                    applied
                }
            };
            prop_assert_eq!(&state(&mirror), &states[now], "{:?}", aim);
            prop_assert_eq!(mirror.revision().unwrap(), revision + u32::from(applied.is_some()));
            if let Some(applied) = &applied {
                prop_assert_ne!(&states[now], &before, "{} changed nothing", applied.label);
                let channels = |book: &Book| book.channels.clone();
                let (now, then) = (channels(&states[now].0), channels(&before.0));
                let changed: std::collections::BTreeSet<String> = now
                    .iter()
                    .filter(|channel| !then.contains(channel))
                    .chain(then.iter().filter(|channel| !now.contains(channel)))
                    .map(|channel| channel.id.clone())
                    .collect();
                prop_assert!(applied.touched.channels.is_superset(&changed), "{:?}", applied);
            }
            if let Aim::Move { .. } = aim {
                prop_assert_eq!(rule_ids(&states[now].0), rule_ids(&before.0));
            }
        }
        let last = mirror.export().unwrap().write();
        let undone = now;
        while mirror.undo().unwrap().is_some() { now -= 1; }
        prop_assert_eq!(now, 0);
        drop(mirror);
        let mut mirror = Mirror::open(&path).unwrap();
        prop_assert_eq!(mirror.export().unwrap().write(), first.write());
        for _ in 0..undone { mirror.redo().unwrap().unwrap(); }
        prop_assert_eq!(mirror.export().unwrap().write(), last);
        drop(mirror);
        mirror::check(&path).unwrap();
    }
}
