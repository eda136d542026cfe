//! SIGKILL from outside at every point of the journal: before and after each note is written, so
//! before a request, after the server applied it and before its reply is recorded.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use mirror::Mirror;
use mirror::rechat::StepState;
use sync::plan::{Plan, review};
use sync::push::{begin, known_channels, of_plan, refusal, run};
use sync::{Known, Pull};

use crate::edits::base;
use crate::faults::writes;
use crate::world::{TOKEN, World, client, routing_of};

const MIRROR: &str = "SYNC_TEST_MIRROR";
const URL: &str = "SYNC_TEST_URL";
const STOP_AT: &str = "SYNC_TEST_STOP_AT";

fn draft() -> routing::Book {
    let mut draft = base();
    draft.channels[0].name = Some("Renamed".into());
    draft.channels[0].rules.swap(0, 2);
    let mut new = draft.channels[2].clone();
    new.id = "new-one".into();
    for rule in &mut new.rules {
        rule.id.push_str("-copy");
    }
    draft.channels.push(new);
    draft.channels.remove(1);
    draft
}

/// Stands still for ever at one point: where the parent kills it.
fn pass(point: &mut usize, stop_at: usize) {
    if *point == stop_at {
        println!("at the point");
        std::io::stdout().flush().unwrap();
        loop {
            std::thread::park();
        }
    }
    *point += 1;
}

/// In the child: the push of the plan beside the mirror, up to the point it is killed at.
#[test]
fn child() {
    let Ok(mirror) = std::env::var(MIRROR) else {
        return;
    };
    let client = client(&std::env::var(URL).unwrap(), TOKEN);
    let stop_at: usize = std::env::var(STOP_AT).unwrap().parse().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let path = Path::new(&mirror);
    let plan = std::fs::read_to_string(path.with_extension("plan")).unwrap();
    let plan = Plan::read(&plan).unwrap();
    let mut mirror = Mirror::open(path).unwrap();
    let mut point = 0;
    runtime.block_on(async {
        let known = Known::of(&mirror).unwrap();
        let theirs = Pull::new(client.clone(), known, Default::default())
            .run(&mut |_| {})
            .await
            .unwrap();
        let now = review(&mirror, theirs).unwrap();
        pass(&mut point, stop_at);
        begin(&mut mirror, &plan, &now, "child").unwrap();
        pass(&mut point, stop_at);
        let push = mirror.open_push().unwrap().unwrap();
        let number = push.number;
        let mut journal = |step, state, result: Option<&str>| {
            pass(&mut point, stop_at);
            mirror.note_step(number, step, state, result)?;
            pass(&mut point, stop_at);
            Ok(())
        };
        run(&client, &push, now.theirs.versions, &mut journal)
            .await
            .unwrap();
    });
    println!("no such point");
    std::io::stdout().flush().unwrap();
    loop {
        std::thread::park();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_killed_anywhere_sends_what_is_missing_and_nothing_twice() {
    let mut found = BTreeSet::new();
    for stop_at in 0.. {
        let mut world = World::new(&base()).await;
        world.pull().await.unwrap();
        world.draft(&draft());
        let shown = world.plan().await.unwrap().plan;
        std::fs::write(world.path().with_extension("plan"), shown.write()).unwrap();
        world.control("DELETE", "requests", None).await;
        let path = world.path();
        // The child is the only writer while it lives.
        let elsewhere = world.folder.path().join("elsewhere.mirror");
        world.mirror = Mirror::open_or_create(&elsewhere).unwrap();

        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "kill::child", "--nocapture", "--test-threads=1"])
            .env(MIRROR, &path)
            .env(URL, &world.server.url)
            .env(STOP_AT, stop_at.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (is_point, out) = tokio::task::spawn_blocking(move || {
            let mut lines = out.lines();
            loop {
                let line = lines.next().unwrap().unwrap();
                if line.ends_with("at the point") || line.ends_with("no such point") {
                    return (line.ends_with("at the point"), lines);
                }
            }
        })
        .await
        .unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        drop(out);

        world.mirror = Mirror::open(&path).unwrap();
        match of_plan(&world.mirror, &shown).unwrap() {
            Some(push) => {
                found.extend(push.steps.iter().map(|step| step.state.name()));
                let versions = known_channels(&world.mirror).unwrap();
                assert!(world.go_on(&push, versions).await.unwrap().done);
            }
            None => {
                let review = world.plan().await.unwrap();
                let confirmed = shown.deletions.iter().map(|d| d.channel.clone()).collect();
                assert_eq!(refusal(&shown, &review.plan, &confirmed), None);
                assert!(
                    world
                        .push_plan(&shown, &review)
                        .await
                        .unwrap()
                        .unwrap()
                        .done
                );
            }
        }
        assert_eq!(
            routing_of(&world.server().await),
            routing_of(&draft()),
            "{stop_at}"
        );
        assert!(world.plan().await.unwrap().plan.empty);
        let counts = world.control("GET", "requests", None).await;
        assert_eq!(
            writes(&counts),
            shown.steps.len(),
            "killed at {stop_at}: {counts}"
        );
        if !is_point {
            assert_eq!(stop_at, 2 + 4 * shown.steps.len());
            break;
        }
    }
    for state in [StepState::Waiting, StepState::Sent, StepState::Done] {
        assert!(
            found.contains(state.name()),
            "no kill left a step {}",
            state.name()
        );
    }
}
