use mirror::{Mirror, Reader};
use switchyard_app::launch::Wishes;

use super::*;

#[test]
fn a_brokerage_gets_a_mirror_of_its_own_and_the_sample_stays_as_it_is() {
    let book = other_brokerage();
    let (brand, name) = root(&book);
    let computer = Computer::with(&book, options());
    let brand: &'static str = brand.leak();
    computer.person(Person::Agrees(brand));
    let app = computer.start();
    let sample = app.draft(&computer);
    let status = app.sign_in(&computer).unwrap();
    let Some(Elsewhere::New { brokerage, words }) = status.elsewhere else {
        panic!("{:?}", status.elsewhere);
    };
    assert_eq!(brokerage, name);
    assert!(
        words.contains("Adler & Associates") && words.contains("stays as it is"),
        "{words}"
    );
    assert!(
        matches!(status.tokens, TokenPlace::ThisSession { .. }) && computer.kept(brand).is_none(),
        "no token is kept that no mirror would ever forget"
    );

    let pulled = app.pull().unwrap();
    assert!(pulled.another_mirror);
    let opened = app.session().opened().unwrap();
    assert_eq!(opened.title, name);
    assert!(!opened.is_sample);
    let status = app.status();
    assert_eq!((status.elsewhere, status.my_changes), (None, Some(0)));
    assert_eq!(status.tokens, TokenPlace::KeyStore);
    assert!(computer.kept(brand).is_some());
    assert!(app.review().empty);

    let mirrors = wait(app.rechat.mirrors()).unwrap();
    assert_eq!(mirrors.len(), 2);
    let (mine, other): (Vec<_>, Vec<_>) = mirrors.into_iter().partition(|known| known.is_open);
    assert_eq!(mine[0].title, name);
    assert_eq!(mine[0].api.as_deref(), Some(computer.url.as_str()));
    assert!(mine[0].pulled_at.is_some() && other[0].pulled_at.is_none());
    assert_eq!(other[0].title, "Adler & Associates");

    let next = Wishes::default().start(computer.folder.path());
    assert_eq!(
        next.mirror.display().to_string(),
        mine[0].file,
        "the next start opens it"
    );

    // Back in the sample nobody is signed in, and signing in names the mirror that there is.
    let opened = wait(app.rechat.open_mirror(other[0].file.clone())).unwrap();
    assert!(opened.is_sample);
    assert_eq!(app.draft(&computer), sample);
    assert_eq!(app.status().sign_in, SignInState::SignedOut);
    let status = app.sign_in(&computer).unwrap();
    let Some(Elsewhere::Known { file, .. }) = status.elsewhere else {
        panic!("{:?}", status.elsewhere);
    };
    assert_eq!(file, mine[0].file);
    // Whoever opens the mirror that is open stays in it.
    wait(app.rechat.open_mirror(other[0].file.clone())).unwrap();
    assert_eq!(app.status().sign_in, SignInState::SignedOut);
    app.sign_in(&computer).unwrap();
    let refused = app.pull().unwrap_err();
    assert_eq!(refused.code, Code::AnotherBrokerage);
    assert_eq!(app.draft(&computer), sample);
    wait(app.rechat.open_mirror(file)).unwrap();
    assert!(matches!(app.status().sign_in, SignInState::SignedIn { .. }));
    assert_eq!(app.status().tokens, TokenPlace::KeyStore);
    assert!(!app.pull().unwrap().another_mirror);
}

#[test]
fn a_mirror_of_an_older_layout_is_its_brokerages_home() {
    let book = other_brokerage();
    let computer = Computer::with(&book, options());
    computer.person(Person::Agrees(root(&book).0.leak()));
    let file = computer.path("old.mirror");
    let mut mirror = Mirror::open_or_create(&file).unwrap();
    mirror.begin(&book, &[]).unwrap();
    mirror.close().unwrap();
    let older = rusqlite::Connection::open(&file).unwrap();
    older
        .execute_batch("ALTER TABLE remote DROP COLUMN said; PRAGMA user_version = 4")
        .unwrap();
    older.close().unwrap();
    let unread = AppError::from(Reader::open(&file).unwrap_err());
    assert_eq!(
        (unread.code, unread.help.is_some()),
        (Code::FileUnreadable, true)
    );

    let app = computer.start();
    let status = app.sign_in(&computer).unwrap();
    assert!(matches!(status.elsewhere, Some(Elsewhere::Known { .. })));
    let refused = app.pull().unwrap_err();
    assert_eq!(refused.code, Code::AnotherBrokerage);
    let mirrors = wait(app.rechat.mirrors()).unwrap();
    assert_eq!(mirrors.len(), 2, "no second mirror was made");
    assert!(mirrors.iter().any(|known| known.title == root(&book).1));
    wait(app.rechat.open_mirror(file.display().to_string())).unwrap();
    assert!(!app.pull().unwrap().another_mirror);
}

#[test]
fn nothing_of_a_mirror_goes_to_another_brokerages_rechat() {
    let first = Computer::new();
    let app = first.connected();
    app.rename(crate::session::LISTINGS, "Mine");
    let plan = app.review().plan;
    let mut second = Computer::with(&other_brokerage(), options());
    second.keys = first.keys.clone();
    *first.person.lock().unwrap() = Person::Agrees(root(&other_brokerage()).0.leak());
    let status = app.sign_in(&second).unwrap();
    assert!(matches!(status.elsewhere, Some(Elsewhere::New { .. })));
    second.requests();
    for refused in [
        wait(app.rechat.review(|_| {})).unwrap_err(),
        app.push(&plan).unwrap_err(),
        wait(app.rechat.check_sheet(|_| {})).unwrap_err(),
        wait(app.rechat.resume_push(|_| {})).unwrap_err(),
    ] {
        assert_eq!(refused.code, Code::AnotherBrokerage);
    }
    assert_eq!(second.requests(), 0);
}

#[test]
fn a_book_of_the_brokerage_makes_the_mirror_its_own() {
    let book = other_brokerage();
    let computer = Computer::with(&book, options());
    let brand: &'static str = root(&book).0.leak();
    computer.person(Person::Agrees(brand));
    let app = computer.start();
    app.sign_in(&computer).unwrap();
    let file = computer.path("book.json");
    std::fs::write(&file, book.write()).unwrap();
    app.session().import_book(&file).unwrap();
    assert_eq!(app.status().elsewhere, None);
    let pulled = app.pull().unwrap();
    assert!(!pulled.another_mirror && pulled.conflicts == 0);
    assert!(computer.kept(brand).is_some());
    drop(app);
    let signed_in = computer.start().status().sign_in;
    assert!(matches!(signed_in, SignInState::SignedIn { .. }));
}

#[test]
fn a_pull_that_is_stopped_makes_no_mirror() {
    let book = other_brokerage();
    let computer = Computer::with(&book, options());
    computer.person(Person::Agrees(root(&book).0.leak()));
    let app = computer.start();
    app.sign_in(&computer).unwrap();
    let stopper = app.rechat.clone();
    let stopped = wait(app.rechat.pull(move |_| stopper.stop())).unwrap_err();
    assert_eq!(stopped.code, Code::Stopped);
    assert_eq!(wait(app.rechat.mirrors()).unwrap().len(), 1);
    assert!(app.session().opened().unwrap().is_sample);

    let stopper = app.rechat.clone();
    let stopped = wait(app.rechat.pull(move |step| {
        if step.stage == PullStage::Writing {
            stopper.stop();
        }
    }));
    assert_eq!(stopped.unwrap_err().code, Code::Stopped);
    assert_eq!(wait(app.rechat.mirrors()).unwrap().len(), 1);
    assert!(app.session().opened().unwrap().is_sample);
    computer.requests();
    assert!(app.pull().unwrap().another_mirror);
    assert_eq!(computer.requests(), 0, "all of it was read");
}

#[test]
fn only_mirrors_of_the_list_are_opened_and_none_while_something_is_under_way() {
    let computer = Computer::new();
    let app = computer.connected();
    let strange = computer
        .path("elsewhere/strange.mirror")
        .display()
        .to_string();
    let refused = wait(app.rechat.open_mirror(strange)).unwrap_err();
    assert_eq!(refused.code, Code::NotFound);

    let other = computer.path("other.mirror");
    std::fs::copy(computer.path("brokerage.mirror"), &other).unwrap();
    let (again, file) = (app.rechat.clone(), other.display().to_string());
    let answers = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&answers);
    computer.fault(r#"{"fault":"latency=300ms","path":"/brands/*/leads/channels"}"#);
    wait(app.rechat.pull(move |_| {
        let (again, file, heard) = (again.clone(), file.clone(), Arc::clone(&heard));
        tauri::async_runtime::spawn(async move {
            let opened = again.open_mirror(file).await.map(|opened| opened.title);
            heard.lock().unwrap().push(opened);
        });
    }))
    .unwrap();
    let answers = answers.lock().unwrap();
    let busy = answers.iter().filter_map(|answer| answer.as_ref().err());
    assert!(busy.filter(|error| error.code == Code::Busy).count() > 0);
}
