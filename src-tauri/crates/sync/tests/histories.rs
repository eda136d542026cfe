//! Random edits here and in Rechat, through the real sandbox: nothing is lost without a choice,
//! what was reviewed is what is there afterwards, and then there is nothing left to push.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use routing::Book;
use sync::merge::Side;
use sync::plan::choice;
use sync::rebase;

use crate::edits::{Edit, KINDS, base, edited, edits};
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
    let conflicts = AtomicUsize::new(0);
    let mut runner = TestRunner::new(Config {
        cases: CASES,
        max_shrink_iters: 40,
        failure_persistence: None,
        ..Config::default()
    });
    let histories = (edits(), edits(), edits(), any::<bool>(), any::<bool>());
    runner
        .run(&histories, |(a, b, c, pull_between, mine_wins)| {
            for edit in a.iter().chain(&b).chain(&c) {
                counts[edit.kind].fetch_add(1, Ordering::Relaxed);
            }
            let side = if mine_wins { Side::Mine } else { Side::Theirs };
            let found = runtime.block_on(history(&a, &b, &c, pull_between, side));
            conflicts.fetch_add(found, Ordering::Relaxed);
            Ok(())
        })
        .unwrap();
    for (kind, count) in counts.iter().enumerate() {
        assert!(count.load(Ordering::Relaxed) > 0, "no edit of kind {kind}");
    }
    assert!(
        conflicts.load(Ordering::Relaxed) > 10,
        "hardly any conflict"
    );
}

async fn history(a: &[Edit], b: &[Edit], c: &[Edit], pull_between: bool, side: Side) -> usize {
    let mut world = World::new(&base()).await;
    world.pull().await.unwrap();
    world.draft(&edited(&base(), a, "m"));
    let before = world.server().await;
    world.others(&edited(&before, b, "t")).await;
    if pull_between {
        world.pull().await.unwrap();
        let draft = world.mirror.export().unwrap();
        assert_eq!(draft.check(), Vec::new());
        world.draft(&edited(&draft, c, "n"));
    }
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
        return chosen;
    }
    let shown = review.plan.clone();
    let report = world.push_plan(&shown, &review).await.unwrap().unwrap();
    assert!(report.done, "{report:#?}\n{shown:#?}");
    assert_eq!(report.missing, Vec::new());
    assert_eq!(
        routing_of(&world.server().await),
        routing_of(&review.merged),
        "what was reviewed is what is there"
    );
    world.pull().await.unwrap();
    let plan = world.plan().await.unwrap().plan;
    assert!(plan.empty, "{plan:#?}");
    assert_eq!(
        routing_of(&world.mirror.export().unwrap()),
        routing_of(&world.server().await)
    );
    chosen
}

fn rule_ids(book: &Book) -> BTreeSet<(&str, &str)> {
    let mut ids = BTreeSet::new();
    for channel in &book.channels {
        ids.extend(
            channel
                .rules
                .iter()
                .map(|rule| (channel.id.as_str(), rule.id.as_str())),
        );
    }
    ids
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
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_500) })]

    #[test]
    fn a_rebase_loses_nothing_and_decides_nothing(a in edits(), b in edits()) {
        let base = base();
        let (mine, theirs) = (edited(&base, &a, "m"), edited(&base, &b, "t"));
        let once = rebase(&base, &mine, &theirs);
        prop_assert_eq!(once.draft.check(), Vec::new());
        let again = rebase(&once.base, &once.draft, &theirs);
        for conflict in &once.conflicts {
            let found = again.conflicts.iter().any(|known| known.id == conflict.id);
            // That an account has no default is nobody's choice: it is what is left where one went.
            let is_left = [&conflict.mine, &conflict.theirs].contains(&&"none".to_owned());
            let is_default = conflict.id.ends_with(":default") && is_left;
            // Which of two neighbours was moved may be told by a rule that came between them.
            let is_told = conflict.id.ends_with(":order") && rule_ids(&base) != rule_ids(&once.base);
            prop_assert!(found || is_default || is_told, "{} was decided", conflict.id);
        }
        prop_assert_eq!(routing_of(&again.draft), routing_of(&once.draft), "nothing more to do");
        if once.conflicts.is_empty() {
            prop_assert_eq!(routing_of(&once.base), routing_of(&theirs));
        }
    }
}
