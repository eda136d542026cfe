//! The straight ways: pull, edit, review, push, pull again.

use mirror::sample;
use sync::SyncError;
use sync::merge::Side;
use sync::plan::choice;
use sync::push::{Refusal, back};

use crate::edits::base;
use crate::world::{World, routing_of};

#[tokio::test]
async fn a_pull_brings_the_whole_brokerage() {
    let book = sample::adler();
    let mut world = World::new(&book).await;
    world.pull().await.unwrap();
    let pulled = world.mirror.export().unwrap();
    assert_eq!(routing_of(&pulled), routing_of(&book));
    let ids = |accounts: &[routing::book::Account]| {
        let mut ids: Vec<_> = accounts
            .iter()
            .map(|a| {
                (
                    a.id.clone(),
                    a.kind,
                    a.name.clone(),
                    a.parent.clone(),
                    a.active,
                )
            })
            .collect();
        ids.sort();
        ids
    };
    assert_eq!(ids(&pulled.accounts), ids(&book.accounts));
    assert_eq!(pulled.users.len(), book.users.len());
    let again = world.pull().await.unwrap();
    assert_eq!(again.changes, Vec::new());
    assert_eq!(again.applied, None, "the same again is no edit");
    assert!(world.plan().await.unwrap().plan.empty);
}

#[tokio::test]
async fn what_was_reviewed_is_what_is_sent_and_then_there_is_nothing_left() {
    let mut world = World::new(&base()).await;
    world.pull().await.unwrap();
    let mut draft = world.mirror.export().unwrap();
    let rule = draft.channels[0].rules.remove(1);
    draft.channels[1].rules.insert(0, rule);
    draft.channels[0].name = Some("Renamed".into());
    draft.channels[0].is_default = false;
    draft.channels[1].is_default = true;
    draft.channels[2].policies.returning_lead_days = 7;
    let mut new = draft.channels[2].clone();
    new.id = "brand-new".into();
    new.rules.clear();
    draft.channels.push(new);
    world.draft(&draft);
    let review = world.plan().await.unwrap();
    assert!(!review.plan.empty);
    let report = world.push().await.unwrap().unwrap();
    assert!(report.done, "{report:#?}");
    assert_eq!(
        (&report.differs, &report.missing),
        (&Vec::new(), &Vec::new())
    );
    assert_eq!(routing_of(&world.server().await), routing_of(&draft));
    assert!(world.pull().await.unwrap().changes.is_empty());
    assert!(world.plan().await.unwrap().plan.empty);
    assert!(matches!(world.push().await.unwrap(), Err(Refusal::Empty)));

    let push = world.mirror.pushes(1).unwrap().pop().unwrap();
    back(&mut world.mirror, &push).unwrap().unwrap();
    assert!(world.push().await.unwrap().unwrap().done);
    assert_eq!(routing_of(&world.server().await), routing_of(&base()));
}

#[tokio::test]
async fn a_conflict_is_kept_through_pulls_until_somebody_chooses() {
    for (side, name) in [(Side::Mine, "mine"), (Side::Theirs, "theirs")] {
        let mut world = World::new(&base()).await;
        world.pull().await.unwrap();
        let (mut draft, mut theirs) = (base(), base());
        draft.channels[0].rules[0].name = Some("mine".into());
        draft.channels[0].rules[1].name = Some("also mine".into());
        theirs.channels[0].rules[0].name = Some("theirs".into());
        theirs.channels[1].rules[0].name = Some("also theirs".into());
        world.draft(&draft);
        world.others(&theirs).await;
        for _ in 0..2 {
            assert_eq!(world.pull().await.unwrap().conflicts.len(), 1);
            let kept = world.mirror.export().unwrap();
            assert_eq!(kept.channels[0].rules[0].name.as_deref(), Some("mine"));
            assert_eq!(
                kept.channels[1].rules[0].name.as_deref(),
                Some("also theirs")
            );
        }
        let review = world.plan().await.unwrap();
        assert_eq!(review.plan.open_conflicts(), 1);
        assert!(matches!(
            world.push().await.unwrap(),
            Err(Refusal::Conflicts(1))
        ));
        let conflict = &review.plan.conflicts[0];
        world
            .mirror
            .choose(&conflict.id, &choice(conflict, side))
            .unwrap();
        assert!(world.push().await.unwrap().unwrap().done);
        let server = world.server().await;
        assert_eq!(server.channels[0].rules[0].name.as_deref(), Some(name));
        assert_eq!(
            server.channels[0].rules[1].name.as_deref(),
            Some("also mine")
        );
        assert_eq!(
            server.channels[1].rules[0].name.as_deref(),
            Some("also theirs")
        );
        assert!(world.plan().await.unwrap().plan.empty);
    }
}

#[tokio::test]
async fn a_rule_moved_within_its_channel_and_out_of_it_waits_for_a_choice() {
    let (mut up, mut aside) = (base(), base());
    let rule = up.channels[0].rules.remove(2);
    up.channels[0].rules.insert(0, rule);
    let rule = aside.channels[0].rules.remove(2);
    aside.channels[1].rules.insert(1, rule);
    for (mine, others) in [(&up, &aside), (&aside, &up)] {
        for side in [Side::Mine, Side::Theirs] {
            let mut world = World::new(&base()).await;
            world.pull().await.unwrap();
            world.draft(mine);
            world.others(others).await;
            for _ in 0..2 {
                assert_eq!(world.pull().await.unwrap().conflicts.len(), 1);
                assert_eq!(
                    routing_of(&world.mirror.export().unwrap()),
                    routing_of(mine)
                );
            }
            let review = world.plan().await.unwrap();
            assert!(matches!(
                world.push().await.unwrap(),
                Err(Refusal::Conflicts(1))
            ));
            let conflict = &review.plan.conflicts[0];
            assert_eq!(conflict.id, "rule:r3:channel");
            world
                .mirror
                .choose(&conflict.id, &choice(conflict, side))
                .unwrap();
            assert!(world.push().await.unwrap().unwrap().done);
            let chosen = if side == Side::Mine { mine } else { others };
            assert_eq!(routing_of(&world.server().await), routing_of(chosen));
            assert_eq!(world.pull().await.unwrap().conflicts, Vec::new());
            assert!(world.plan().await.unwrap().plan.empty);
            assert_eq!(
                routing_of(&world.mirror.export().unwrap()),
                routing_of(chosen)
            );
        }
    }
}

#[tokio::test]
async fn a_channel_that_was_given_to_an_agent_is_found_again() {
    let mut world = World::new(&base()).await;
    world.pull().await.unwrap();
    let mut draft = base();
    draft.channels[1].account = "b".into();
    world.draft(&draft);
    assert!(world.push().await.unwrap().unwrap().done);
    assert_eq!(world.pull().await.unwrap().changes, Vec::new());
    assert!(world.plan().await.unwrap().plan.empty);
    assert_eq!(
        routing_of(&world.mirror.export().unwrap()),
        routing_of(&draft)
    );
}

#[tokio::test]
async fn a_channel_that_others_gave_to_an_agent_has_moved_and_is_not_deleted() {
    let mut world = World::new(&base()).await;
    world.pull().await.unwrap();
    let mut draft = base();
    draft.channels[1].name = Some("mine".into());
    world.draft(&draft);
    let mut server = base();
    server.channels[1].account = "b".into();
    world.others(&server).await;
    let before = world.fetch().await.unwrap().requests;
    let plan = world.plan().await.unwrap().plan;
    assert_eq!(plan.conflicts, Vec::new());
    let kinds = |lines: &[sync::plan::Line]| -> Vec<String> {
        lines.iter().map(|line| line.kind.clone()).collect()
    };
    assert_eq!(kinds(&plan.theirs), ["channel_moved"]);
    assert_eq!(kinds(&plan.changes), ["channel_renamed"]);
    assert!(world.push().await.unwrap().unwrap().done);
    server.channels[1].name = Some("mine".into());
    assert_eq!(routing_of(&world.server().await), routing_of(&server));
    // Only while something is missed are agents asked.
    world.pull().await.unwrap();
    let after = world.fetch().await.unwrap().requests;
    assert_eq!(after, before - 1, "Smith is not asked any more");

    server.channels.remove(1);
    world.others(&server).await;
    let taken = world.pull().await.unwrap();
    let removed = taken
        .changes
        .iter()
        .map(|change| sync::plan::Line::from(change).kind);
    assert_eq!(removed.collect::<Vec<_>>(), ["channel_removed"]);
}

#[tokio::test]
async fn a_default_moves_on_though_a_new_channel_put_it_out_before() {
    let mut world = World::new(&base()).await;
    world.pull().await.unwrap();
    let mut draft = base();
    let mut new = draft.channels[1].clone();
    new.id = "new-default".into();
    new.is_default = true;
    new.rules.clear();
    draft.channels[0].account = "s".into();
    draft.channels.push(new);
    world.draft(&draft);
    let report = world.push().await.unwrap().unwrap();
    assert!(report.done, "{report:#?}");
    assert_eq!(routing_of(&world.server().await), routing_of(&draft));
}

#[tokio::test]
async fn a_plan_that_no_longer_fits_is_refused() {
    let mut world = World::new(&base()).await;
    world.pull().await.unwrap();
    let mut draft = base();
    draft.channels[0].name = Some("first".into());
    world.draft(&draft);
    let shown = world.plan().await.unwrap().plan;
    draft.channels[0].name = Some("second".into());
    world.draft(&draft);
    let now = world.plan().await.unwrap();
    let refused = world.push_plan(&shown, &now).await.unwrap();
    assert_eq!(
        refused,
        Err(Refusal::Outdated("the draft has changed since"))
    );
    let shown = now.plan;
    let mut theirs = base();
    theirs.channels[2].name = Some("elsewhere".into());
    world.others(&theirs).await;
    let now = world.plan().await.unwrap();
    let refused = world.push_plan(&shown, &now).await.unwrap();
    assert_eq!(refused, Err(Refusal::Outdated("Rechat has changed since")));
    assert_eq!(world.server().await.channels, theirs.channels);
}

#[tokio::test]
async fn another_brokerage_is_refused() {
    let mut world = World::new(&base()).await;
    let book = sample::adler();
    world.mirror.begin(&book, &[]).unwrap();
    let known = sync::Known {
        root: Some("a".into()),
        ..Default::default()
    };
    let theirs = sync::Pull::new(world.client.clone(), known, Default::default())
        .run(&mut |_| {})
        .await
        .unwrap();
    let refused = sync::take_in(&mut world.mirror, &theirs, &Default::default());
    assert!(matches!(refused, Err(SyncError::AnotherBrokerage { .. })));
    assert_eq!(world.mirror.export().unwrap(), book);
}
