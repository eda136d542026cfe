use mirror::Mirror;
use mirror::rechat::StepState as Noted;

use super::*;
use crate::session::LISTINGS;

fn name_of(book: &Book, channel: &str) -> String {
    let mut channels = book.channels.iter();
    let found = channels.find(|known| known.id == channel).unwrap();
    found.name.clone().unwrap()
}

fn set_name(book: &mut Book, channel: &str, name: &str) {
    let mut channels = book.channels.iter_mut();
    let found = channels.find(|known| known.id == channel).unwrap();
    found.name = Some(name.to_owned());
}

/// A channel beside the listings'.
fn second() -> String {
    let mut channels = sample::adler().channels.into_iter();
    channels.find(|known| known.id != LISTINGS).unwrap().id
}

fn delete_channel(app: &App, channel: &str) {
    let edit = Edit::DeleteChannel {
        channel: channel.to_owned(),
    };
    app.session().edit(edit).unwrap();
}

#[test]
fn what_was_reviewed_is_pushed_and_read_back_and_taken_back() {
    let computer = Computer::new();
    let app = computer.connected();
    app.rename(LISTINGS, "Mine");
    let edit = Edit::MoveRule {
        rule: "r-zillow".to_owned(),
        channel: None,
        before: Some("r-luxury".to_owned()),
    };
    app.session().edit(edit).unwrap();
    let review = app.review();
    assert!(!review.empty && review.conflicts.is_empty() && review.sheet.is_none());
    assert_eq!((review.mine.len(), review.theirs.len()), (2, 0));
    let changed: Vec<_> = review
        .samples
        .iter()
        .filter(|sample| sample.changed)
        .collect();
    assert!(!review.samples.is_empty());
    for sample in changed {
        assert_eq!(sample.base, sample.theirs);
        assert_ne!(sample.theirs, sample.merged);
    }

    let news = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&news);
    let pushed = wait(
        app.rechat
            .push(review.plan.clone(), Vec::new(), move |said| {
                heard.lock().unwrap().push(said);
            }),
    )
    .unwrap();
    assert_eq!(pushed.outcome, PushOutcome::Done);
    assert_eq!(
        pushed.words,
        "2 of 2 steps done. Rechat says what the draft says."
    );
    assert!((&pushed.differs, &pushed.missing) == (&Vec::new(), &Vec::new()));
    let news = news.lock().unwrap();
    let begun = news
        .iter()
        .position(|said| matches!(said, PushNews::Begun { .. }))
        .unwrap();
    assert!(matches!(news[begun - 1], PushNews::Checking { .. }));
    assert!(matches!(
        news[begun + 1],
        PushNews::Step {
            step: 0,
            state: StepState::Sent,
            ..
        }
    ));
    assert!(matches!(news.last(), Some(PushNews::ReadingBack)));

    assert_eq!(name_of(&computer.book(), LISTINGS), "Mine");
    let status = app.status();
    assert_eq!((status.my_changes, status.push.is_none()), (Some(0), true));
    assert!(app.review().empty);
    assert!(app.pull().unwrap().changes.is_empty());

    let audit = wait(app.rechat.audit()).unwrap();
    assert_eq!((audit.len(), audit[0].outcome), (1, AuditOutcome::Done));
    assert_eq!((audit[0].changes.len(), audit[0].calls.len()), (2, 2));
    assert!(audit[0].calls.iter().all(|call| call.channel != LISTINGS));
    let file = computer.path("pushes.json");
    wait(app.rechat.export_audit(file.display().to_string())).unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("\"update_channel\"") && !text.contains(LISTINGS));
    let nowhere = computer.path("no/such/folder.json").display().to_string();
    let refused = wait(app.rechat.export_audit(nowhere)).unwrap_err();
    assert_eq!(refused.code, Code::FileUnwritable);

    // Back to before it: an edit like any other, reviewed and pushed like any other.
    let edits = wait(app.rechat.go_back_before(audit[0].push)).unwrap();
    assert!(edits.undo.unwrap().starts_with("Went back"));
    let review = app.review();
    assert_eq!(review.mine.len(), 2);
    app.push(&review.plan).unwrap();
    let (now, was) = (computer.book(), sample::adler());
    assert_eq!(now.channels, was.channels);
    let again = wait(app.rechat.go_back_before(audit[0].push)).unwrap_err();
    assert_eq!(again.code, Code::NothingToPush);
    assert_eq!(
        wait(app.rechat.go_back_before(99)).unwrap_err().code,
        Code::NotFound
    );
}

#[test]
fn a_conflict_waits_for_its_side_and_the_choice_is_kept() {
    for side in [Side::Mine, Side::Theirs] {
        let computer = Computer::new();
        let app = computer.connected();
        app.rename(LISTINGS, "Mine");
        computer.others(|book| set_name(book, LISTINGS, "Theirs"));
        let review = app.review();
        let conflict = &review.conflicts[0];
        assert!(conflict.mine.contains("Mine") && conflict.theirs.contains("Theirs"));
        let refused = app.push(&review.plan).unwrap_err();
        assert_eq!(harmless(&refused, &sample::adler()), Code::OpenConflicts);
        wait(app.rechat.plan_again()).unwrap();
        let chosen = wait(app.rechat.choose_side(conflict.id.clone(), side)).unwrap();
        assert_eq!(chosen.conflicts[0].chosen, Some(side));
        drop(app);

        let app = computer.start();
        let review = app.review();
        assert_eq!(
            review.conflicts[0].chosen,
            Some(side),
            "after a restart too"
        );
        let pushed = app.push(&review.plan).unwrap();
        assert_eq!(pushed.outcome, PushOutcome::Done);
        let name = match side {
            Side::Mine => "Mine",
            Side::Theirs => "Theirs",
        };
        assert_eq!(name_of(&computer.book(), LISTINGS), name);
        assert!(app.draft(&computer).contains(name));
        assert!(app.review().empty);
    }
}

#[test]
fn a_plan_that_no_longer_fits_is_refused_and_reviewed_anew() {
    let computer = Computer::new();
    let app = computer.connected();
    app.rename(LISTINGS, "first");
    let shown = app.review().plan;
    app.rename(LISTINGS, "second");
    let refused = app.push(&shown).unwrap_err();
    assert_eq!(refused.code, Code::StalePlan);
    assert!(
        refused.message.contains("the draft has changed"),
        "{}",
        refused.message
    );

    let shown = wait(app.rechat.plan_again()).unwrap().unwrap().plan;
    computer.others(|book| set_name(book, &second(), "elsewhere"));
    let refused = app.push(&shown).unwrap_err();
    assert_eq!(refused.code, Code::StalePlan);
    assert!(
        refused.message.contains("Rechat has changed"),
        "{}",
        refused.message
    );
    assert_eq!(
        app.push(&shown).unwrap_err().code,
        Code::StalePlan,
        "another was shown since"
    );
    let fresh = wait(app.rechat.plan_again()).unwrap().unwrap();
    assert_eq!(fresh.theirs.len(), 1);
    app.push(&fresh.plan).unwrap();
    assert_eq!(name_of(&computer.book(), LISTINGS), "second");
    assert_eq!(app.push(&fresh.plan).unwrap_err().code, Code::StalePlan);
    let nothing = app.review();
    assert_eq!(
        app.push(&nothing.plan).unwrap_err().code,
        Code::NothingToPush
    );
}

#[test]
fn a_deletion_is_typed_before_it_is_sent() {
    let computer = Computer::new();
    let app = computer.connected();
    let book = sample::adler();
    let gone = book
        .channels
        .iter()
        .find(|known| !known.is_default)
        .unwrap();
    delete_channel(&app, &gone.id);
    let review = app.review();
    assert_eq!(review.deletions[0].type_this, gone.name.clone().unwrap());
    for typed in ["", "something", &gone.id] {
        let confirmed = Confirmation {
            channel: gone.id.clone(),
            typed: typed.to_owned(),
        };
        let plan = wait(app.rechat.plan_again()).unwrap().unwrap().plan;
        let refused = app.push_confirmed(&plan, vec![confirmed]).unwrap_err();
        assert_eq!(harmless(&refused, &book), Code::UnconfirmedDeletions);
    }
    assert!(
        computer
            .book()
            .channels
            .iter()
            .any(|known| known.id == gone.id)
    );
    let plan = wait(app.rechat.plan_again()).unwrap().unwrap();
    let confirmed = Confirmation {
        channel: gone.id.clone(),
        typed: format!(" {} ", plan.deletions[0].type_this),
    };
    app.push_confirmed(&plan.plan, vec![confirmed]).unwrap();
    assert!(
        computer
            .book()
            .channels
            .iter()
            .all(|known| known.id != gone.id)
    );
}

/// Stops the push while Rechat takes its time over the first step.
fn stopped_in_the_middle(computer: &Computer, app: &App) -> AppError {
    app.rename(LISTINGS, "Mine");
    app.rename(&second(), "Mine too");
    let plan = app.review().plan;
    computer.fault(r#"{"fault":"latency=300ms","method":"PUT","path":"/brands/**"}"#);
    let stopper = app.rechat.clone();
    let stopped = wait(app.rechat.push(plan, Vec::new(), move |said| {
        if let PushNews::Step { step: 0, .. } = said {
            stopper.stop();
        }
    }));
    stopped.unwrap_err()
}

#[test]
fn a_stopped_push_ends_its_call_and_goes_on_after_a_restart_and_sends_nothing_twice() {
    let computer = Computer::new();
    let app = computer.connected();
    let stopped = stopped_in_the_middle(&computer, &app);
    assert_eq!(harmless(&stopped, &sample::adler()), Code::Stopped);
    assert!(stopped.message.contains("stands still"));
    let push = app.status().push.unwrap();
    assert_eq!(push.halt, Some(Halt::Interrupted));
    assert_eq!(
        push.steps.iter().map(|step| step.state).collect::<Vec<_>>(),
        [StepState::Done, StepState::Waiting],
        "the answer was waited for, and nothing more was sent"
    );
    for refused in [
        app.pull().unwrap_err(),
        wait(app.rechat.review(|_| {})).unwrap_err(),
        wait(app.rechat.go_back_before(1)).unwrap_err(),
    ] {
        assert_eq!(refused.code, Code::PushUnderWay);
    }
    app.rename(&sample::adler().channels[2].id, "Edited meanwhile");
    drop(app);

    let app = computer.start();
    assert_eq!(app.status().push.unwrap().halt, Some(Halt::Interrupted));
    let pushed = wait(app.rechat.resume_push(|_| {})).unwrap();
    assert_eq!(pushed.outcome, PushOutcome::Done);
    assert!(
        pushed
            .steps
            .iter()
            .all(|step| step.state == StepState::Done)
    );
    assert_eq!(
        app.status().my_changes,
        Some(1),
        "what came meanwhile stays a change"
    );
    let refused = wait(app.rechat.resume_push(|_| {})).unwrap_err();
    assert_eq!(refused.code, Code::NoPushUnderWay);
    assert_eq!(name_of(&computer.book(), &second()), "Mine too");
    assert_eq!(app.review().mine.len(), 1);
}

#[test]
fn a_push_that_is_given_up_keeps_the_other_half_in_the_draft() {
    let computer = Computer::new();
    let app = computer.connected();
    assert_eq!(
        wait(app.rechat.give_up_push()).unwrap_err().code,
        Code::NoPushUnderWay
    );
    stopped_in_the_middle(&computer, &app);
    let given_up = wait(app.rechat.give_up_push()).unwrap();
    assert_eq!(given_up.outcome, PushOutcome::Stopped);
    assert!(
        given_up.words.starts_with("1 of 2 steps done"),
        "{}",
        given_up.words
    );
    assert_eq!(app.status().push.map(|push| push.began_at), None);
    let review = app.review();
    assert!(review.mine.len() <= 1, "{review:#?}");
    let audit = wait(app.rechat.audit()).unwrap();
    assert_eq!(audit[0].outcome, AuditOutcome::Stopped);
}

#[test]
fn somebody_else_in_the_middle_stops_the_push_and_half_of_it_is_told() {
    let computer = Computer::new();
    let app = computer.connected();
    app.rename(LISTINGS, "Mine");
    app.rename(&second(), "Mine too");
    let plan = app.review().plan;
    let edit = format!(
        r#"{{"fault":"other-user","method":"PUT","path":"/brands/**","nth":2,
            "edit":{{"method":"PUT","path":"/brands/adler/leads/channels/{LISTINGS}","body":{{"name":"Theirs"}}}}}}"#
    );
    computer.fault(&edit);
    let pushed = app.push(&plan).unwrap();
    assert_eq!(pushed.outcome, PushOutcome::Stopped);
    assert!(
        pushed.words.contains("step 2 was refused"),
        "{}",
        pushed.words
    );
    assert_eq!(pushed.steps[1].state, StepState::Refused);
    assert_eq!(pushed.missing.len(), 1);
    assert_eq!(
        name_of(&computer.book(), LISTINGS),
        "Theirs",
        "nothing is overwritten unseen"
    );
    let review = app.review();
    assert_eq!(review.conflicts.len(), 1);
}

#[test]
fn a_step_that_cannot_be_decided_waits_for_somebody_to_look() {
    for answer in [StepAnswer::TookEffect, StepAnswer::DidNot] {
        let computer = Computer::new();
        let app = computer.connected();
        let edit = Edit::CreateChannel {
            account: "adler".into(),
            name: Some("Open house".into()),
            id: None,
        };
        let drafted = app.session().edit(edit).unwrap().made[0].clone();
        let plan = app.review().plan;
        // As often as a step is sent.
        computer.fault(r#"{"fault":"reset-before","method":"POST","path":"/brands/**","times":6}"#);
        app.push(&plan).unwrap_err();
        drop(app);
        // As it is left where the server chose an id of its own and its answer was lost.
        let mut mirror = Mirror::open(&computer.path("brokerage.mirror")).unwrap();
        let number = mirror.open_push().unwrap().unwrap().number;
        mirror.note_step(number, 0, Noted::Unknown, None).unwrap();
        drop(mirror);
        computer.others(|book| {
            book.channels.retain(|known| known.id != drafted);
            if answer == StepAnswer::TookEffect {
                let mut made = book.channels[0].clone();
                made.id = "11111111-2222-4333-8444-555555555555".into();
                made.name = Some("Open house".into());
                made.is_default = false;
                made.rules.clear();
                book.channels.push(made);
            }
        });

        let app = computer.start();
        assert_eq!(app.status().push.unwrap().halt, Some(Halt::Undecided));
        let asks = wait(app.rechat.resume_push(|_| {})).unwrap();
        assert_eq!(asks.outcome, PushOutcome::Undecided);
        assert!(asks.words.contains("step 1"), "{}", asks.words);
        let wrong = wait(app.rechat.settle_step(7, answer)).unwrap_err();
        assert_eq!(wrong.code, Code::NotFound);
        let state = wait(app.rechat.settle_step(0, answer)).unwrap();
        assert_eq!(state.halt, Some(Halt::Interrupted));
        let pushed = wait(app.rechat.resume_push(|_| {})).unwrap();
        assert_eq!(pushed.outcome, PushOutcome::Done, "{}", pushed.words);
        let book = computer.book();
        let made: Vec<_> = book
            .channels
            .iter()
            .filter(|known| known.name.as_deref() == Some("Open house"))
            .collect();
        assert_eq!(made.len(), 1, "{answer:?}");
        assert!(app.draft(&computer).contains(&made[0].id));
        assert!(app.review().empty);
    }
}

#[test]
fn whatever_the_line_does_a_push_ends_with_rechat_saying_what_the_draft_says() {
    let faults = [
        "500",
        "503-after",
        "429=1s",
        "reset-before",
        "reset-after",
        "truncate",
        "expire",
    ];
    let mut cut_off = 0;
    for fault in faults {
        let computer = Computer::new();
        let app = computer.connected();
        app.rename(LISTINGS, "Mine");
        app.rename(&second(), "Mine too");
        let plan = app.review().plan;
        // More often than one run tries again.
        computer.fault(&format!(
            r#"{{"fault":"{fault}","method":"PUT","path":"/brands/**","nth":2,"times":8}}"#
        ));
        let mut pushed = app.push(&plan);
        let mut runs = 1;
        while let Err(error) = pushed {
            let code = harmless(&error, &sample::adler());
            assert!(
                matches!(code, Code::Offline | Code::NotSignedIn),
                "{fault}: {error:?}"
            );
            let status = app.status();
            assert_eq!(
                (status.busy, status.push.unwrap().halt),
                (None, Some(Halt::Interrupted))
            );
            if code == Code::NotSignedIn {
                app.sign_in(&computer).unwrap();
            }
            pushed = wait(app.rechat.resume_push(|_| {}));
            cut_off += 1;
            runs += 1;
            assert!(runs < 10, "{fault} never ends");
        }
        assert_eq!(pushed.unwrap().outcome, PushOutcome::Done, "{fault}");
        let book = computer.book();
        assert_eq!(name_of(&book, LISTINGS), "Mine", "{fault}");
        assert_eq!(name_of(&book, &second()), "Mine too", "{fault}");
        assert_eq!(app.status().my_changes, Some(0), "{fault}");
        assert!(app.review().empty, "{fault}");
        assert_eq!(wait(app.rechat.audit()).unwrap().len(), 1, "{fault}");
    }
    assert!(cut_off > 2, "some were cut off: {cut_off}");
}
