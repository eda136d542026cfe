use std::fs;

use sandbox::{Options, ServeError, StateError, serve};
use serde_json::json;

use crate::house::{ELM, ONE, Sandbox, TOKEN, channel, house, options, rules};

fn kept(path: &std::path::Path) -> Options {
    Options {
        state: Some(path.to_path_buf()),
        ..options()
    }
}

fn zip(number: u32) -> serde_json::Value {
    json!({ "email": format!("{number}@example.com"), "address": { "postal_code": "75205" } })
}

#[test]
fn a_restart_goes_on_where_it_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state");
    let sandbox = Sandbox::with(kept(&path));
    assert!(!sandbox.goes_on());
    sandbox
        .send("PUT", &channel("house", ONE), json!({ "name": "Web" }))
        .data();
    sandbox.send("PUT", &rules("elm", ELM), json!([])).data();
    let lead = sandbox.lead(ONE, zip(1));
    assert_eq!(sandbox.landed(), json!(["assigned", "r-zip", ["ada"]]));
    sandbox.lead(ONE, zip(2));
    sandbox.lead(ONE, zip(3));
    sandbox.lead(
        ONE,
        json!({ "email": "rich@example.com", "listing": { "price": 2_000_000 } }),
    );
    let before = sandbox.book();
    let list = sandbox.get("/brands/house/leads/channels").json();
    sandbox.shutdown();

    // Another book makes no difference to a state that is there.
    let mut other = house();
    other.channels.clear();
    let sandbox = Sandbox::of(&other, kept(&path));
    assert!(sandbox.goes_on());
    assert_eq!(sandbox.book(), before);
    assert_eq!(
        sandbox.get("/brands/house/leads/channels").json(),
        list,
        "times too"
    );
    sandbox.lead(ONE, zip(4));
    assert_eq!(
        sandbox.landed(),
        json!(["assigned", "r-zip", ["ada"]]),
        "the fourth turn of three"
    );
    sandbox.lead(
        ONE,
        json!({ "email": "r2@example.com", "listing": { "price": 2_000_000 } }),
    );
    assert_eq!(
        sandbox.landed(),
        json!(["inbox", "fallback", []]),
        "the cap of the day"
    );
    sandbox.lead(ONE, json!({ "email": "2@example.com" }));
    assert_eq!(sandbox.landed(), json!(["assigned", "returning", ["ben"]]));
    let reply = sandbox.send("PUT", &format!("/leads/{lead}/assignees"), json!([]));
    assert_eq!(reply.status, 200);
}

#[test]
fn a_grant_outlives_a_restart_and_no_token_is_in_the_state() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state");
    let sandbox = Sandbox::with(kept(&path));
    let redirect = "http://127.0.0.1:9/";
    let ask = format!("/oauth2/auth?client_id=app&response_type=code&redirect_uri={redirect}");
    let page = sandbox.get(&ask).text;
    let (_, rest) = page.split_once("name=\"request\" value=\"").unwrap();
    let request = rest.split_once('"').unwrap().0;
    let answer = format!("request={request}&brand=house&answer=accept");
    let reply = sandbox.call("POST", "/oauth2/auth", &answer);
    let (_, code) = reply
        .header("location")
        .unwrap()
        .split_once("code=")
        .unwrap();
    let code = code.split_once('&').unwrap().0;
    let body =
        format!("grant_type=authorization_code&code={code}&redirect_uri={redirect}&client_id=app");
    let pair = sandbox.call("POST", "/oauth2/token", &body).json();
    let [access, refresh] =
        ["access_token", "refresh_token"].map(|key| pair[key].as_str().unwrap());
    sandbox.shutdown();

    let sandbox = Sandbox::with(kept(&path));
    let bearer = format!("Bearer {access}");
    let headers = [("authorization", &*bearer)];
    let users = sandbox
        .try_call("GET", "/brands/house/users", &headers, "")
        .unwrap();
    assert_eq!(users.status, 200);
    let body = format!("grant_type=refresh_token&refresh_token={refresh}&client_id=app");
    assert_eq!(sandbox.call("POST", "/oauth2/token", &body).status, 200);
    sandbox.shutdown();
    let mut looked_at = 0;
    for file in fs::read_dir(folder.path()).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        for secret in [access, refresh, TOKEN, code] {
            let secret = secret.as_bytes();
            assert!(!bytes.windows(secret.len()).any(|some| some == secret));
        }
        looked_at += bytes.len();
    }
    assert!(looked_at > 10_000);
}

#[test]
fn a_state_is_one_sandboxs_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state");
    let sandbox = Sandbox::with(kept(&path));
    let second = open(kept(&path));
    assert!(
        matches!(second, Err(ServeError::State(StateError::Locked { .. }))),
        "{second:?}"
    );
    sandbox.shutdown();
    Sandbox::with(kept(&path)).shutdown();
}

#[test]
fn what_is_no_state_of_ours_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    fs::write(&path, "these are my notes, more than a few bytes of them").unwrap();
    let opened = open(kept(&path));
    assert!(
        matches!(opened, Err(ServeError::State(StateError::Foreign { .. }))),
        "{opened:?}"
    );
    assert!(
        fs::read_to_string(&path)
            .unwrap()
            .starts_with("these are my notes")
    );

    let nowhere = folder.path().join("no/such/folder/state");
    let Err(error) = open(kept(&nowhere)) else {
        panic!()
    };
    assert!(matches!(error, ServeError::State(_)), "{error:?}");
    // Whoever tells of it appends what lies beneath.
    let mut said = error.to_string();
    let mut beneath = std::error::Error::source(&error);
    while let Some(deeper) = beneath {
        said.push_str(&format!(": {deeper}"));
        beneath = deeper.source();
    }
    assert_eq!(said.matches("unable to open").count(), 1, "{said}");
}

#[test]
fn a_port_that_is_taken_is_named() {
    let sandbox = Sandbox::new();
    let port = sandbox.url.rsplit_once(':').unwrap().1.parse().unwrap();
    let taken = open(Options { port, ..options() });
    let Err(error) = taken else { panic!() };
    assert!(error.to_string().contains(&port.to_string()), "{error}");
}

/// Whether a sandbox of the house starts; it does not stay.
fn open(options: Options) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let running = serve(&house(), options).await?;
        running.shutdown().await;
        Ok(())
    })
}
