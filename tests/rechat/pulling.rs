use super::*;
use crate::session::LISTINGS;

#[test]
fn a_pull_says_what_came_and_what_became_of_the_draft() {
    let computer = Computer::new();
    let app = computer.start();
    app.sign_in(&computer).unwrap();
    app.rename(LISTINGS, "Renamed before the first pull");
    let stages = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&stages);
    let pulled = wait(app.rechat.pull(move |step| seen.lock().unwrap().push(step))).unwrap();
    assert!(
        pulled.words.starts_with("Pulled Adler & Associates: 1"),
        "{}",
        pulled.words
    );
    assert!(!pulled.another_mirror && pulled.requests > 3);
    assert_eq!(
        pulled.conflicts, 1,
        "both have a name for it, and no pull says who was first"
    );
    assert!(
        pulled.draft.contains("until you choose"),
        "{}",
        pulled.draft
    );
    let stages = stages.lock().unwrap();
    for stage in [PullStage::Channels, PullStage::Rules] {
        assert!(stages.iter().any(|step| step.stage == stage), "{stage:?}");
    }
    let status = app.status();
    assert_eq!(status.line, Line::Up);
    assert_eq!(status.rules, RulesEndpoint::Present);
    assert!(status.pulled_at.is_some());
    let opened = app.session().opened().unwrap();
    assert!(!opened.is_sample, "it is Rechat's by now");

    computer.others(|book| book.channels[0].name = Some("Theirs".into()));
    let pulled = app.pull().unwrap();
    assert_eq!(pulled.changes.len(), 1);
    assert!(pulled.changes[0].words.contains("Theirs"));
}

#[test]
fn changes_are_counted_against_the_last_pull() {
    let computer = Computer::new();
    let app = computer.connected();
    let changes = |app: &App| app.status().my_changes;
    assert_eq!(changes(&app), Some(0));
    app.rename(LISTINGS, "Mine");
    assert_eq!(changes(&app), Some(1));
    app.session().undo().unwrap();
    assert_eq!(changes(&app), Some(0));
    app.session().redo().unwrap();
    let pulled = app.pull().unwrap();
    assert_eq!(pulled.draft, "Your change stands over what Rechat says.");
    assert_eq!(changes(&app), Some(1));
}

/// Still on its way when the others are answered, so that a stop finds something to stop.
const ONE_SLOW_CALL: &str = r#"{"fault":"latency=5s","path":"/brands/*/leads/channels/*/rules"}"#;

#[test]
fn a_stopped_pull_leaves_the_data_as_it_was_and_goes_on_where_it_broke_off() {
    let computer = Computer::new();
    let app = computer.connected();
    let all = {
        computer.requests();
        app.pull().unwrap();
        computer.requests()
    };
    computer.others(|book| book.channels[0].name = Some("Theirs".into()));
    app.rename(LISTINGS, "Mine");
    let (before, status) = (app.draft(&computer), app.status());
    computer.fault(ONE_SLOW_CALL);
    let stopper = app.rechat.clone();
    let stopped = wait(app.rechat.pull(move |step| {
        if step.stage == PullStage::Rules {
            stopper.stop();
        }
    }));
    assert_eq!(stopped.unwrap_err().code, Code::Stopped);
    let after = app.status();
    assert_eq!(app.draft(&computer), before);
    assert_eq!(
        (after.pulled_at, after.my_changes),
        (status.pulled_at, status.my_changes)
    );
    assert_eq!(after.interrupted_pull.unwrap().stage, PullStage::Rules);
    assert_eq!(after.busy, None);

    computer.requests();
    let pulled = app.pull().unwrap();
    assert!(computer.requests() < all, "what was read is not read again");
    assert!(pulled.draft.starts_with("Your"), "{}", pulled.draft);
    assert_eq!(app.status().interrupted_pull, None);
}

#[test]
fn a_pull_stopped_while_it_is_written_changes_nothing_and_reads_nothing_again() {
    let computer = Computer::new();
    let app = computer.connected();
    computer.others(|book| book.channels[0].name = Some("Theirs".into()));
    app.rename(LISTINGS, "Mine");
    let (before, pulled_at) = (app.draft(&computer), app.status().pulled_at);
    let stop = || {
        let stopper = app.rechat.clone();
        let stopped = wait(app.rechat.pull(move |step| {
            if step.stage == PullStage::Writing {
                stopper.stop();
            }
        }));
        assert_eq!(stopped.unwrap_err().code, Code::Stopped);
        assert_eq!(app.draft(&computer), before);
        let status = app.status();
        assert_eq!((status.pulled_at, status.busy), (pulled_at.clone(), None));
        let stage = status.interrupted_pull.unwrap().stage;
        assert_eq!(stage, PullStage::Writing);
    };
    stop();
    computer.requests();
    stop();
    let pulled = app.pull().unwrap();
    assert_eq!(computer.requests(), 0);
    assert!(pulled.draft.starts_with("Your"), "{}", pulled.draft);
    assert_eq!(app.status().interrupted_pull, None);
    let left = std::fs::read_dir(computer.folder.path()).unwrap();
    let names = left.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(names.filter(|name| name.ends_with(".pull")).count() == 0);
}

#[test]
fn a_pull_that_ended_with_the_app_goes_on_where_it_was() {
    let computer = Computer::new();
    let app = computer.connected();
    computer.requests();
    app.pull().unwrap();
    let all = computer.requests();
    computer.fault(ONE_SLOW_CALL);
    let stopper = app.rechat.clone();
    wait(app.rechat.pull(move |step| {
        if step.stage == PullStage::Rules {
            stopper.stop();
        }
    }))
    .unwrap_err();
    drop(app);
    let app = computer.start();
    computer.requests();
    app.pull().unwrap();
    assert!(computer.requests() < all);
    let left = std::fs::read_dir(computer.folder.path()).unwrap();
    let names = left.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(names.filter(|name| name.ends_with(".pull")).count() == 0);
}

#[test]
fn editing_and_simulating_go_on_while_rechat_is_slow() {
    let computer = Computer::new();
    let app = computer.connected();
    computer.fault(r#"{"fault":"latency=400ms","path":"/brands/*/leads/channels/*/rules"}"#);
    let (session, edited) = (app.session(), Arc::new(Mutex::new(0)));
    let counted = Arc::clone(&edited);
    let began = std::time::Instant::now();
    let lead = crate::session::lead(&session, "listing-inquiry");
    wait(app.rechat.pull(move |step| {
        if step.stage == PullStage::Channels && step.done == step.total {
            let edit = Edit::RenameChannel {
                channel: LISTINGS.to_owned(),
                name: Some("Meanwhile".into()),
            };
            session.edit(edit).unwrap();
            session.simulate(&lead).unwrap();
            *counted.lock().unwrap() += 1;
            assert!(
                began.elapsed() < Duration::from_millis(400),
                "before Rechat answers"
            );
        }
    }))
    .unwrap();
    assert!(*edited.lock().unwrap() > 0);
    assert!(app.draft(&computer).contains("Meanwhile"));
    assert_eq!(app.status().my_changes, Some(1));
}

#[test]
fn without_rechat_it_is_a_state_and_everything_else_works() {
    let mut computer = Computer::new();
    let app = computer.connected();
    let pulled_at = app.status().pulled_at;
    computer.gone();
    let offline = app.pull().unwrap_err();
    assert_eq!(harmless(&offline, &sample::adler()), Code::Offline);
    let first = app.status();
    let Line::Down { since, why } = &first.line else {
        panic!("{:?}", first.line);
    };
    assert!(why.contains("cannot be reached"), "{why}");
    assert_eq!(first.pulled_at, pulled_at);
    assert!(matches!(first.sign_in, SignInState::SignedIn { .. }));
    app.rename(LISTINGS, "Offline");
    assert_eq!(app.status().my_changes, Some(1));
    let again = wait(app.rechat.review(|_| {})).unwrap_err();
    assert_eq!(again.code, Code::Offline);
    let later = app.status();
    assert!(matches!(&later.line, Line::Down { since: still, .. } if still == since));
    let review = wait(app.rechat.plan_again()).unwrap().unwrap();
    assert_eq!(review.mine.len(), 1, "over what was pulled last");
    drop(app);
    let app = computer.start();
    let review = wait(app.rechat.plan_again()).unwrap().unwrap();
    assert_eq!(review.mine.len(), 1, "after a restart too");
    assert_eq!(Some(review.fetched_at), app.status().pulled_at);
    let refused = app.push(&review.plan).unwrap_err();
    assert_eq!(refused.code, Code::Offline);
}

#[test]
fn a_conflict_is_one_without_a_line_and_after_a_restart_too() {
    let mut computer = Computer::new();
    let app = computer.connected();
    app.rename(LISTINGS, "Mine");
    computer.others(|book| {
        let listings = book.channels.iter_mut().find(|known| known.id == LISTINGS);
        listings.unwrap().name = Some("Theirs".into());
    });
    app.pull().unwrap();
    drop(app);
    computer.gone();

    let app = computer.start();
    let review = wait(app.rechat.plan_again()).unwrap().unwrap();
    let [conflict] = review.conflicts.as_slice() else {
        panic!("{:?}", review.conflicts);
    };
    assert_eq!((&*conflict.mine, &*conflict.theirs), ("Mine", "Theirs"));
    assert_eq!(review.mine, Vec::new(), "nothing is called a plain change");
    let chosen = wait(app.rechat.choose_side(conflict.id.clone(), Side::Mine)).unwrap();
    assert_eq!(chosen.mine.len(), 1);
    let refused = app.push(&chosen.plan).unwrap_err();
    assert_eq!(refused.code, Code::Offline, "what is sent is read anew");
}
