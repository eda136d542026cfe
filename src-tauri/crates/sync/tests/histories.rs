//! Random edits here and in Rechat, through the real sandbox: nothing is lost without a choice,
//! what was reviewed is what is there afterwards, and then there is nothing left to push.

use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use routing::Book;
use sync::merge::{Choices, Conflict, Side, merge};
use sync::plan::choice;
use sync::{Rebased, rebase};

use crate::built::{Seen, Step, build, steps};
use crate::edits::{Edit, KINDS, base, cases, edited, edits};
use crate::merge::loses_nothing;
use crate::world::{World, routing_of};

const CASES: u32 = 100;

#[test]
fn push_then_pull_leaves_nothing_whatever_both_sides_did() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let counts: Vec<AtomicUsize> = (0..KINDS).map(|_| AtomicUsize::new(0)).collect();
    let (seen, conflicts) = (Seen::default(), AtomicUsize::new(0));
    let histories = (steps(20), edits(), steps(10), any::<bool>(), any::<bool>());
    let mut runner = TestRunner::new(Config {
        max_shrink_iters: 40,
        ..cases(CASES)
    });
    runner
        .run(&histories, |(a, b, c, pull_between, mine_wins)| {
            for edit in &b {
                counts[edit.kind].fetch_add(1, Ordering::Relaxed);
            }
            let side = if mine_wins { Side::Mine } else { Side::Theirs };
            let found = runtime.block_on(history(&a, &b, &c, pull_between, side, &seen))?;
            conflicts.fetch_add(found, Ordering::Relaxed);
            Ok(())
        })
        .unwrap();
    seen.assert_every_kind();
    for (kind, count) in counts.iter().enumerate() {
        assert!(count.load(Ordering::Relaxed) > 0, "no edit of kind {kind}");
    }
    let conflicts = conflicts.into_inner();
    assert!(conflicts > 10, "only {conflicts} conflicts");
}

/// The builder's edits here, others' in Rechat.
async fn history(
    a: &[Step],
    b: &[Edit],
    c: &[Step],
    pull_between: bool,
    side: Side,
    seen: &Seen,
) -> Result<usize, TestCaseError> {
    let mut world = World::new(&base()).await;
    world.pull().await.unwrap();
    build(&mut world.mirror, a, 0, seen);
    let before = world.server().await;
    world.others(&edited(&before, b, "t")).await;
    if pull_between {
        let (base, mine) = (world.base(), world.mirror.export().unwrap());
        let theirs = world.server().await;
        loses_nothing(&base, &mine, &theirs)?;
        decides_nothing(&base, &mine, &theirs)?;
        world.pull().await.unwrap();
        prop_assert_eq!(world.mirror.export().unwrap().check(), Vec::new());
        build(&mut world.mirror, c, 1_000, seen);
    }
    loses_nothing(
        &world.base(),
        &world.mirror.export().unwrap(),
        &world.server().await,
    )?;
    let mut chosen = 0;
    let review = loop {
        let review = world.plan().await.unwrap();
        let open: Vec<_> = review
            .plan
            .conflicts
            .iter()
            .filter(|conflict| conflict.chosen.is_none())
            .collect();
        if open.is_empty() {
            break review;
        }
        chosen += open.len();
        for conflict in open {
            world
                .mirror
                .choose(&conflict.id, &choice(conflict, side))
                .unwrap();
        }
    };
    if review.plan.empty {
        return Ok(chosen);
    }
    let shown = review.plan.clone();
    let report = world.push_plan(&shown, &review).await.unwrap().unwrap();
    prop_assert!(report.done, "{:#?}\n{:#?}", report, shown);
    prop_assert_eq!(report.missing, Vec::new());
    prop_assert_eq!(
        routing_of(&world.server().await),
        routing_of(&review.merged),
        "what was reviewed is what is there"
    );
    world.pull().await.unwrap();
    let plan = world.plan().await.unwrap().plan;
    prop_assert!(plan.empty, "{:#?}", plan);
    prop_assert_eq!(
        routing_of(&world.mirror.export().unwrap()),
        routing_of(&world.server().await)
    );
    Ok(chosen)
}

#[test]
fn a_rule_that_comes_home_from_a_disputed_channel_comes_to_its_place() {
    let (mut mine, mut theirs) = (base(), base());
    mine.channels.remove(1);
    let rule = mine.channels[0].rules.remove(2);
    mine.channels[0].rules.insert(0, rule);
    let rule = theirs.channels[0].rules.remove(1);
    theirs.channels[1].rules.insert(0, rule);
    let once = rebase(&base(), &mine, &theirs);
    let again = rebase(&once.base, &once.draft, &theirs);
    assert_eq!(routing_of(&again.draft), routing_of(&once.draft));
    assert_eq!(again.conflicts.len(), once.conflicts.len());
}

proptest! {
    #![proptest_config(cases(1_500))]

    #[test]
    fn a_rebase_decides_nothing(a in edits(), b in edits(), c in edits(), d in edits()) {
        let base = base();
        let (mine, theirs) = (edited(&base, &a, "m"), edited(&base, &b, "t"));
        let once = decides_nothing(&base, &mine, &theirs)?;
        // And on it goes, on both sides.
        let (mine, theirs) = (edited(&once.draft, &c, "n"), edited(&theirs, &d, "u"));
        decides_nothing(&once.base, &mine, &theirs)?;
    }
}

/// Rebased, a merge with Rechat says all that it said before, whatever is chosen.
fn decides_nothing(base: &Book, mine: &Book, theirs: &Book) -> Result<Rebased, TestCaseError> {
    let rebased = rebase(base, mine, theirs);
    prop_assert_eq!(rebased.draft.check(), Vec::new());
    let open = merge(base, mine, theirs, &Choices::new());
    prop_assert_eq!(&rebased.conflicts, &open.conflicts);
    if open.conflicts.is_empty() {
        prop_assert_eq!(routing_of(&rebased.base), routing_of(theirs));
        prop_assert_eq!(routing_of(&rebased.draft), routing_of(&open.book));
    }
    let mut sides = vec![Choices::new()];
    for side in [Side::Mine, Side::Theirs] {
        sides.push(
            open.conflicts
                .iter()
                .map(|c| (c.id.clone(), side))
                .collect(),
        );
    }
    for choices in sides {
        let before = merge(base, mine, theirs, &choices);
        let after = merge(&rebased.base, &rebased.draft, theirs, &choices);
        prop_assert_eq!(by_id(before.conflicts), by_id(after.conflicts));
        prop_assert_eq!(routing_of(&before.book), routing_of(&after.book));
    }
    let again = rebase(&rebased.base, &rebased.draft, theirs);
    prop_assert_eq!(routing_of(&again.base), routing_of(&rebased.base));
    prop_assert_eq!(routing_of(&again.draft), routing_of(&rebased.draft));
    Ok(rebased)
}

fn by_id(mut conflicts: Vec<Conflict>) -> Vec<Conflict> {
    conflicts.sort_by(|a, b| a.id.cmp(&b.id));
    conflicts
}

#[test]
fn a_rule_that_comes_between_does_not_settle_an_order() {
    let edit = |kind, n, m| Edit { kind, n, m };
    let mine = edited(&base(), &[edit(16, 81, 28)], "m");
    let theirs = edited(&base(), &[edit(10, 9, 56), edit(17, 78, 87)], "t");
    let rebased = decides_nothing(&base(), &mine, &theirs).unwrap();
    assert_eq!(ids(&rebased), ["channel:c1:order"]);
}

#[test]
fn a_default_that_one_side_put_out_stays_in_dispute() {
    let (mut mine, mut theirs) = (base(), base());
    mine.channels[0].is_default = false;
    theirs.channels[0].is_default = false;
    theirs.channels[1].is_default = true;
    theirs.channels[1].name = Some("Renamed".into());
    let rebased = decides_nothing(&base(), &mine, &theirs).unwrap();
    assert_eq!(ids(&rebased), ["account:a:default"]);
}

#[test]
fn what_is_not_in_dispute_comes_in_around_a_disputed_field() {
    let (mut mine, mut theirs) = (base(), base());
    mine.channels[0].rules[0].name = Some("mine".into());
    theirs.channels[0].rules[0].name = Some("theirs".into());
    theirs.channels[0].rules[1].enabled = false;
    theirs.channels[0].rules.swap(2, 3);
    let rebased = decides_nothing(&base(), &mine, &theirs).unwrap();
    let mut expected = theirs.clone();
    expected.channels[0].rules[0].name = Some("mine".into());
    assert_eq!(routing_of(&rebased.draft), routing_of(&expected));
}

fn ids(rebased: &Rebased) -> Vec<&str> {
    rebased.conflicts.iter().map(|c| c.id.as_str()).collect()
}
