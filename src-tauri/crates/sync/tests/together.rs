//! Two people at once, and sign-ins that end.

use mirror::Mirror;
use sync::SyncError;
use sync::push::known_channels;

use crate::edits::base;
use crate::world::{TOKEN, World, client, routing_of};

#[tokio::test]
async fn two_who_push_at_once_lose_nothing() {
    for same_channel in [true, false] {
        let mut one = World::new(&base()).await;
        let mut two = World::new(&base()).await;
        two.client = client(&one.server.url, TOKEN);
        one.pull().await.unwrap();
        two.pull().await.unwrap();
        let (mut mine, mut theirs) = (base(), base());
        mine.channels[0].name = Some("one's".into());
        let other = if same_channel { 0 } else { 1 };
        theirs.channels[other].rules[0].name = Some("two's".into());
        one.draft(&mine);
        two.draft(&theirs);
        let (a, b) = (one.plan().await.unwrap(), two.plan().await.unwrap());
        let (shown_a, shown_b) = (a.plan.clone(), b.plan.clone());
        let (first, second) =
            tokio::join!(one.push_plan(&shown_a, &a), two.push_plan(&shown_b, &b));
        let (first, second) = (first.unwrap().unwrap(), second.unwrap().unwrap());
        assert!(first.done || second.done);
        assert!(same_channel || (first.done && second.done));
        for world in [&mut one, &mut two] {
            if !world.plan().await.unwrap().plan.empty {
                assert!(world.push().await.unwrap().unwrap().done);
            }
        }
        let mut both = theirs.clone();
        both.channels[0].name = Some("one's".into());
        assert_eq!(routing_of(&one.server().await), routing_of(&both));
    }
}

#[tokio::test]
async fn a_sign_in_that_ends_on_the_way_costs_time_and_nothing_else() {
    let mut world = World::new(&base()).await;
    world.pull().await.unwrap();
    let mut draft = base();
    draft.channels[0].name = Some("Renamed".into());
    draft.channels[1].rules.reverse();
    world.draft(&draft);
    let review = world.plan().await.unwrap();
    assert_eq!(review.plan.steps.len(), 2);
    let good = world.client.clone();
    world.client = client(&world.server.url, "expired");
    let cut = world.push_plan(&review.plan.clone(), &review).await;
    assert!(matches!(
        cut,
        Err(SyncError::Remote(remote::RemoteError::Unauthorized))
    ));
    let refused = [world.plan().await.map(drop), world.pull().await.map(drop)];
    assert!(refused.iter().all(Result::is_err));
    world.client = good;
    assert!(matches!(world.plan().await, Err(SyncError::PushUnderWay)));
    let push = world.mirror.open_push().unwrap().unwrap();
    let versions = known_channels(&world.mirror).unwrap();
    assert!(world.go_on(&push, versions).await.unwrap().done);
    assert_eq!(routing_of(&world.server().await), routing_of(&draft));
}

#[tokio::test]
async fn a_push_that_is_given_up_is_planned_anew() {
    let mut world = World::new(&base()).await;
    world.pull().await.unwrap();
    let mut draft = base();
    draft.channels[0].name = Some("Renamed".into());
    world.draft(&draft);
    let review = world.plan().await.unwrap();
    let good = world.client.clone();
    world.client = client("http://127.0.0.1:1", TOKEN);
    assert!(
        world
            .push_plan(&review.plan.clone(), &review)
            .await
            .is_err()
    );
    world.client = good;
    let report = sync::push::give_up(&mut world.mirror).unwrap().unwrap();
    assert!(!report.done);
    assert!(world.push().await.unwrap().unwrap().done);
    assert_eq!(routing_of(&world.server().await), routing_of(&draft));
}

#[tokio::test]
async fn a_pull_can_be_stopped_and_leaves_the_mirror_as_it_was() {
    let mut world = World::new(&base()).await;
    let cancel = tokio_util::sync::CancellationToken::new();
    cancel.cancel();
    let known = sync::Known::of(&world.mirror).unwrap();
    let mut pull = sync::Pull::new(world.client.clone(), known, cancel);
    assert!(matches!(
        pull.run(&mut |_| {}).await,
        Err(SyncError::Cancelled)
    ));
    assert_eq!(world.mirror.revision().unwrap(), 0);

    // One that broke off goes on where it was.
    let text = r#"{"fault":"503","path":"/brands/*/leads/channels/*/rules","nth":3,"times":9}"#;
    world.fault(text).await;
    let known = sync::Known::default();
    let mut pull = sync::Pull::new(world.client.clone(), known, Default::default());
    assert!(pull.run(&mut |_| {}).await.is_err());
    world.control("DELETE", "faults", None).await;
    world.control("DELETE", "requests", None).await;
    let theirs = pull.run(&mut |_| {}).await.unwrap();
    let counts = world.control("GET", "requests", None).await;
    assert!(
        !counts.contains("/users\""),
        "people are read once: {counts}"
    );
    sync::take_in(&mut world.mirror, &theirs, &Default::default()).unwrap();
    assert_eq!(
        routing_of(&world.mirror.export().unwrap()),
        routing_of(&base())
    );
}

#[tokio::test]
async fn undo_stops_where_rechat_came_in() {
    let mut world = World::new(&base()).await;
    world.pull().await.unwrap();
    let mut draft = base();
    draft.channels[0].name = Some("mine".into());
    world.draft(&draft);
    let mut theirs = base();
    theirs.channels[1].name = Some("theirs".into());
    world.others(&theirs).await;
    world.pull().await.unwrap();
    draft.channels[1].name = Some("theirs".into());
    assert_eq!(
        routing_of(&world.mirror.export().unwrap()),
        routing_of(&draft)
    );
    assert!(world.mirror.undo().unwrap().is_none());
    draft.channels[2].name = Some("after".into());
    world.draft(&draft);
    assert!(world.mirror.undo().unwrap().is_some());
    assert!(world.mirror.undo().unwrap().is_none());
    let path = world.path();
    drop(world.mirror);
    assert!(Mirror::open(&path).unwrap().remote().unwrap().is_some());
}
