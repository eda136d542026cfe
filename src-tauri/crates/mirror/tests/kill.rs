//! Killed at any moment, a mirror loses at most the edit in flight.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use mirror::{Edit, Mirror, sample};

use crate::{child, folder};

const KILLS: u64 = 12;

/// Numbers that look random and are the same in every process: a SplitMix64 step.
fn scatter(seed: u64) -> u64 {
    let mixed = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// The `step`th thing that parent and child both know the child does.
fn step(mirror: &mut Mirror, step: u64) {
    let dice = scatter(step);
    let channels = mirror.all_channels().unwrap();
    let channel = &channels[dice as usize % channels.len()];
    let rules = mirror.channel(&channel.id).unwrap().unwrap().rules;
    let rule = &rules[(dice >> 8) as usize % rules.len()];
    let id = rule.id.clone();
    match (dice >> 16) % 10 {
        0..=2 => drop(
            mirror
                .apply(&Edit::MoveRule {
                    rule: id,
                    channel: None,
                    before: None,
                })
                .unwrap(),
        ),
        3..=4 => drop(
            mirror
                .apply(&Edit::SetRuleEnabled {
                    rule: id,
                    enabled: !rule.enabled,
                })
                .unwrap(),
        ),
        5 => {
            let rule = routing::book::Rule {
                id: format!("r-fresh-{step}"),
                ..rule.clone()
            };
            let edit = Edit::InsertRule {
                channel: channel.id.clone(),
                before: Some(id),
                rule,
            };
            drop(mirror.apply(&edit).unwrap());
        }
        6 => {
            let book = sample::generated(sample::Size {
                offices: 4,
                agents: 60,
                seed: dice,
            });
            drop(mirror.import(&book).unwrap());
        }
        7..=8 => drop(mirror.undo().unwrap()),
        _ => drop(mirror.redo().unwrap()),
    }
}

/// In the child: steps for ever, each acknowledged on a line once it is done.
pub fn edit_until_killed(path: &Path) {
    let mut mirror = Mirror::open_or_create(path).unwrap();
    if mirror.revision().unwrap() == 0 {
        mirror.begin(&sample::adler(), &[]).unwrap();
    }
    let mut out = std::io::stdout();
    for number in 0.. {
        step(&mut mirror, number);
        writeln!(out, "done: {number}").unwrap();
        out.flush().unwrap();
    }
}

#[test]
fn a_kill_loses_at_most_the_edit_in_flight() {
    let (_folder, model) = folder();
    let mut model = Mirror::open_or_create(&model).unwrap();
    model.begin(&sample::adler(), &[]).unwrap();
    let state = |mirror: &Mirror| {
        (
            mirror.revision().unwrap(),
            mirror.edits(1_000).unwrap().len(),
            mirror.export().unwrap(),
        )
    };
    let mut states = vec![state(&model)];
    let mut unclean = 0;

    for kill in 0..KILLS {
        let (_folder, path) = folder();
        let mut other = child::process(&std::env::current_exe().unwrap(), "edit", &path)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(other.stdout.take().unwrap()).lines();
        let wanted = scatter(kill) % 60;
        let acknowledged =
            |line: &str| Some(line.split("done: ").nth(1)?.parse::<u64>().unwrap() + 1);
        let mut done = 0;
        while done < wanted {
            done = acknowledged(&lines.next().unwrap().unwrap()).unwrap_or(done);
        }
        // Anywhere in the next edit.
        for _ in 0..scatter(kill + 1_000) % 200_000 {
            std::hint::spin_loop();
        }
        other.kill().unwrap();
        other.wait().unwrap();
        done = lines
            .filter_map(|line| acknowledged(&line.unwrap()))
            .last()
            .unwrap_or(done);

        if !path.exists() {
            continue;
        }
        mirror::check(&path).unwrap_or_else(|error| assert!(done == 0, "{error}"));
        let mirror = Mirror::open_or_create(&path).unwrap();
        unclean += u32::from(mirror.was_unclean());
        let found = state(&mirror);
        if found.0 == 0 {
            assert_eq!(done, 0);
            continue;
        }
        while states.len() < done as usize + 2 {
            step(&mut model, states.len() as u64 - 1);
            states.push(state(&model));
        }
        let possible = &states[done as usize..done as usize + 2];
        assert!(
            possible.contains(&found),
            "after {done} acknowledged edits: revision {}, not {} or {}",
            found.0,
            possible[0].0,
            possible[1].0
        );
        drop(mirror);
        mirror::check(&path).unwrap();
        assert!(
            !Mirror::open(&path).unwrap().was_unclean(),
            "a clean close is remembered"
        );
    }
    assert!(unclean > 0, "no kill was noticed");
}
