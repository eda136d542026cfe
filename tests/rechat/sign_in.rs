use super::*;

#[test]
fn before_the_first_sign_in_there_are_settings_to_begin_with_and_nothing_is_called() {
    let computer = Computer::new();
    let app = computer.start();
    let status = app.status();
    assert_eq!(status.settings.web, "https://app.rechat.com");
    assert_eq!(status.settings.api, "https://api.rechat.com");
    assert_eq!(status.settings.client_id, "");
    assert_eq!(status.sign_in, SignInState::SignedOut);
    assert_eq!(status.tokens, TokenPlace::Unknown);
    assert_eq!(status.line, Line::Untried);
    assert_eq!(status.rules, RulesEndpoint::Unknown);
    assert_eq!((status.pulled_at, status.my_changes), (None, None));
    assert_eq!(app.pull().unwrap_err().code, Code::NotSignedIn);
    assert!(wait(app.rechat.plan_again()).unwrap().is_none());
    assert_eq!(computer.requests(), 0);
}

#[test]
fn settings_that_cannot_be_used_are_named_before_a_browser_opens() {
    let computer = Computer::new();
    let app = computer.start();
    let wrong = [
        ("web", "http://rechat.example"),
        ("api", "api.rechat.com"),
        ("api", "https://me:secret@api.example"),
        ("client_id", "  "),
    ];
    for (place, text) in wrong {
        let mut settings = computer.settings();
        let field = match place {
            "web" => &mut settings.web,
            "api" => &mut settings.api,
            _ => &mut settings.client_id,
        };
        *field = text.to_owned();
        let refused = wait(
            app.rechat
                .sign_in(settings, None, |_| panic!("a browser opened")),
        );
        let refused = refused.unwrap_err();
        assert_eq!(refused.code, Code::BadSettings);
        assert_eq!(refused.place.as_deref(), Some(place));
    }
}

#[test]
fn a_sign_in_is_there_after_a_restart_and_gone_after_a_sign_out() {
    let computer = Computer::new();
    let app = computer.start();
    let pages = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&pages);
    let status = wait(app.rechat.sign_in(
        computer.settings(),
        Some(SECRET.to_owned()),
        move |page| seen.lock().unwrap().push(page),
    ))
    .unwrap();
    let page = pages.lock().unwrap().pop().unwrap();
    assert!(page.opened && page.page.starts_with(&computer.url));
    assert!(!page.page.contains(SECRET));
    let signed_in = status.sign_in.clone();
    assert!(
        matches!(&signed_in, SignInState::SignedIn { who: Some(_), brokerage } if brokerage == "Adler & Associates"),
        "{signed_in:?}"
    );
    assert_eq!(status.tokens, TokenPlace::KeyStore);
    assert_eq!(status.elsewhere, None);
    assert_eq!(status.settings.api, format!("{}/", computer.url));
    assert!(computer.kept("adler").unwrap().client_secret.is_some());

    drop(app);
    let app = computer.start();
    assert_eq!(app.status().sign_in, signed_in);
    app.pull().unwrap();
    let out = wait(app.rechat.sign_out()).unwrap();
    assert_eq!(out.sign_in, SignInState::SignedOut);
    assert_eq!(out.settings.client_id, CLIENT, "settings are no secret");
    assert_eq!(computer.kept("adler"), None);
    assert_eq!(app.pull().unwrap_err().code, Code::NotSignedIn);
    drop(app);
    assert_eq!(computer.start().status().sign_in, SignInState::SignedOut);
}

#[test]
fn no_file_of_the_app_holds_a_token_or_the_secret() {
    let computer = Computer::new();
    let app = computer.connected();
    app.rename(&sample::adler().channels[0].id, "Renamed");
    let plan = app.review().plan;
    app.push(&plan).unwrap();
    let tokens = computer.kept("adler").unwrap();
    drop(app);
    let planted = [
        SECRET.to_owned(),
        tokens.access.reveal().to_owned(),
        tokens.refresh.unwrap().reveal().to_owned(),
    ];
    let holds = |text: &[u8], what: &str| {
        text.windows(what.len())
            .any(|piece| piece == what.as_bytes())
    };
    assert!(
        holds(planted.concat().as_bytes(), &planted[1]),
        "the search finds"
    );
    let mut files = 0;
    for entry in std::fs::read_dir(computer.folder.path()).unwrap() {
        let text = std::fs::read(entry.unwrap().path()).unwrap();
        files += 1;
        assert!(planted.iter().all(|secret| !holds(&text, secret)));
    }
    assert!(files >= 1);
}

#[test]
fn without_a_key_store_each_session_asks_again() {
    let mut computer = Computer::new();
    computer.keys = None;
    let app = computer.connected();
    let TokenPlace::ThisSession { why } = app.status().tokens else {
        panic!("nothing keeps tokens here");
    };
    assert!(why.contains("no key store answers"), "{why}");
    app.pull().unwrap();
    drop(app);
    let app = computer.start();
    let status = app.status();
    assert_eq!(status.sign_in, SignInState::SignedOut);
    assert!(
        status.pulled_at.is_some(),
        "the mirror is there all the same"
    );
    app.sign_in(&computer).unwrap();
    app.pull().unwrap();
}

#[test]
fn a_token_renewed_during_a_pull_is_the_one_that_is_gone_on_with() {
    for has_keys in [true, false] {
        let mut computer = Computer::new();
        if !has_keys {
            computer.keys = None;
        }
        let app = computer.start();
        app.sign_in(&computer).unwrap();
        for _ in 0..2 {
            computer.fault(r#"{"fault":"expire","path":"/brands/*/leads/channels"}"#);
            app.pull().unwrap();
            computer.fault(r#"{"fault":"expire","path":"/brands/*/leads/channels"}"#);
            app.review();
        }
        assert!(matches!(app.status().sign_in, SignInState::SignedIn { .. }));
    }
}

#[test]
fn a_sign_in_at_another_host_forgets_the_one_before() {
    let first = Computer::new();
    let app = first.connected();
    assert!(first.kept("adler").is_some());
    // The same brokerage, moved.
    let mut second = Computer::new();
    second.keys = first.keys.clone();
    let signed_in = wait(
        app.rechat
            .sign_in(second.settings(), Some(SECRET.to_owned()), |_| {}),
    );
    assert_eq!(signed_in.unwrap().elsewhere, None);
    assert_eq!(first.kept("adler"), None);
    assert!(second.kept("adler").is_some());
    assert!(app.pull().unwrap().changes.is_empty());
}

#[test]
fn a_refusal_and_a_stop_leave_everything_as_it_was() {
    let computer = Computer::new();
    let app = computer.start();
    computer.person(Person::Refuses);
    let refused = app.sign_in(&computer).unwrap_err();
    assert_eq!(refused.code, Code::SignInFailed);
    assert!(refused.message.contains("declined"), "{}", refused.message);

    computer.person(Person::Leaves);
    let stopper = app.rechat.clone();
    let stopped = wait(app.rechat.sign_in(
        computer.settings(),
        Some(SECRET.to_owned()),
        move |page| {
            let waiting = SignInState::Waiting { page: page.page };
            let stopper = stopper.clone();
            tauri::async_runtime::spawn(async move {
                assert_eq!(stopper.status().await.unwrap().sign_in, waiting);
                stopper.stop();
            });
        },
    ));
    assert_eq!(stopped.unwrap_err().code, Code::Stopped);
    let status = app.status();
    assert_eq!(status.sign_in, SignInState::SignedOut);
    assert_eq!(status.busy, None);
    assert_eq!(computer.kept("adler"), None);
}

#[test]
fn an_expired_token_is_renewed_and_an_ended_sign_in_asks_for_a_new_one() {
    let mut computer = Computer::new();
    let app = computer.connected();
    let before = computer.kept("adler").unwrap();
    computer.fault(r#"{"fault":"expire","path":"/brands/*/leads/channels"}"#);
    app.pull().unwrap();
    let renewed = computer.kept("adler").unwrap();
    assert!(before.access != renewed.access && before.refresh != renewed.refresh);

    // A server that has forgotten everybody, at the same address.
    let port = computer.url.rsplit(':').next().unwrap().parse().unwrap();
    computer.gone();
    let options = Options { port, ..options() };
    computer.server = Some(wait(sandbox::serve(&sample::adler(), options)).unwrap());
    let ended = app.pull().unwrap_err();
    assert_eq!(harmless(&ended, &sample::adler()), Code::NotSignedIn);
    assert!(matches!(app.status().sign_in, SignInState::Ended { .. }));
    assert_eq!(app.pull().unwrap_err().code, Code::NotSignedIn);
    // The secret is still with the tokens.
    wait(app.rechat.sign_in(app.status().settings, None, |_| {})).unwrap();
    app.pull().unwrap();
}
