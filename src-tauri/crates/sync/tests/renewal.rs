//! A sign-in of its own, whose tokens end while a push is under way.

use std::sync::Arc;
use std::time::Duration;

use remote::{Bearer, Client, Limits, Memory, Session, SignIn, TokenStore, Tokens, WebApp};
use routing::Book;
use sandbox::Options;

use crate::edits::base;
use crate::world::{Quick, World, client, routing_of};

/// Signs in as a person does, in a browser that this test is.
async fn signed_in(url: &str) -> (WebApp, Tokens) {
    let app = WebApp::new(url, url, "switchyard", None).unwrap();
    let browser = reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let sign_in = SignIn::begin(&app).await.unwrap();
    let page = browser.get(sign_in.page.clone()).send().await.unwrap();
    let text = page.text().await.unwrap();
    let field = text.split("name=\"request\" value=\"").nth(1).unwrap();
    let request = field.split('"').next().unwrap();
    let answer = browser
        .post(format!("{url}/oauth2/auth"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("request={request}&answer=accept&brand=a"))
        .send()
        .await
        .unwrap();
    let back = answer.headers()["location"].to_str().unwrap().to_owned();
    let visit = tokio::spawn(async move { browser.get(back).send().await });
    let grant = sign_in.finish(Duration::from_secs(5)).await.unwrap();
    visit.await.unwrap().unwrap();
    let tokens = app.exchange(&client(url, ""), &grant).await.unwrap();
    (app, tokens)
}

/// A world whose client has a sign-in with tokens that last so long.
async fn world(expires_in: Duration) -> (World, Arc<Memory>, Tokens) {
    let options = Options {
        expires_in,
        ..Options::default()
    };
    let mut world = World::with(&base(), options).await;
    let url = world.server.url.clone();
    let (app, tokens) = signed_in(&url).await;
    let store = Arc::new(Memory::default());
    let session = Session::new(
        app,
        Arc::clone(&store) as Arc<dyn TokenStore>,
        tokens.clone(),
    );
    let bearer = Bearer::Session(Arc::new(session));
    world.client = Client::new(&url, bearer, Limits::default(), Arc::new(Quick)).unwrap();
    (world, store, tokens)
}

fn draft() -> Book {
    let mut draft = base();
    draft.channels[0].name = Some("Renamed".into());
    draft.channels[1].rules.reverse();
    draft.channels[2].policies.returning_lead_days = 7;
    draft
}

async fn renewals(world: &World) -> u64 {
    let counts = world.control("GET", "requests", None).await;
    let counts: serde_json::Value = serde_json::from_str(&counts).unwrap();
    counts["counts"]["POST /oauth2/token"].as_u64().unwrap_or(0)
}

#[tokio::test]
async fn a_token_that_ends_within_a_push_is_renewed_and_the_push_goes_on() {
    for nth in 1..=3 {
        let (mut world, store, first) = world(Duration::from_secs(3_600)).await;
        world.pull().await.unwrap();
        world.draft(&draft());
        let review = world.plan().await.unwrap();
        assert_eq!(review.plan.steps.len(), 3);
        world.control("DELETE", "requests", None).await;
        let text = format!(r#"{{"fault":"expire","method":"PUT","nth":{nth}}}"#);
        world.fault(&text).await;
        let report = world.push_plan(&review.plan.clone(), &review).await;
        assert!(report.unwrap().unwrap().done);
        assert_eq!(renewals(&world).await, 1);
        let kept = store.load(world.client.api()).unwrap().unwrap();
        assert_ne!(kept.access, first.access);
        assert_ne!(kept.refresh, first.refresh, "the rotation is kept");
        assert_eq!(routing_of(&world.server().await), routing_of(&draft()));
        assert!(world.plan().await.unwrap().plan.empty);
    }
}

#[tokio::test]
async fn tokens_that_last_for_seconds_carry_a_whole_push() {
    let (mut world, _, _) = world(Duration::from_secs(2)).await;
    world.pull().await.unwrap();
    world.draft(&draft());
    let review = world.plan().await.unwrap();
    world.control("DELETE", "requests", None).await;
    let report = world.push_plan(&review.plan.clone(), &review).await;
    assert!(report.unwrap().unwrap().done);
    assert!(renewals(&world).await >= review.plan.steps.len() as u64);
    assert_eq!(routing_of(&world.server().await), routing_of(&draft()));
}
